/** Which targets an export accepts. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { file, folder, run, server, useExport } from './export-setup.ts'
import { FakeBillit } from './fake-billit.ts'
import { exported, select } from './target-file.ts'

useExport()

describe('a target', () => {
  test('accepts one export at a time', async () => {
    server.create('invoices')
    const first = run()[Symbol.asyncIterator]()
    await first.next()
    await expect(run()).rejects.toThrow(
      `Another export or watch is writing to ${file}. Wait for it to finish, or choose another target.`,
    )
    await first.return()
    await run()
  })

  test('accepts one account', async () => {
    await run()
    server.account = { uuid: '7d1f8a52-93c4-4d0b-8f35-1e6b0a9c4d21' }
    await expect(run()).rejects.toThrow('contains the records of another account')
    expect(select(file, 'SELECT key FROM account')).toHaveLength(1)
  })

  test.each([403, 404])('is not changed if it knows its account, and GET /account returns %i', async (status) => {
    server.create('invoices')
    await run()
    const other = new FakeBillit()
    other.create('contacts')
    other.intercept = (path) => (path === '/account' ? other.fail(status) : undefined)
    await expect(exportAll(other.client(), file)).rejects.toThrow('this token cannot read its account (GET /account)')
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
    expect(exported(file, 'contacts')).toEqual({})
  })

  test('accepts a token without access to the account, if it can read an invoice of the target', async () => {
    server.account = undefined
    server.create('invoices')
    await run()
    server.delete('invoices', 0)
    server.create('invoices')
    server.create('invoices')
    await expect(run()).rejects.toThrow('may contain another account')
    await exportAll(server.client(), join(folder.path, 'other.db'))
    server.create('contacts')
    await exportAll(server.client(), join(folder.path, 'other.db'))
    expect(exported(join(folder.path, 'other.db'), 'contacts')).toEqual(server.expected('contacts'))
  })

  test('cannot get the records of another account, even if no account can be read', async () => {
    server.account = undefined
    const invoice = server.create('invoices')
    await run()
    const other = new FakeBillit()
    other.account = undefined
    other.create('contacts')
    await expect(exportAll(other.client(), file)).rejects.toThrow('may contain another account')
    expect(Object.keys(exported(file, 'invoices'))).toEqual([invoice.key])
    expect(exported(file, 'contacts')).toEqual({})
  })

  test('cannot be a database with tables of another program', async () => {
    const database = new DatabaseSync(file)
    database.exec('CREATE TABLE invoices (mine TEXT)')
    database.close()
    await expect(run()).rejects.toThrow("has a table 'invoices' of another program")
    expect(select(file, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'invoices' }])
  })

  test('cannot be a file of another format', async () => {
    writeFileSync(file, 'Dear diary, today I shall be overwritten.')
    await expect(run()).rejects.toThrow('exists and is not a SQLite database')
    expect(readdirSync(folder.path)).toEqual(['billit.db'])
  })

  test.each(['billit.txt', 'mysql://user:geheim@host/db', ''])('cannot be %j', async (target) => {
    const error = await exportAll(server.client(), target).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ExportError', message: expect.stringContaining('Cannot export to') })
    expect(String(error)).not.toContain('geheim')
    expect(existsSync('billit.txt')).toBe(false)
  })
})
