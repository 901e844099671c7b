/** Exports to a SQLite file that other programs and users read and lock. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { FakeBillit } from './fake-billit.ts'
import { exported, scratchFolder, select } from './target-file.ts'

let folder: ReturnType<typeof scratchFolder>
let file: string
let server: FakeBillit

beforeEach(() => {
  folder = scratchFolder()
  file = join(folder.path, 'billit.db')
  server = new FakeBillit()
  server.create('contacts')
})
afterEach(() => folder.remove())

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('the files of an export', () => {
  test('can be read only by their owner', async () => {
    await exportAll(server.client(), file)
    await exportAll(server.client(), join(folder.path, 'new', 'out/'), { pdfs: join(folder.path, 'pdfs') })
    const entries = readdirSync(folder.path, { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      expect([entry.name, modeOf(join(entry.parentPath, entry.name))]).toEqual([entry.name, entry.isDirectory() ? '700' : '600'])
    }
    expect(entries.length).toBeGreaterThan(15)
  })

  test('keep a mode that their owner has set', async () => {
    const out = join(folder.path, 'out/')
    await exportAll(server.client(), out)
    chmodSync(join(out, 'contacts.csv'), 0o640)
    await exportAll(server.client(), out)
    expect(modeOf(join(out, 'contacts.csv'))).toBe('640')
  })

  test('are not written through a symbolic link', async () => {
    const victim = join(folder.path, 'victim')
    writeFileSync(victim, 'mine')
    symlinkSync(victim, `${file}-lock`)
    await expect(exportAll(server.client(), file)).rejects.toThrow(`${file}-lock is a symbolic link`)
    const out = join(folder.path, 'out')
    mkdirSync(out)
    symlinkSync(victim, join(out, 'contacts.csv.unfinished'))
    await exportAll(server.client(), out)
    expect(readFileSync(victim, 'utf8')).toBe('mine')
    expect(readFileSync(join(out, 'contacts.csv'), 'utf8')).toContain('key')
  })

  test('are in a state that a user without write permission can read', async () => {
    await exportAll(server.client(), file)
    expect(existsSync(`${file}-wal`)).toBe(false)
    expect(select(file, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }])
  })
})

test('waits for another program that locks the file, without blocking this process', async () => {
  await exportAll(server.client(), file)
  const other = new DatabaseSync(file)
  other.exec('BEGIN EXCLUSIVE')
  // A blocked process could not run this timer.
  setTimeout(() => other.exec('COMMIT'), 500)
  server.create('contacts')
  await exportAll(server.client(), file)
  other.close()
  expect(exported(file, 'contacts')).toEqual(server.expected('contacts'))
})

test('names the file that another program keeps locked, and ends at once when it is stopped', async () => {
  await exportAll(server.client(), file)
  const other = new DatabaseSync(file)
  other.exec('BEGIN EXCLUSIVE')
  const controller = new AbortController()
  const stopped = expect(exportAll(server.client(), file, { signal: controller.signal })).rejects.toThrow('enough')
  setTimeout(() => controller.abort(new Error('enough')), 300)
  await stopped
  await expect(exportAll(server.client(), file)).rejects.toThrow(
    `Another program has locked ${file}. Close it, and run the export again.`,
  )
  other.close()
}, 30_000)

test('reports a full disk', async () => {
  for (let index = 0; index < 40; index += 1) server.create('contacts', { note: 'n'.repeat(20_000) })
  server.pageSize = 100
  await exportAll(server.client(), file, { resources: ['tags'] })
  const database = new DatabaseSync(file)
  // A database that has reached its maximum size fails like a full disk.
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {}
  database.close()
  const exec = DatabaseSync.prototype.exec
  try {
    DatabaseSync.prototype.exec = function limited(sql) {
      exec.call(this, sql)
      if (sql.includes('WAL')) exec.call(this, `PRAGMA max_page_count = ${Number(pages) + 20}`)
    }
    await expect(exportAll(server.client(), file)).rejects.toThrow(`Cannot write to ${file}: the disk is full.`)
  } finally {
    DatabaseSync.prototype.exec = exec
  }
})

test.skipIf(process.getuid?.() === 0)('reports a folder without write permission', async () => {
  chmodSync(folder.path, 0o500)
  await expect(exportAll(server.client(), file)).rejects.toThrow(`Cannot write to ${file}: `)
  chmodSync(folder.path, 0o700)
})
