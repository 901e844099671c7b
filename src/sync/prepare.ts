import { claimAccount } from './account.ts'
import { type ExportClient, readAccount } from './client.ts'
import type { Database } from './database.ts'
import { fingerprint } from './plan.ts'
import type { ExportResource, TableName } from './resources.ts'
import { Store } from './store.ts'

/** The source and the target of an export or a watch. */
export interface ExportStart {
  /** The target, without credentials. */
  target: string
  /** The UUID of the account. `undefined` if the token has no access to it. */
  account: string | undefined
}

interface Preparation {
  client: ExportClient
  database: Database
  /** The name of the target, without credentials. */
  name: string
  resources: readonly ExportResource[]
  signal: AbortSignal | undefined
  onStart: ((start: ExportStart) => void) | undefined
}

/**
 * Creates the tables of a target, and makes sure that it contains the account of the client.
 *
 * @throws ExportError if the target cannot be used.
 */
export async function prepareStore(preparation: Preparation): Promise<{ store: Store; tables: TableName[] }> {
  const { client, database, name, resources, signal, onStart } = preparation
  const account = await readAccount(client, signal)
  onStart?.({ target: name, account: account?.key })
  const tables: TableName[] = account ? ['account', ...resources] : [...resources]
  const store = await Store.open(database, name, tables)
  await claimAccount(client, store, name, account?.key, signal)
  if (account) await store.saveAccount(account, fingerprint(account.data))
  return { store, tables }
}
