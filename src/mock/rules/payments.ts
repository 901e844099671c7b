import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { cents, inner, midnight, money, rowsIn, text } from '../values.ts'
import { invoiceIndex, updateBalance } from './invoice-index.ts'

export const paymentFields = (body: Row): Row => ({
  invoiceId: rowsIn(body.invoicesPaid)[0]?.id ?? null,
  paymentMethodId: body.paymentMethod,
  customerId: body.customerId,
  overflowAmount: money(cents(body.amountLeftOver)),
  dateOccurred: midnight(text(body.dateOccurred)),
})

/** What a payment of so many cents changes in an invoice. */
export function settlementOf({ restAmount }: Row, amount: number, now: string): Row {
  const rest = Math.max(0, cents(restAmount) - amount)
  return { restAmount: money(rest), isPaid: rest === 0, updatedAt: now }
}

/** Lowers what is left to pay on the invoices that the payment names. */
export function settleInvoices(body: Row, _payment: Row, state: State): void {
  for (const entry of rowsIn(body.invoicesPaid)) {
    const invoice = invoiceOf(entry, body.customerId, state)
    if (!invoice) continue
    state.collection('invoices').change(invoice, settlementOf(invoice, cents(entry.paymentAmount), state.now()))
    updateBalance(invoice, state)
  }
}

/**
 * No answer of the API shows an invoice's internal id, so an entry names an invoice by its printed number, in `label` or in
 * `id`. Each type of invoice counts for itself: of several, the customer's own come first, and then the one on which that
 * amount is due.
 */
function invoiceOf({ label, id, unpaidAmount }: Row, customerId: unknown, state: State): Row | undefined {
  const open = (count: unknown) =>
    invoiceIndex(state)
      .withNumber(count)
      .filter(({ restAmount, deletedAt }) => cents(restAmount) > 0 && deletedAt === null)
  const labelled = open(label)
  const named = labelled.length > 0 ? labelled : open(id)
  const own = named.filter(({ customer }) => inner(customer).id === customerId)
  const candidates = own.length > 0 ? own : named
  return candidates.find(({ restAmount }) => cents(restAmount) === cents(unpaidAmount)) ?? candidates[0]
}
