import type { InvoiceListItem } from '../core/types.ts'
import { readTime } from './matching.ts'

/** The tags of an invoice that has been read. */
interface Entry {
  labels: string[]
  updatedAt: unknown
  /** Whether the server had time to add the tags before the invoice was read. */
  isFinal: boolean
}

const MAX_ENTRIES = 5000
/** Servers may add the tags some time after they have created the invoice. */
const TAGGING_MS = 10_000

/**
 * The tags of invoices that searches have read. Many keys in doubt search through the same invoices, and a search that its
 * deadline has ended continues where it was.
 */
export class InvoiceCache {
  readonly #entries = new Map<string, Entry>()

  /** `undefined` if the invoice has to be read again, since its tags may have changed. */
  get({ uuid, updatedAt }: InvoiceListItem): string[] | undefined {
    const entry = this.#entries.get(uuid)
    const isCurrent = entry?.isFinal && updatedAt !== undefined && entry.updatedAt === updatedAt
    return isCurrent ? entry.labels : undefined
  }

  /** @param now The time on the server, in milliseconds since 1970. */
  set({ uuid, updatedAt, createdAt }: InvoiceListItem, labels: string[], now: number): void {
    const isFinal = labels.length > 0 || now - (readTime(createdAt) ?? now) > TAGGING_MS
    this.#entries.delete(uuid)
    this.#entries.set(uuid, { labels, updatedAt, isFinal })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest)
  }
}
