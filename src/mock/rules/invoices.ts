/** Makes the invoice that is received of the one that is sent. */
import type { Row, State } from '../types.ts'
import { billerOf, languageOf } from './account.ts'
import { updateBalance } from './contacts.ts'
import { itemOf, totalsOf } from './invoice-items.ts'
import { billerFor, customerFor, layoutFor, paymentFields } from './invoice-parties.ts'
import { mydataTypeOf, typeOf } from './invoice-types.ts'
import { cancelled, isReported, mydataFor } from './mydata.ts'
import { labelsIn, makeTags } from './tags.ts'
import { cents, inner, money, number, rowsIn, text, unsent } from './values.ts'

const NOT_SENT = ['note', 'isRead', 'dateRead', 'deletedAt', 'correlatedInvoices']

export function invoiceFields(body: Row, row: Row, state: State): Row {
  const invoices = state.collection('invoices')
  const old = invoices.find(row.uuid)
  const typeId = number(body.invoiceTypeId)
  const mydataType = text(body.mydataInvoiceType, mydataTypeOf(typeId))
  const count = old && inner(old.type).id === typeId ? number(old.number) : highestNumber(invoices.rows, typeId) + 1
  const contact = state.collection('contacts').find(body.customerId)
  const language = text(contact?.lang, languageOf(state))
  const dateIssued = text(body.invoiceDate)
  const items = rowsIn(body.products).map((sent) => itemOf(sent, body.selfPricing === true, state))
  const totals = totalsOf(items, rowsIn(body.taxes), state)
  const biller = billerFor(state)
  return {
    billerId: biller.id,
    permalink: `https://app.sandbox-billit.xyz/invoice/${row.uuid}`,
    number: count,
    type: typeOf(typeId),
    biller,
    customer: customerFor(body.customerId, contact),
    items,
    note: text(body.note),
    ...totals,
    ...dueOf(body, totals, old),
    layoutLang: language === 'en' ? 'EN' : 'GR',
    ...paymentFields(body.paymentMethod, language, state),
    templateId: 5,
    // What has been mailed stays so.
    isSend: body.sendMail === true || old?.isSend === true,
    dateIssued,
    dateExpires: body.dateExpires ?? null,
    tags: labelsIn(body),
    isMydataEnabled: isReported(body, mydataType),
    mydata: mydataFor(body, { vatId: text(biller.taxId), date: dateIssued, typeId, number: count, mydataType }, language),
    templateExtras: layoutFor(state),
    user_id: number(billerOf(state).id),
    ...unsent(NOT_SENT, body, row, invoices),
  }
}

/** Part payments count on after an update. Whether an invoice that was paid in full still is so, the update says itself. */
function dueOf({ isPaid }: Row, { payableAmount }: Row, old: Row = {}): Row {
  const received = old.isPaid === true ? 0 : cents(old.payableAmount) - cents(old.restAmount)
  const rest = isPaid === true ? 0 : Math.max(0, cents(payableAmount) - received)
  return { restAmount: money(rest), isPaid: isPaid === true || (received > 0 && rest === 0) }
}

export function invoiceEffect(body: Row, invoice: Row, state: State): void {
  makeTags(body, state)
  updateBalance(invoice, state)
}

/** The first delete cancels. A further one removes the last of its type, so that no number is left out. */
export function keepInvoice(invoice: Row, state: State): boolean {
  if (invoice.deletedAt !== null) {
    return number(invoice.number) !== highestNumber(state.collection('invoices').rows, inner(invoice.type).id)
  }
  const now = state.now()
  Object.assign(invoice, { deletedAt: now, updatedAt: now, mydata: cancelled(inner(invoice.mydata)) })
  updateBalance(invoice, state)
  return true
}

const highestNumber = (invoices: Row[], typeId: unknown): number =>
  invoices.reduce(
    (highest, { type, number: count }) => (inner(type).id === typeId ? Math.max(highest, number(count)) : highest),
    0,
  )
