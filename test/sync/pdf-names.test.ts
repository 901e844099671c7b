import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { FakeBillit } from './fake-billit.ts'
import { scratchFolder } from './target-file.ts'

const UUID = '0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e'

/** Exports invoices with these keys, and returns the names of the PDFs. */
async function exportPdfs(keys: readonly string[]): Promise<string[]> {
  const folder = scratchFolder()
  onTestFinished(() => folder.remove())
  const server = new FakeBillit()
  server.pageSize = 100
  for (const key of keys) server.create('invoices', { key })
  const billit = server.client()
  const { account, contacts, products, tags, ocps, payments, purchases, customers, suppliers } = billit
  const client = {
    ...{ account, contacts, products, tags, ocps, payments, purchases, customers, suppliers },
    invoices: {
      list: (...args: Parameters<typeof billit.invoices.list>) => billit.invoices.list(...args),
      get: (...args: Parameters<typeof billit.invoices.get>) => billit.invoices.get(...args),
      pdf: async () => new TextEncoder().encode('%PDF-'),
    },
  }
  const pdfs = join(folder.path, 'pdfs')
  const target = join(folder.path, 'billit.db')
  const summary = await exportAll(client, target, { resources: ['invoices'], details: false, pdfs })
  expect(summary.failures).toEqual([])
  return readdirSync(pdfs)
}

test('names the PDF of an invoice by its uuid', async () => {
  expect(await exportPdfs([UUID])).toEqual([`${UUID}.pdf`])
})

test.each([
  ['that differ in a character that no file name may have', ['a/b', 'a_b', 'a\\b', 'a:b', 'a?b', 'a*b']],
  ['that differ in case', ['ab', 'AB', UUID, UUID.toUpperCase()]],
  ['that Windows reserves, or shortens', ['CON', 'nul', 'COM1', 'a', 'a.', 'a ', '..', '.']],
  ['that differ after 300 letters', [`${'k'.repeat(300)}1`, `${'k'.repeat(300)}2`]],
  ['in Greek, composed and decomposed', ['ά'.normalize('NFC'), 'ά'.normalize('NFD')]],
])('gives keys %s a valid file each', async (_, keys) => {
  const names = await exportPdfs(keys)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(keys.length)
  for (const name of names) {
    expect(name).toMatch(/^[\w-]{10,80}\.pdf$/)
    expect(name).not.toMatch(/^(con|nul|prn|aux|com\d|lpt\d)\./i)
  }
})
