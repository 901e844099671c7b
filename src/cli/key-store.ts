/** Where `invoices create` remembers its keys. */
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { messageOf } from '../core/text.ts'
import { type SqliteStore, sqliteStore } from '../stores/index.ts'
import { findStateFolder, keyFile } from '../tools/state-folder.ts'
import { CliError } from './cli-error.ts'

/** The default file of an account, the same from every folder of this machine. */
function defaultStore(baseUrl: string, account: string): string {
  const folder = findStateFolder(process.env, process.platform, homedir())
  // Only the owner can read it.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return keyFile(folder, baseUrl, account)
}

/** @throws CliError if the file cannot be opened. */
export function openKeyStore(file: string | undefined, baseUrl: string, account: string): SqliteStore {
  try {
    return sqliteStore(file ?? defaultStore(baseUrl, account))
  } catch (error) {
    throw new CliError(1, `${messageOf(error)} Choose another file with --store.`, { cause: error })
  }
}
