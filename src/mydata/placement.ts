/** Decides where an invoice belongs in the books: among the sales, among the purchases, or in neither until a person decides. */
import { invoiceTypes, vatCategories } from '../../generated/mydata.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { Invoice, InvoiceItem, InvoiceItemMydata } from '../core/types.ts'
import { isSelfBilled, OSS_EXEMPTIONS, SIGN_OF_CREDIT_NOTE, SUM_CURRENCY } from './assumptions.ts'
import { isAmount, toCents } from './cents.ts'
import { dropEmptyFields, readRecords, readText } from './input.ts'
import { mydataStateOf } from './state.ts'

/** An invoice as `invoices.get()` returns it. */
export type SummedInvoice = Pick<Invoice, 'uuid'> &
  Partial<Pick<Invoice, 'items' | 'mydata' | 'deletedAt' | 'isMydataEnabled' | 'templateExtras'>>

/** An invoice that is not in the sums, because a person must decide where it belongs. */
export interface UnplacedInvoice {
  /** The UUID of the invoice. */
  uuid: string
  /** Why it is not in the sums, and what to do. */
  reason: string
}

/** Why an invoice is not in the sums. The views of the export have the same reasons. */
export const UNPLACED_REASONS = {
  cancelledInBillit:
    'It is cancelled in Billit, but it has a MARK and no cancellation MARK. Check whether the tax authority still has it.',
  cancelledAtAuthority: 'It has a cancellation MARK, but it is not cancelled in Billit. Check which of the two is right.',
  refused: 'The tax authority refused it. Correct it and send it again, or cancel it.',
  currency: `It is not in ${SUM_CURRENCY}. Convert its amounts at the rate of its date.`,
  typeMissing: 'It has no myDATA type, so it may be a sale, a credit note or a purchase. Add it to the sums yourself.',
  levy: 'It is the accommodation levy (8.2), which is neither turnover nor VAT.',
  type: 'Its myDATA type is not one of a sale or of a self-billed purchase. Add it to the sums yourself.',
  negativeCredit: 'It is a credit note with a negative total, so it is unclear whether to subtract it.',
  expenseRows: 'It is not marked as self-billed, but its rows are classified as expenses.',
  oss: 'It has a row with an OSS exemption or with a VAT rate that is not Greek. Declare it in the OSS return.',
  rateMismatch: 'It has a row whose VAT does not match its VAT category, as OSS sales may have. Check the row.',
  rateMissing: 'It has a row without a VAT rate.',
  amountMissing: 'It has a row without a net amount, or one with VAT but without a VAT amount.',
} as const

export type UnplacedReason = keyof typeof UNPLACED_REASONS

/** Output is what the account sells, input what it buys. */
export type Direction = 'output' | 'input'

/** A row of an invoice that is in the sums, in cents. Rows of a credit note are negative. */
export interface PlacedRow {
  direction: Direction
  percent: number
  category: number | undefined
  exemption: number | undefined
  net: number
  vat: number
  mydata: Partial<InvoiceItemMydata>
}

/** Types of sales: invoices, receipts, rent, self-deliveries, and credit notes on them. Not 1.5, which mixes sales and purchases. */
export const OUTPUT_TYPES: readonly string[] = [
  ...['1.1', '1.2', '1.3', '1.4', '1.6', '2.1', '2.2', '2.3', '2.4', '5.1', '5.2', '6.1', '6.2', '7.1', '8.1'],
  ...['11.1', '11.2', '11.3', '11.4', '11.5'],
]

/** Types that the buyer issues, and that are always purchases. */
export const INPUT_TYPES: readonly string[] = invoiceTypes.filter(({ party }) => party === 'seller').map(({ code }) => code)

/** Types that are purchases if they are self-billed. */
export const SELF_BILLED_TYPES: readonly string[] = invoiceTypes.filter(({ selfBilling }) => selfBilling).map(({ code }) => code)

export const CREDIT_TYPES: readonly string[] = invoiceTypes.filter(({ credit }) => credit !== undefined).map(({ code }) => code)

export const LEVY_TYPE = '8.2'

/** The Greek VAT rates, in percent. */
export const VAT_RATES: readonly number[] = [...new Set(vatCategories.flatMap(({ percent }) => percent ?? []))]

/** The rows of the invoices that are in the sums, and the invoices that are not. Cancelled invoices are in neither. */
export function placeInvoices(invoices: Iterable<SummedInvoice>): {
  placed: Array<{ uuid: string; rows: PlacedRow[] }>
  unplaced: UnplacedInvoice[]
} {
  const placed: Array<{ uuid: string; rows: PlacedRow[] }> = []
  const unplaced: UnplacedInvoice[] = []
  for (const invoice of invoices) {
    const { uuid } = invoice
    const rows = placeInvoice(invoice)
    if (typeof rows === 'string') unplaced.push({ uuid, reason: UNPLACED_REASONS[rows] })
    else placed.push({ uuid, rows })
  }
  return { placed, unplaced }
}

/** The rows of an invoice, or the reason why they cannot be summed. `[]` for a cancelled invoice. */
function placeInvoice(invoice: SummedInvoice): PlacedRow[] | UnplacedReason {
  const { uuid, items, deletedAt, mydata } = dropEmptyFields(invoice)
  const { state, mark } = mydataStateOf(invoice)
  const { canceledByMark } = dropEmptyFields(mydata)
  if (deletedAt !== undefined) return mark !== null && canceledByMark === undefined ? 'cancelledInBillit' : []
  if (!Array.isArray(items)) {
    throw new InvalidArgumentError(`The invoice ${uuid} has no items, since it is from a list. Read it with invoices.get().`)
  }
  if (state === 'cancelled') return 'cancelledAtAuthority'
  if (state === 'failed') return 'refused'
  const currency = readText(dropEmptyFields(invoice.templateExtras).currency)
  if (currency !== '' && currency !== SUM_CURRENCY) return 'currency'
  const type = readText(dropEmptyFields(mydata).type)
  const direction = readDirection(type, isSelfBilled(dropEmptyFields(mydata)))
  const isCredit = CREDIT_TYPES.includes(type)
  const rows = readRecords(items).map((item, index) => readRow(item, `items.${index}`, uuid ?? '', isCredit))
  // A delivery note has no amounts.
  if (direction === 'type' && rows.every(({ net = 0, vat = 0 }) => net === 0 && vat === 0)) return []
  if (direction !== 'output' && direction !== 'input') return direction
  if (isCredit && rows.reduce((sum, { net = 0 }) => sum + net, 0) > 0) return 'negativeCredit'
  return placeRows(rows, direction)
}

function readDirection(type: string, isSelfBilled: boolean): Direction | UnplacedReason {
  if (type === '') return 'typeMissing'
  if (type === LEVY_TYPE) return 'levy'
  if (isSelfBilled) return SELF_BILLED_TYPES.includes(type) ? 'input' : 'type'
  if (INPUT_TYPES.includes(type)) return 'input'
  return OUTPUT_TYPES.includes(type) ? 'output' : 'type'
}

interface ReadRow extends Pick<PlacedRow, 'category' | 'exemption' | 'mydata'> {
  percent: number | undefined
  net: number | undefined
  vat: number | undefined
}

function readRow(item: Partial<InvoiceItem>, path: string, uuid: string, isCredit: boolean): ReadRow {
  const readCents = (field: 'netAmount' | 'vatAmount') => {
    const amount = item[field]
    if (amount === undefined) return undefined
    // `+ 0` turns -0 into 0.
    if (isAmount(amount)) return toCents(amount) * (isCredit ? SIGN_OF_CREDIT_NOTE : 1) + 0
    throw new InvalidArgumentError(`${path}.${field} of the invoice ${uuid} is not an amount.`)
  }
  const mydata = dropEmptyFields(item.mydata)
  const category = readNumber(mydata.vatCat)
  const percent = readNumber(item.vatPercent) ?? percentOfCategory(category)
  return {
    percent,
    category,
    exemption: readNumber(mydata.vatExemptionCat),
    net: readCents('netAmount'),
    vat: readCents('vatAmount'),
    mydata,
  }
}

const readNumber = (value: unknown): number | undefined => (isAmount(value) ? Number(value) : undefined)

/** An entry outside VAT (category 8) has no rate, so it is 0. Undefined for an unknown category. */
function percentOfCategory(category: number | undefined): number | undefined {
  const entry = vatCategories.find(({ code }) => code === category)
  return entry && (entry.percent ?? 0)
}

function placeRows(rows: ReadRow[], direction: Direction): PlacedRow[] | UnplacedReason {
  if (rows.some(isForeignVat)) return 'oss'
  if (rows.some(isMismatch)) return 'rateMismatch'
  if (rows.some(({ percent }) => percent === undefined)) return 'rateMissing'
  const placed = rows.flatMap(({ percent = 0, net, vat = percent === 0 ? 0 : undefined, exemption, ...row }) =>
    net === undefined || vat === undefined
      ? []
      : [{ ...row, direction, percent, net, vat, exemption: percent === 0 ? exemption : undefined }],
  )
  return placed.length === rows.length ? placed : 'amountMissing'
}

/** Whether the VAT of a row is not Greek: an OSS exemption, a rate that Greece does not have, or VAT without a rate. */
function isForeignVat({ percent, exemption, vat = 0 }: ReadRow): boolean {
  if (exemption !== undefined && OSS_EXEMPTIONS.includes(exemption)) return true
  return percent === undefined ? vat !== 0 : !VAT_RATES.includes(percent)
}

/** Whether a row has a rate other than that of its VAT category, or VAT at 0 %. */
function isMismatch({ percent, category, vat = 0 }: ReadRow): boolean {
  const expected = percentOfCategory(category)
  return percent !== undefined && ((expected !== undefined && percent !== expected) || (percent === 0 && vat !== 0))
}
