import { show } from '../core/arguments.ts'
import { nearestName } from '../core/text.ts'
import { DEFAULT_INVOICE_TYPES, withTypesOfInvoices } from './invoice-types.ts'
import { isRow, type Row } from './row.ts'
import type { State } from './state.ts'
import type { AccountInvoiceType, Snapshot } from './types.ts'

/** A copy of all records. */
export const takeSnapshot = (state: State): Snapshot => structuredClone(viewRecords(state))

/** All records, not copied. */
export const viewRecords = ({ account, collections, invoiceTypes }: State): Snapshot => ({
  account,
  invoiceTypes,
  records: Object.fromEntries([...collections].map(([name, { rows }]) => [name, rows])),
})

/** Replaces all records. @throws TypeError if the snapshot is invalid, before anything changes. */
export function loadSnapshot(state: State, snapshot: unknown): void {
  const { account, records, invoiceTypes = DEFAULT_INVOICE_TYPES } = checkSnapshot(state, snapshot)
  if (account) state.account = structuredClone(account)
  state.invoiceTypes = withTypesOfInvoices(structuredClone(invoiceTypes), records.invoices ?? [])
  for (const [name, collection] of state.collections) {
    const defaults = collection.createSnapshotDefaults()
    collection.load(structuredClone(records[name] ?? []).map((row) => ({ ...defaults, ...row })))
  }
}

function checkSnapshot({ collections }: State, snapshot: unknown): Snapshot {
  if (!isRow(snapshot) || !isRow(snapshot.records)) {
    throw new TypeError('A snapshot must be an object such as { "records": { "contacts": [], "invoices": [] } }.')
  }
  const { account, records, invoiceTypes } = snapshot
  if (account !== undefined && !isRow(account)) throw new TypeError('account must be an object.')
  for (const [name, rows] of Object.entries(records)) {
    const key = collections.get(name)?.key
    if (key === undefined) throw new TypeError(unknownResource(name, [...collections.keys()]))
    if (!Array.isArray(rows) || !rows.every((row) => isRow(row) && ['string', 'number'].includes(typeof row[key]))) {
      throw new TypeError(`records.${name} must be a list of objects, each with '${key}'.`)
    }
    if (new Set(rows.map((row) => String(row[key]))).size < rows.length)
      throw new TypeError(`records.${name} has a duplicate ${key}.`)
  }
  if (invoiceTypes !== undefined && !isListOfTypes(invoiceTypes)) {
    throw new TypeError('invoiceTypes must be a list of objects such as { "id": 36, "name": "Proforma" }, each with its own id.')
  }
  return { account, records: records as Record<string, Row[]>, invoiceTypes } // checked above
}

const isListOfTypes = (value: unknown): value is AccountInvoiceType[] =>
  Array.isArray(value) &&
  value.every((type) => isRow(type) && Number.isSafeInteger(type.id) && typeof type.name === 'string') &&
  new Set(value.map(({ id }) => id)).size === value.length

function unknownResource(name: string, names: string[]): string {
  const nearest = nearestName(name, names)
  return `Unknown resource ${show(name)} in records: ${nearest ? `did you mean '${nearest}'?` : `valid names are ${names.join(', ')}.`}`
}
