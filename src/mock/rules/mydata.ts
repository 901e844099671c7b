/** The report to the tax authority (myDATA). In the mock, the authority decides at once, or later with `markLater`. */
import { createHash } from 'node:crypto'
import type { InvoiceCreate } from '../../core/types.ts'
import { checkInvoice, type InvoiceTypeCode, invoiceTypes, type ProblemCode, paymentMethods } from '../../mydata/index.ts'
import type { Row } from '../row.ts'
import { asNumber, asRow, asText, fromCents, toCents } from '../values.ts'

const SAVED = 0
const REPORTED = 1
const CANCELLED = 2
const REFUSED = 3

const ON_CREDIT = 5

/** The data that identifies a report. The same invoice has the same data. */
export interface Report {
  vatId: string
  date: string
  typeId: number
  number: number
  mydataType: string
}

export function createMydata(body: Row, report: Report, language: string): Row {
  const errors = isReported(body, report.mydataType) ? findErrors(body) : []
  const isAccepted = isReported(body, report.mydataType) && errors.length === 0
  return {
    type: report.mydataType || null,
    state: SAVED,
    errors: errors.length > 0 ? errors : null,
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
    ...(isAccepted ? reportedFields(report) : {}),
  }
}

/** Problems for which the authority gives no MARK. Billit may accept the invoice, so `checkInvoice()` only warns of them. */
const REFUSED_PROBLEMS: ReadonlySet<ProblemCode> = new Set([
  'delivery-note-unsupported',
  'invoice-type-missing',
  'payment-missing',
])

/** The authority's errors, in a form that Billit does not publish. */
function findErrors(body: Row): string[] {
  // Prism has validated the body.
  const problems = checkInvoice(body as unknown as InvoiceCreate)
  return problems
    .filter(({ code }) => REFUSED_PROBLEMS.has(code))
    .map(({ aade, path, message }) => `${aade} ${path}: ${message.en}`)
}

/** Whether an invoice is reported, although perhaps refused. An invoice without a type, or of a reserved type, cannot be. */
export const isReported = (body: Row, mydataType: string): boolean =>
  body.excludeMydata !== true && mydataType !== '' && findTypeEntry(mydataType)?.sendable !== false

/** Whether an invoice lowers its customer's balance. */
export const isCreditNote = ({ mydata }: Row): boolean => findTypeEntry(asText(asRow(mydata).type))?.credit !== undefined

/** The authority adds codes over time, so a type may have no entry. */
const entries = new Map<string, InvoiceTypeCode>(invoiceTypes.map((entry) => [entry.code, entry]))

const findTypeEntry = (type: string): InvoiceTypeCode | undefined => entries.get(type)

function reportedFields({ vatId, date, mydataType, typeId, number: count }: Report): Row {
  const invoiceUid = hash(`${vatId}-${date}-0-${mydataType}-${typeId}-${count}`)
  return { state: REPORTED, invoiceUid, invoiceMark: createMark(invoiceUid) }
}

/** Takes back the authority's decision, so that the report is pending. */
export const postponeReport = (mydata: Row): Row => ({
  ...mydata,
  state: SAVED,
  invoiceUid: null,
  invoiceMark: null,
  errors: null,
})

/** Registers an invoice under a MARK: the same one that it would have received at once. */
export function acceptReport({ biller, dateIssued, type, number: count, mydata }: Row): Row {
  const report = {
    vatId: asText(asRow(biller).taxId),
    date: asText(dateIssued),
    typeId: asNumber(asRow(type).id),
    number: asNumber(count),
    mydataType: asText(asRow(mydata).type),
  }
  return { ...asRow(mydata), ...reportedFields(report), errors: null }
}

/** Marks a report as refused. */
export const refuseReport = (mydata: Row): Row => ({
  ...mydata,
  state: REFUSED,
  invoiceUid: null,
  invoiceMark: null,
  errors: [{ code: '202', message: 'Invalid VAT number of the counterpart' }],
})

/** Marks a report as cancelled, unless the invoice was never reported. */
export function cancelReport(mydata: Row): Row {
  const uid = asText(mydata.invoiceUid)
  return uid === '' ? mydata : { ...mydata, state: CANCELLED, canceledByMark: createMark(hash(`${uid}-cancelled`)) }
}

const hash = (plain: string): string => createHash('sha1').update(plain).digest('hex').toUpperCase()

/** A MARK in the authority's format: fifteen digits that begin with 4. */
const createMark = (uid: string): number => 400_000_000_000_000 + Number.parseInt(uid.slice(0, 10), 16)

/** Converts the `mydataPayment` of a request body to the payments of an invoice. */
function toMydataPayments({ paidAmount, paymentMethod, epiPistosi }: Row, language: string): Row[] {
  const payments = [
    { type: asNumber(paymentMethod), amount: toCents(paidAmount) },
    { type: ON_CREDIT, amount: toCents(epiPistosi) },
  ]
  return payments
    .filter(({ amount }) => amount !== 0)
    .map(({ type, amount }) => ({ type, amount: fromCents(amount), paymentMethodInfo: findPaymentName(type, language) }))
}

function findPaymentName(type: number, language: string): string {
  const entry = paymentMethods.find(({ code }) => code === type)
  return entry?.[language === 'el' ? 'el' : 'en'] ?? ''
}
