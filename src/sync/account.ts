/** Makes sure that a target contains one account. Otherwise the records of the first would be marked as deleted. */
import { type ExportClient, errorStatus, readInvoice } from './client.ts'
import { ExportError } from './export-error.ts'
import type { Store } from './store.ts'

/** How many invoices of the target are requested. Some may have been deleted. */
const INVOICES_TRIED = 5

/**
 * @param account Identifies the account. `undefined` if the token has no access to it.
 * @throws ExportError if the target contains another account, or that cannot be ruled out.
 */
export async function claimAccount(
  client: ExportClient,
  store: Store,
  name: string,
  account: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const known = await store.settings.get('account')
  if (known !== undefined && account === undefined) {
    throw new ExportError(
      `${name} contains the records of the account ${known}, but this token cannot read its account (GET /account), so it may be another one. Use a token with access to the account, or choose another target.`,
    )
  }
  if (known !== undefined && known !== account) {
    throw new ExportError(`${name} contains the records of another account. Choose another target for this one.`)
  }
  if (known === undefined && !(await hasSameAccount(client, store, signal))) {
    throw new ExportError(
      `${name} was exported with a token that cannot read its account (GET /account), and none of the invoices in it can be read now, so it may contain another account. Choose another target.`,
    )
  }
  if (known === undefined && account !== undefined) await store.settings.set('account', account)
}

/** Whether the target has no records, or the client can read one of its invoices. */
async function hasSameAccount(client: ExportClient, store: Store, signal: AbortSignal | undefined): Promise<boolean> {
  if (!(await store.hasRecords())) return true
  for (const key of await store.sampleInvoices(INVOICES_TRIED)) {
    try {
      await readInvoice(client, key, signal)
      return true
    } catch (error) {
      if (![200, 403, 404].includes(errorStatus(error) ?? 0)) throw error
    }
  }
  return false
}
