import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { clientFor } from './record-server.ts'
import { scratchFolder, select } from './target-file.ts'

let folder: ReturnType<typeof scratchFolder>
beforeEach(() => {
  folder = scratchFolder()
})
afterEach(() => folder.remove())

/** Returns the text of the files in a ZIP file, by name. Reads the central directory. */
function unzip(path: string): Map<string, string> {
  const zip = readFileSync(path)
  const files = new Map<string, string>()
  for (let at = zip.readUInt32LE(zip.lastIndexOf('PK\u0005\u0006') + 16); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [method, size, nameLength, extra, comment] = [10, 20, 28, 30, 32].map((offset) =>
      offset === 20 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number, number]
    const header = zip.readUInt32LE(at + 42)
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
    const content = zip.subarray(start, start + size)
    files.set(
      zip.toString('utf8', at + 46, at + 46 + nameLength),
      (method === 0 ? content : inflateRawSync(content)).toString('utf8'),
    )
    at += 46 + nameLength + extra + comment
  }
  return files
}

test('writes a workbook with a sheet for each view and typed cells, and continues from the database beside it', async () => {
  const client = clientFor({
    contacts: [{ id: 1, company: '=HYPERLINK("http://evil")', vatId: '094222211', postalCode: '01234', city: 'Κέρκυρα\u0007' }],
    payments: [
      { id: 5, amount: 1234.5, dateOccurred: '2026-03-31T21:00:00Z', info: '+30 210 123 4567', invoiceId: 7, customerId: 1 },
    ],
  })
  const file = join(folder.path, 'books.xlsx')
  await exportAll(client, file)
  await exportAll(client, file)

  const files = unzip(file)
  const workbook = files.get('xl/workbook.xml') ?? ''
  for (const name of ['invoices_flat', 'contacts_flat', 'payments_flat', 'vat_by_month'])
    expect(workbook).toContain(`name="${name}"`)
  const all = [...files.values()].join('\n')
  expect(all).not.toContain('<f>')
  expect(all).toContain('094222211')
  expect(all).not.toMatch(/<v>0?94222211<\/v>/)
  expect(all).toContain('Κέρκυρα<')
  expect(all).toContain('<v>1234.5</v>')
  // The serial number of 1 April 2026.
  expect(all).toContain('<v>46113</v>')
  expect(select(`${file}.db`, 'SELECT key FROM payments')).toEqual([{ key: '5' }])
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
})

test('marks a text that is too long for a cell, and cuts it between two characters', async () => {
  const contacts = [
    { id: 1, company: `a${'😀'.repeat(20_000)}` },
    { id: 2, company: `${'b'.repeat(32_766)}c` },
  ]
  const file = join(folder.path, 'books.xlsx')
  await exportAll(clientFor({ contacts }), file)
  const all = [...unzip(file).values()].join('\n')
  expect(all).toContain('😀…<')
  expect(all).not.toContain('\ufffd')
  expect(all).toContain('bc<')
})
