/** Which rows of the list may be the invoice of a draft. A field that is missing, or cannot be read, excludes nothing. */
import { parseApiDate } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'
import type { InvoiceCreate, InvoiceListItem } from '../core/types.ts'

const DAY_MS = 24 * 60 * 60_000
/** Clocks that are set right are no further apart than this. */
const CLOCK_TOLERANCE_MS = 10 * 60_000
/** A timestamp of the server has no fractions of a second, and neither has its header `Date`. */
const CLOCK_ERROR_MS = 10_000

/** Milliseconds since 1970 of what the server sent. `undefined` if it says nothing. */
function timeOf(value: unknown): number | undefined {
  try {
    return typeof value === 'string' ? parseApiDate(value)?.getTime() : undefined
  } catch {
    return undefined
  }
}

/** When a row was created, next to the moment from which on the invoice can have been. */
export function ageOf({ createdAt }: InvoiceListItem, since: number): 'surely before' | 'perhaps before' | 'since' {
  const time = timeOf(createdAt)
  if (time === undefined || time >= since - CLOCK_ERROR_MS) return 'since'
  return time >= since - CLOCK_TOLERANCE_MS ? 'perhaps before' : 'surely before'
}

/** Whether a row has the customer and the date of a draft. */
export function hasSameParties({ customer, dateIssued }: InvoiceListItem, draft: InvoiceCreate): boolean {
  const customerId = isRecord(customer) ? customer.id : undefined
  if (draft.customerId && customerId && Number(customerId) !== Number(draft.customerId)) return false
  const [issued, wanted] = [timeOf(dateIssued), timeOf(draft.invoiceDate)]
  // A calendar day may come as an instant, such as midnight in Athens.
  return issued === undefined || wanted === undefined || Math.abs(issued - wanted) < DAY_MS
}

/**
 * Whether the net amount of a row can be that of a draft. The server may round each row, and count discounts and the rows of a
 * tax in or not, so it is a range.
 */
export function hasSameNet({ amount }: InvoiceListItem, { products }: InvoiceCreate): boolean {
  let [low, high] = [0, 0]
  for (const { price = 0, quantity = 1, discount = 0, type } of products) {
    const full = price * quantity * 100
    const counted = [full, full * (1 - discount / 100), ...(type === undefined ? [] : [0])]
    low += Math.min(...counted) - 1
    high += Math.max(...counted) + 1
  }
  const cents = Number(amount) * 100
  // The amounts of a credit note may be negative.
  return Number.isNaN(cents) || Number.isNaN(low) || [cents, -cents].some((each) => each >= low - 1 && each <= high + 1)
}

/**
 * Whether the invoice can be on no later page of a list of which these rows have been read: the rows come newest first, and the
 * last one is older by every date that a server may sort by. Of a list in another order, every page is read.
 */
export function isPast(rows: readonly InvoiceListItem[], since: number, { invoiceDate }: InvoiceCreate): boolean {
  const last = rows.at(-1)
  if (!last) return true
  const bounds = { createdAt: since - DAY_MS, updatedAt: since - DAY_MS, dateIssued: (timeOf(invoiceDate) ?? 0) - DAY_MS / 2 }
  const isOlder = (name: keyof typeof bounds) => (timeOf(last[name] ?? last.createdAt) ?? Infinity) < bounds[name]
  const isSorted = (name: keyof typeof bounds) => {
    const times = rows.map((row) => timeOf(row[name]) ?? Number.NaN)
    return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0))
  }
  return (
    isOlder('createdAt') && isOlder('updatedAt') && isOlder('dateIssued') && (isSorted('createdAt') || isSorted('dateIssued'))
  )
}
