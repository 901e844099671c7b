/** The report to the tax authority. In the mock, the authority answers at once and never refuses. */
import { createHash } from 'node:crypto'
import { type InvoiceTypeCode, invoiceTypes, paymentMethods } from '../../mydata/index.ts'
import type { Row } from '../row.ts'
import { cents, inner, money, number, text } from '../values.ts'

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

export function mydataFor(body: Row, report: Report, language: string): Row {
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
    mydataPaymentType: waysOfPayment(inner(body.mydataPayment), language),
    ...(isReported(body, report.mydataType) ? reported(report) : {}),
  }
}

/** Whether the authority gets it. Without a type, or with one that is reserved, nothing can be reported. */
export const isReported = (body: Row, mydataType: string): boolean =>
  body.excludeMydata !== true && mydataType !== '' && entryOf(mydataType)?.sendable !== false

/** Whether an invoice takes from what its customer owes. */
export const isCreditNote = ({ mydata }: Row): boolean => entryOf(text(inner(mydata).type))?.credit !== undefined

/** The authority adds codes, so a type may have no entry. */
const entries = new Map<string, InvoiceTypeCode>(invoiceTypes.map((entry) => [entry.code, entry]))

const entryOf = (type: string): InvoiceTypeCode | undefined => entries.get(type)

function reported({ vatId, date, mydataType, typeId, number: count }: Report): Row {
  const invoiceUid = digest(`${vatId}-${date}-0-${mydataType}-${typeId}-${count}`)
  return { state: REPORTED, invoiceUid, invoiceMark: markOf(invoiceUid) }
}

/** What the report of a cancelled invoice says. An invoice that was not reported needs no cancellation. */
export function cancelled(mydata: Row): Row {
  const uid = text(mydata.invoiceUid)
  return uid === '' ? mydata : { ...mydata, state: CANCELLED, canceledByMark: markOf(digest(`${uid}-cancelled`)) }
}

const digest = (plain: string): string => createHash('sha1').update(plain).digest('hex').toUpperCase()

/** Fifteen digits that begin with 4, as the authority gives them. */
const markOf = (uid: string): number => 400_000_000_000_000 + Number.parseInt(uid.slice(0, 10), 16)

/** How an invoice is paid, from the `mydataPayment` of a body. */
export function waysOfPayment({ paidAmount, paymentMethod, epiPistosi }: Row, language: string): Row[] {
  const ways = [
    { type: number(paymentMethod), amount: cents(paidAmount) },
    { type: ON_CREDIT, amount: cents(epiPistosi) },
  ]
  return ways
    .filter(({ amount }) => amount !== 0)
    .map(({ type, amount }) => ({ type, amount: money(amount), paymentMethodInfo: nameOf(type, language) }))
}

function nameOf(way: number, language: string): string {
  const entry = paymentMethods.find(({ code }) => code === way)
  return entry?.[language === 'el' ? 'el' : 'en'] ?? ''
}
