/** The report to the tax authority. In the mock, the authority answers at once and never refuses. */
import { createHash } from 'node:crypto'
import { type InvoiceTypeCode, invoiceTypes, paymentMethods } from '../../mydata/index.ts'
import type { Row } from '../row.ts'
import { asNumber, asRow, asText, fromCents, toCents } from '../values.ts'

const SAVED = 0
const REPORTED = 1
const CANCELLED = 2

const ON_CREDIT = 5

/** What a report consists of: the same for the same invoice. */
export interface Report {
  vatId: string
  date: string
  typeId: number
  number: number
  mydataType: string
}

export function createMydata(body: Row, report: Report, language: string): Row {
  return {
    type: report.mydataType || null,
    state: SAVED,
    errors: null,
    branch: 0,
    invoiceUid: null,
    invoiceMark: null,
    transmissionFailure: null,
    selfPricing: body.selfPricing === true ? true : null,
    classificationMark: null,
    authenticationCode: null,
    canceledByMark: null,
    incomeClassification: null,
    expenseClassification: null,
    dienergia: null,
    mydataPaymentType: toMydataPayments(asRow(body.mydataPayment), language),
    ...(isReported(body, report.mydataType) ? reportedFields(report) : {}),
  }
}

/** Whether the authority gets it. Without a type, or with one that is reserved, nothing can be reported. */
export const isReported = (body: Row, mydataType: string): boolean =>
  body.excludeMydata !== true && mydataType !== '' && findTypeEntry(mydataType)?.sendable !== false

/** Whether an invoice takes from what its customer owes. */
export const isCreditNote = ({ mydata }: Row): boolean => findTypeEntry(asText(asRow(mydata).type))?.credit !== undefined

/** The authority adds codes, so a type may have no entry. */
const entries = new Map<string, InvoiceTypeCode>(invoiceTypes.map((entry) => [entry.code, entry]))

const findTypeEntry = (type: string): InvoiceTypeCode | undefined => entries.get(type)

function reportedFields({ vatId, date, mydataType, typeId, number: count }: Report): Row {
  const invoiceUid = hash(`${vatId}-${date}-0-${mydataType}-${typeId}-${count}`)
  return { state: REPORTED, invoiceUid, invoiceMark: createMark(invoiceUid) }
}

/** What the report of a cancelled invoice says. An invoice that was not reported needs no cancellation. */
export function cancelReport(mydata: Row): Row {
  const uid = asText(mydata.invoiceUid)
  return uid === '' ? mydata : { ...mydata, state: CANCELLED, canceledByMark: createMark(hash(`${uid}-cancelled`)) }
}

const hash = (plain: string): string => createHash('sha1').update(plain).digest('hex').toUpperCase()

/** Fifteen digits that begin with 4, as the authority gives them. */
const createMark = (uid: string): number => 400_000_000_000_000 + Number.parseInt(uid.slice(0, 10), 16)

/** How an invoice is paid, from the `mydataPayment` of a body. */
export function toMydataPayments({ paidAmount, paymentMethod, epiPistosi }: Row, language: string): Row[] {
  const ways = [
    { type: asNumber(paymentMethod), amount: toCents(paidAmount) },
    { type: ON_CREDIT, amount: toCents(epiPistosi) },
  ]
  return ways
    .filter(({ amount }) => amount !== 0)
    .map(({ type, amount }) => ({ type, amount: fromCents(amount), paymentMethodInfo: findPaymentName(type, language) }))
}

function findPaymentName(way: number, language: string): string {
  const entry = paymentMethods.find(({ code }) => code === way)
  return entry?.[language === 'el' ? 'el' : 'en'] ?? ''
}
