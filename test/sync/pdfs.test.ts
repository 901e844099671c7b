import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { exportAll } from '../../src/sync/index.ts'
import { scratchFolder } from './target-file.ts'

test('downloads a PDF once, and again if the invoice changes or the file is missing', async () => {
  const mock = await startMock({ examples: true })
  const folder = scratchFolder()
  onTestFinished(async () => {
    folder.remove()
    await mock.close()
  })
  const billit = new Billit({ token: 'any', baseUrl: mock.url, rateLimit: false })
  const pdfs = join(folder.path, 'pdfs')
  const run = async () => (await exportAll(billit, join(folder.path, 'billit.db'), { resources: ['invoices'], pdfs })).pdfs
  const uuids = mock.rows('invoices').map(({ uuid }) => String(uuid))

  expect(await run()).toBe(uuids.length)
  expect(readdirSync(pdfs).sort()).toEqual(uuids.map((uuid) => `${uuid}.pdf`).sort())
  expect(
    readFileSync(join(pdfs, `${uuids[0]}.pdf`))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  expect(await run()).toBe(0)

  rmSync(join(pdfs, `${uuids[1]}.pdf`))
  expect(await run()).toBe(1)
  const open = mock.rows('invoices').find(({ deletedAt }) => deletedAt === null)
  await billit.invoices.delete(String(open?.uuid))
  expect(await run()).toBe(1)
})
