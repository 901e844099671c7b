/** Builds an invoice from a request body. */
import type { RowAmounts } from '../../mydata/amounts.ts'
import { getPermalinkPath } from '../permalinks.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asNumber, asRow, asRows, asText, fromCents, toCents } from '../values.ts'
import { getBiller, getLanguage } from './account.ts'
import { getInvoiceIndex, updateBalance } from './invoice-index.ts'
import { computeRowAmounts, computeTotals, toInvoiceItem } from './invoice-items.ts'
import { getInvoiceBiller, getLayout, paymentMethodFields, toInvoiceCustomer } from './invoice-parties.ts'
import { getDefaultMydataType, getInvoiceType } from './invoice-types.ts'
import { cancelReport, createMydata, isReported, postponeReport } from './mydata.ts'
import { createMissingTags, readLabels } from './tags.ts'

export function invoiceFields(body: Row, row: Row, state: State, before?: Row): Row {
  const typeId = asNumber(body.invoiceTypeId)
  const keepsNumber = before && asRow(before.type).id === typeId
  const context = {
    number: keepsNumber ? asNumber(before.number) : getInvoiceIndex(state).getHighestNumber(typeId) + 1,
    contact: state.collection('contacts').find(body.customerId),
    findProduct: (id: unknown) => state.collection('products').find(id),
  }
  const invoice = buildInvoice(body, row, context, state, before)
  return state.marksLater ? { ...invoice, mydata: keepReport(asRow(invoice.mydata), asRow(before?.mydata)) } : invoice
}

/** An invoice with a MARK keeps it. Any other is pending, also after it was refused and corrected. */
const keepReport = (mydata: Row, before: Row): Row => (before.invoiceMark ? mydata : postponeReport(mydata))

/** The data of other records that an invoice copies when it is issued. */
export interface InvoiceContext {
  number: number
  contact: Row | undefined
  findProduct(id: unknown): Row | undefined
}

export function buildInvoice(
  body: Row,
  row: Row,
  { number: count, contact, findProduct }: InvoiceContext,
  state: State,
  before?: Row,
): Row {
  const typeId = asNumber(body.invoiceTypeId)
  const mydataType = asText(body.mydataInvoiceType, getDefaultMydataType(typeId, state))
  const language = asText(contact?.lang, getLanguage(state))
  const dateIssued = asText(body.invoiceDate)
  const bodyRows = asRows(body.products)
  const amounts = bodyRows.map((bodyRow) => computeRowAmounts(bodyRow, state))
  const items = bodyRows.map((bodyRow, index) =>
    // `amounts` has one element per row.
    toInvoiceItem(bodyRow, amounts[index] as RowAmounts, findProduct(bodyRow.productId), body.selfPricing === true, state),
  )
  const totals = computeTotals(amounts, asRows(body.taxes), state)
  const biller = getInvoiceBiller(state)
  return {
    billerId: biller.id,
    permalink: getPermalinkPath(row.uuid),
    number: count,
    type: getInvoiceType(typeId, state),
    biller,
    customer: toInvoiceCustomer(body.customerId, contact),
    items,
    note: asText(before?.note),
    ...totals,
    ...dueFields(body, totals, before),
    layoutLang: language === 'en' ? 'EN' : 'GR',
    ...paymentMethodFields(body.paymentMethod, language, state),
    templateId: 5,
    // An invoice that has been e-mailed stays so.
    isSend: body.sendMail === true || before?.isSend === true,
    dateIssued,
    dateExpires: body.dateExpires ?? null,
    tags: readLabels(body),
    isMydataEnabled: isReported(body, mydataType),
    mydata: createMydata(body, { vatId: asText(biller.taxId), date: dateIssued, typeId, number: count, mydataType }, language),
    templateExtras: getLayout(state, contact?.currency),
    user_id: asNumber(getBiller(state).id),
  }
}

/** An update keeps partial payments. An invoice paid in full stays paid only if the update has `isPaid`. */
function dueFields({ isPaid }: Row, { payableAmount }: Row, before: Row = {}): Row {
  const received = before.isPaid === true ? 0 : toCents(before.payableAmount) - toCents(before.restAmount)
  const rest = isPaid === true ? 0 : Math.max(0, toCents(payableAmount) - received)
  return { restAmount: fromCents(rest), isPaid: isPaid === true || (received > 0 && rest === 0) }
}

export function updateRelatedRecords(body: Row, invoice: Row, state: State, before?: Row): void {
  createMissingTags(body, state)
  updateBalance(invoice, state)
  // An update may change the customer.
  if (before) updateBalance(before, state)
}

/** The fields that change when an invoice is cancelled. */
export const cancellationFields = ({ mydata }: Row, now: string): Row => ({
  deletedAt: now,
  updatedAt: now,
  mydata: cancelReport(asRow(mydata)),
})

/** The first delete cancels an invoice. A second one removes it if its number is the last of its type, so that no gap is left. */
export function cancelInvoice(invoice: Row, state: State): boolean {
  if (invoice.deletedAt !== null) {
    return asNumber(invoice.number) !== getInvoiceIndex(state).getHighestNumber(asRow(invoice.type).id)
  }
  state.collection('invoices').change(invoice, cancellationFields(invoice, state.now()))
  updateBalance(invoice, state)
  return true
}
