/** A fake account and an empty SQLite target for each test, and a clock that only the tests move. */
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import { type ExportOptions, type ExportRun, exportAll } from '../../src/sync/index.ts'
import { FakeBillit } from './fake-billit.ts'
import { scratchFolder, select } from './target-file.ts'

export let folder: ReturnType<typeof scratchFolder>
export let file: string
export let server: FakeBillit

/** Call it once in a test file. */
export function useExport(): void {
  beforeEach(() => {
    folder = scratchFolder()
    file = join(folder.path, 'billit.db')
    server = new FakeBillit()
    server.beforeRequest = () => vi.setSystemTime(server.now)
    vi.useFakeTimers({ toFake: ['Date'], now: server.now })
  })
  afterEach(() => {
    vi.useRealTimers()
    folder.remove()
  })
}

/** Moves the clock, by default by a minute. */
export function later(milliseconds = 60_000): void {
  server.now += milliseconds
  vi.setSystemTime(server.now)
}

export const run = (options: ExportOptions = {}): ExportRun => exportAll(server.client(), file, options)

/** The keys of the records that are marked as deleted. */
export const marked = (table: string): unknown[] =>
  select(file, `SELECT key FROM ${table} WHERE deleted_at IS NOT NULL`).map(({ key }) => key)

/** The invoices that were requested one by one. */
export const requestedInvoices = (): string[] =>
  server.requests.filter((path) => path.startsWith('/invoices/')).map((path) => path.slice(10))
