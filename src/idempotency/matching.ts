/** Compares rows of the list with a draft. A field that is missing or unreadable excludes nothing. */
import { parseApiDate } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'
import type { InvoiceCreate, InvoiceListItem } from '../core/types.ts'

const DAY_MS = 24 * 60 * 60_000
/** Correctly set clocks differ by less than this. */
const CLOCK_TOLERANCE_MS = 10 * 60_000
/** The server's timestamps have no fractions of a second, and neither has its `Date` header. */
const CLOCK_ERROR_MS = 10_000

/** A time from the server, in milliseconds since 1970. `undefined` if it is missing or unreadable. */
function readTime(value: unknown): number | undefined {
  try {
    return typeof value === 'string' ? parseApiDate(value)?.getTime() : undefined
  } catch {
    return undefined
  }
}

/** Whether a row was created before or after the moment of the first attempt. */
export function compareAge({ createdAt }: InvoiceListItem, since: number): 'before' | 'perhaps before' | 'after' {
  const time = readTime(createdAt)
  if (time === undefined || time >= since - CLOCK_ERROR_MS) return 'after'
  return time >= since - CLOCK_TOLERANCE_MS ? 'perhaps before' : 'before'
}

/** Whether a row can have the customer and the date of a draft. */
export function hasSameParties({ customer, dateIssued }: InvoiceListItem, draft: InvoiceCreate): boolean {
  const customerId = isRecord(customer) ? customer.id : undefined
  if (draft.customerId && customerId && Number(customerId) !== Number(draft.customerId)) return false
  const [issued, wanted] = [readTime(dateIssued), readTime(draft.invoiceDate)]
  // The server may send a calendar day as an instant, such as midnight in Athens.
  return issued === undefined || wanted === undefined || Math.abs(issued - wanted) < DAY_MS
}

/**
 * Whether the net amount of a row can be that of a draft. It is compared with a range: the server may round each row, and may or
 * may not include discounts and tax rows.
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
 * Whether no later page of the list can have the invoice: the rows read so far are sorted newest first, and the last one is older
 * by every date that a server may sort by. If the list has another order, every page is read.
 */
export function isComplete(rows: readonly InvoiceListItem[], since: number, { invoiceDate }: InvoiceCreate): boolean {
  const last = rows.at(-1)
  if (!last) return true
  const bounds = { createdAt: since - DAY_MS, updatedAt: since - DAY_MS, dateIssued: (readTime(invoiceDate) ?? 0) - DAY_MS / 2 }
  const isOlder = (name: keyof typeof bounds) => (readTime(last[name] ?? last.createdAt) ?? Infinity) < bounds[name]
  const isSorted = (name: keyof typeof bounds) => {
    const times = rows.map((row) => readTime(row[name]) ?? Number.NaN)
    return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0))
  }
  return (
    isOlder('createdAt') && isOlder('updatedAt') && isOlder('dateIssued') && (isSorted('createdAt') || isSorted('dateIssued'))
  )
}
