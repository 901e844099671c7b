/** Whether `updatedAt` of an invoice moves with a change that only its details show. The answers contain no response values. */
import { isRecord } from '../core/record.ts'
import { type Exchange, type Row, recordIn } from './client.ts'

/** Waits for a number of milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>

/** Timestamps have whole seconds. */
const MIN_INTERVAL_MS = 1100

/**
 * Makes a change in another second than the last one, and reads the invoice before and after it.
 *
 * @returns Both responses, and whether `updatedAt` has moved.
 */
export async function movesUpdatedAt(
  sleep: Sleep,
  read: () => Promise<Exchange | undefined>,
  change: () => Promise<unknown>,
): Promise<{ before: Exchange | undefined; after: Exchange | undefined; answer: string }> {
  const before = await read()
  await sleep(MIN_INTERVAL_MS)
  await change()
  const after = await read()
  return { before, after, answer: describeMove(recordIn(before).updatedAt, recordIn(after).updatedAt) }
}

function describeMove(before: unknown, after: unknown): string {
  if (typeof before !== 'string' || typeof after !== 'string') return 'Unknown: the invoice could not be read.'
  return before === after ? 'No.' : 'Yes.'
}

/** @param invoices Invoices that were read one by one. */
export function describeMarks(invoices: readonly Row[]): string {
  const marked = invoices.filter(({ mydata }) => isRecord(mydata) && mydata.invoiceMark)
  if (marked.length === 0) return 'Unknown: no invoice with a MARK was read.'
  const unmoved = marked.filter(({ createdAt, updatedAt }) => createdAt === updatedAt)
  if (unmoved.length === 0) return 'Perhaps: each invoice with a MARK has been updated since its creation.'
  return `Unknown: ${unmoved.length} of ${marked.length} invoices with a MARK have not been updated since their creation, so it came at once or did not move it.`
}
