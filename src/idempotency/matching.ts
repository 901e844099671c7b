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
export function readTime(value: unknown): number | undefined {
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

/** Whether a row can have the customer of a draft. */
export function hasSameCustomer({ customer }: InvoiceListItem, draft: InvoiceCreate): boolean {
  const customerId = isRecord(customer) ? customer.id : undefined
  return !draft.customerId || !customerId || Number(customerId) === Number(draft.customerId)
}

/** Whether a row can have the date of a draft. The server may send a calendar day as an instant, such as midnight in Athens. */
export function hasSameDay({ dateIssued }: InvoiceListItem, { invoiceDate }: InvoiceCreate): boolean {
  const [issued, wanted] = [readTime(dateIssued), readTime(invoiceDate)]
  return issued === undefined || wanted === undefined || Math.abs(issued - wanted) < DAY_MS
}

/** Whether a row has the day on which it was created: the server may have replaced the date of the draft by that. */
export function isDatedAtCreation({ dateIssued, createdAt }: InvoiceListItem): boolean {
  const [issued, created] = [readTime(dateIssued), readTime(createdAt)]
  return issued !== undefined && created !== undefined && Math.abs(issued - created) < DAY_MS
}

/** Whether nothing says that a row is another type of document, or has the opposite sign, as a credit note may have. */
export function hasSameType({ type, amount }: InvoiceListItem, { invoiceTypeId }: InvoiceCreate): boolean {
  const typeId = isRecord(type) ? type.id : undefined
  const isSameType = !typeId || !invoiceTypeId || Number(typeId) === Number(invoiceTypeId)
  return isSameType && !(Number(amount) < 0)
}

/**
 * Whether the net amount of a row can be that of a draft. It is compared with a range: the server may round each unit price and
 * each row, and may or may not include discounts and tax rows.
 */
export function hasSameNet(row: InvoiceListItem, draft: InvoiceCreate): boolean {
  const { low, high, rounding } = netRange(draft)
  // The amounts of a credit note may be negative.
  const cents = Math.abs(Number(row.amount)) * 100
  return Number.isNaN(cents) || Number.isNaN(low) || (cents >= low - rounding && cents <= high + rounding)
}

/** In cents. */
const ROUNDING_UNITS = [5, 10, 50, 100]

/** Whether the net amount of a row can be that of a draft, if the server rounds amounts to more than a cent. */
export function hasRoundedNet(row: InvoiceListItem, draft: InvoiceCreate): boolean {
  const { low, high } = netRange(draft)
  const cents = Math.round(Math.abs(Number(row.amount)) * 100)
  return ROUNDING_UNITS.some((unit) => cents % unit === 0 && cents > low - unit && cents < high + unit)
}

/**
 * The lowest and the highest net amount, without its sign, and by how much rounding may change it: all in cents. `NaN` if a row has
 * no price of its own: it has the price of its product.
 */
function netRange({ products }: InvoiceCreate): { low: number; high: number; rounding: number } {
  let [low, high, rounding] = [0, 0, 1]
  if (!Array.isArray(products)) return { low: Number.NaN, high: Number.NaN, rounding }
  for (const { price, quantity = 1, discount = 0, type } of products) {
    // A row of a tax may have no price.
    const full = (price ?? (type === undefined ? Number.NaN : 0)) * quantity * 100
    const possible = [full, full * (1 - discount / 100), ...(type === undefined ? [] : [0])]
    low += Math.min(...possible)
    high += Math.max(...possible)
    // Half a cent of each unit, and one cent of the row.
    rounding += Math.abs(quantity) / 2 + 1
  }
  return high < 0 ? { low: -high, high: -low, rounding } : { low, high, rounding }
}

/**
 * Whether no later page of the list can have the invoice: the rows read so far are sorted newest first, and the last one is older
 * by every date that a server may sort by. If the list has another order, every page is read.
 */
export function isComplete(rows: readonly InvoiceListItem[], since: number, { invoiceDate }: InvoiceCreate): boolean {
  const last = rows.at(-1)
  if (!last) return false
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
