/** Turns the invoice that is sent into the one that is received. */
import type { RowAmounts } from '../../mydata/amounts.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { cents, inner, money, number, rowsIn, text } from '../values.ts'
import { billerOf, languageOf } from './account.ts'
import { invoiceIndex, updateBalance } from './invoice-index.ts'
import { amountsOf, itemOf, totalsOf } from './invoice-items.ts'
import { billerFor, customerFor, layoutFor, paymentFields } from './invoice-parties.ts'
import { mydataTypeOf, typeOf } from './invoice-types.ts'
import { cancelled, isReported, mydataFor } from './mydata.ts'
import { labelsIn, makeTags } from './tags.ts'

/** Where the mock shows an invoice. An answer completes it with the address that the mock was asked at. */
export const permalinkOf = (uuid: unknown): string => `/invoice/${uuid}`

export function invoiceFields(body: Row, row: Row, state: State, before?: Row): Row {
  const typeId = number(body.invoiceTypeId)
  const keepsNumber = before && inner(before.type).id === typeId
  const sources = {
    number: keepsNumber ? number(before.number) : invoiceIndex(state).highestNumber(typeId) + 1,
    contact: state.collection('contacts').find(body.customerId),
    product: (id: unknown) => state.collection('products').find(id),
  }
  return invoiceOf(body, row, sources, state, before)
}

/** What an invoice takes from other records, as they are when it is issued. */
export interface Sources {
  number: number
  contact: Row | undefined
  product(id: unknown): Row | undefined
}

export function invoiceOf(body: Row, row: Row, { number: count, contact, product }: Sources, state: State, before?: Row): Row {
  const typeId = number(body.invoiceTypeId)
  const mydataType = text(body.mydataInvoiceType, mydataTypeOf(typeId))
  const language = text(contact?.lang, languageOf(state))
  const dateIssued = text(body.invoiceDate)
  const sentRows = rowsIn(body.products)
  const amounts = sentRows.map((sent) => amountsOf(sent, state))
  const items = sentRows.map((sent, index) =>
    // `amounts` has one for each.
    itemOf(sent, amounts[index] as RowAmounts, product(sent.productId), body.selfPricing === true, state),
  )
  const totals = totalsOf(amounts, rowsIn(body.taxes), state)
  const biller = billerFor(state)
  return {
    billerId: biller.id,
    permalink: permalinkOf(row.uuid),
    number: count,
    type: typeOf(typeId),
    biller,
    customer: customerFor(body.customerId, contact),
    items,
    note: text(before?.note),
    ...totals,
    ...dueOf(body, totals, before),
    layoutLang: language === 'en' ? 'EN' : 'GR',
    ...paymentFields(body.paymentMethod, language, state),
    templateId: 5,
    // What has been mailed stays mailed.
    isSend: body.sendMail === true || before?.isSend === true,
    dateIssued,
    dateExpires: body.dateExpires ?? null,
    tags: labelsIn(body),
    isMydataEnabled: isReported(body, mydataType),
    mydata: mydataFor(body, { vatId: text(biller.taxId), date: dateIssued, typeId, number: count, mydataType }, language),
    templateExtras: layoutFor(state),
    user_id: number(billerOf(state).id),
  }
}

/** Part payments still count after an update. The update says whether a fully paid invoice stays paid. */
function dueOf({ isPaid }: Row, { payableAmount }: Row, before: Row = {}): Row {
  const received = before.isPaid === true ? 0 : cents(before.payableAmount) - cents(before.restAmount)
  const rest = isPaid === true ? 0 : Math.max(0, cents(payableAmount) - received)
  return { restAmount: money(rest), isPaid: isPaid === true || (received > 0 && rest === 0) }
}

export function invoiceEffect(body: Row, invoice: Row, state: State, before?: Row): void {
  makeTags(body, state)
  updateBalance(invoice, state)
  // An update may have moved it to another customer.
  if (before) updateBalance(before, state)
}

/** What changes when an invoice is cancelled. */
export const cancellationOf = ({ mydata }: Row, now: string): Row => ({
  deletedAt: now,
  updatedAt: now,
  mydata: cancelled(inner(mydata)),
})

/** The first delete cancels. Another one removes the last invoice of its type, so that no number is left out. */
export function keepInvoice(invoice: Row, state: State): boolean {
  if (invoice.deletedAt !== null) {
    return number(invoice.number) !== invoiceIndex(state).highestNumber(inner(invoice.type).id)
  }
  state.collection('invoices').change(invoice, cancellationOf(invoice, state.now()))
  updateBalance(invoice, state)
  return true
}
