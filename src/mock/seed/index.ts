/** Generates a data set: two years of a small company. The same seed and date give the same data set. */
import type { State } from '../state.ts'
import { seedContacts, seedSuppliers } from './contacts.ts'
import { seedInvoices } from './invoices.ts'
import { seedOcps } from './ocps.ts'
import { seedProducts, seedTags } from './products.ts'
import { seedPurchases } from './purchases.ts'
import { createRandomSource } from './source.ts'
import { TAGS } from './words.ts'

interface SeedOptions {
  seed: number
  /** The number of invoices. Other records follow in proportion; 0 is an empty account. */
  rows: number
  /** The date of the newest records. */
  today: string
}

/** Replaces all records with generated ones. The first of them have the keys of the records that they replace. */
export function seedState(state: State, { seed, rows, today }: SeedOptions): void {
  if (rows === 0) {
    for (const collection of state.collections.values()) collection.load([])
    return
  }
  const source = createRandomSource(seed, today)
  // At least one of each kind, even for a few invoices.
  const share = (part: number) => Math.max(1, Math.round(rows * part))

  seedTags(state, source, Math.min(TAGS.length, share(1 / 50)))
  seedContacts(state, source, share(1 / 5))
  seedProducts(state, source, Math.max(2, share(1 / 20)))
  seedSuppliers(state, source, share(1 / 15))
  seedInvoices(state, source, rows)
  seedPurchases(state, source, share(2 / 15))
  seedOcps(state, source, share(1 / 30))
}
