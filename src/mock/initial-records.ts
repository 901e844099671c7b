import { existsSync } from 'node:fs'
import type { Document } from '../tools/document.ts'
import { loadExamples } from './examples.ts'
import { DEFAULT_INVOICE_TYPES, withTypesOfInvoices } from './invoice-types.ts'
import { getPermalinkPath } from './permalinks.ts'
import type { Action } from './resources.ts'
import { loadSnapshot } from './snapshot.ts'
import type { State } from './state.ts'
import { readStateFile } from './state-file.ts'
import type { MockOptions, Snapshot } from './types.ts'

const DEFAULT_ROWS = 600

/**
 * Returns a function that loads the records with which the mock starts: those of the persist file, a snapshot, the examples, or
 * generated records. Loads the generator, and so Faker, only if needed.
 *
 * @param today the date on which generated records end
 */
export async function createInitialRecords(
  state: State,
  document: Document,
  actions: Map<string, Action>,
  options: MockOptions,
  today: string,
): Promise<() => void> {
  const account = structuredClone(state.account)
  const { persist } = options
  const source = persist !== undefined && existsSync(persist) ? persist : options.state
  if (source !== undefined) {
    // A copy, since the caller may change the object later.
    const snapshot = structuredClone(typeof source === 'string' ? readStateFile(source) : source)
    return () => loadSnapshot(state, { account, ...(snapshot as Snapshot) }) // `loadSnapshot` validates it
  }
  const resetToExamples = () => {
    state.account = structuredClone(account)
    loadExamples(state, document, actions)
    const invoices = state.collections.get('invoices')?.rows ?? []
    state.invoiceTypes = withTypesOfInvoices(DEFAULT_INVOICE_TYPES, invoices)
    for (const invoice of invoices) invoice.permalink = getPermalinkPath(invoice.uuid)
  }
  const { seed = 1, rows = DEFAULT_ROWS } = options
  const isGenerated = options.document === undefined || options.seed !== undefined || options.rows !== undefined
  if (options.examples || !isGenerated) return resetToExamples
  const { seedState } = await import('./seed/index.ts')
  return () => {
    resetToExamples()
    seedState(state, { seed, rows, today })
  }
}
