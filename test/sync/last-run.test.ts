import { beforeEach, expect, test } from 'vitest'
import { openCopy } from '../../src/sync/copy.ts'
import { type ExportOptions, exportAll } from '../../src/sync/index.ts'
import { parseLastRun } from '../../src/sync/last-run.ts'
import { file, server, useExport } from './export-setup.ts'

useExport()
beforeEach(() => {
  server.create('contacts')
  server.create('invoices')
})

const lastRun = () => {
  const copy = openCopy(file)
  try {
    return { ...copy.lastRun('invoices'), account: copy.account, rows: [...copy.records('invoices')].length }
  } finally {
    copy.close()
  }
}

test('a copy says that its last export was complete, and when it started', async () => {
  const before = Date.now()
  await exportAll(server.client(), file)
  const { startedAt = '', ...rest } = lastRun()
  expect(rest).toEqual({ state: 'complete', isWhole: true, account: '0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e', rows: 1 })
  expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(before)
})

test('a copy whose export was stopped does not say that it is complete, until a run ends', async () => {
  await exportAll(server.client(), file)
  server.create('invoices')
  const stopped = exportAll(server.client(), file)
  for await (const { resource } of stopped) if (resource === 'invoices') break
  expect(lastRun()).toMatchObject({ state: 'running' })
  await exportAll(server.client(), file)
  expect(lastRun()).toMatchObject({ state: 'complete' })
})

test('a copy in which a record failed says that it is incomplete', async () => {
  const { key } = server.create('invoices')
  server.intercept = (path) => (path.includes(key) ? new Response('{}', { status: 500 }) : undefined)
  await exportAll(server.client(), file)
  expect(lastRun()).toMatchObject({ state: 'incomplete' })
})

test.each<[string, ExportOptions]>([
  ['details: false', { details: false }],
  ['since', { since: new Date('2020-01-01') }],
])('a copy with %s is not whole', async (_, options) => {
  await exportAll(server.client(), file, options)
  expect(lastRun()).toMatchObject({ state: 'complete', isWhole: false })
})

test('a resource that was not exported has no last run', async () => {
  await exportAll(server.client(), file, { resources: ['contacts', 'invoices'] })
  const copy = openCopy(file)
  expect(copy.lastRun('payments')).toBeUndefined()
  copy.close()
})

test.each([undefined, '', '{', 'null', '{"startedAt":"x","state":"complete"}', '{"startedAt":"2026-01-01","state":"done"}'])(
  'the setting %j is not a run',
  (text) => expect(parseLastRun(text)).toBeUndefined(),
)
