/** Where `invoices create` remembers its keys. */
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { messageOf } from '../core/text.ts'
import { type SqliteStore, sqliteStore } from '../stores/index.ts'
import { CliError } from './cli-error.ts'

/** The folder for the state of programs, on this system. */
function stateFolder(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env
  if (XDG_STATE_HOME) return XDG_STATE_HOME
  return process.platform === 'win32' && LOCALAPPDATA ? LOCALAPPDATA : join(homedir(), '.local', 'state')
}

/**
 * The default file of an account, the same from every folder of this machine. The accounts of the sandbox and of production are
 * separate, because a key means one invoice.
 */
function defaultStore(baseUrl: string, account: string): string {
  const folder = join(stateFolder(), 'billit-io')
  // Only the owner can read it.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = `${new URL(baseUrl).host}-${account}`.replace(/[^\w.-]/g, '_')
  return join(folder, `keys-${name}.db`)
}

/** @throws CliError if the file cannot be opened. */
export function openKeyStore(file: string | undefined, baseUrl: string, account: string): SqliteStore {
  try {
    return sqliteStore(file ?? defaultStore(baseUrl, account))
  } catch (error) {
    throw new CliError(1, `${messageOf(error)} Choose another file with --store.`, { cause: error })
  }
}
