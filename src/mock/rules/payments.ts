import type { Row, State } from '../types.ts'
import { updateBalance } from './contacts.ts'
import { cents, inner, midnight, money, rowsIn, text } from './values.ts'

export const paymentFields = (body: Row): Row => ({
  invoiceId: rowsIn(body.invoicesPaid)[0]?.id ?? null,
  paymentMethodId: body.paymentMethod,
  customerId: body.customerId,
  overflowAmount: money(cents(body.amountLeftOver)),
  dateOccurred: midnight(text(body.dateOccurred)),
})

/** Lowers what is left to pay on the invoices that the payment names. */
export function settleInvoices(body: Row, _payment: Row, state: State): void {
  for (const entry of rowsIn(body.invoicesPaid)) {
    const invoice = invoiceOf(entry, body.customerId, state)
    if (!invoice) continue
    const rest = Math.max(0, cents(invoice.restAmount) - cents(entry.paymentAmount))
    Object.assign(invoice, { restAmount: money(rest), isPaid: rest === 0, updatedAt: state.now() })
    updateBalance(invoice, state)
  }
}

/**
 * The records have no internal number, so an entry names an invoice by the printed one, in `label` or in `id`. Each type
 * counts for itself: of several, the customer's own comes first, and then the one on which that amount is due.
 */
function invoiceOf({ label, id, unpaidAmount }: Row, customerId: unknown, state: State): Row | undefined {
  const open = state
    .collection('invoices')
    .rows.filter(({ restAmount, deletedAt }) => cents(restAmount) > 0 && deletedAt === null)
  const labelled = open.filter(({ number }) => number === label)
  const named = labelled.length > 0 ? labelled : open.filter(({ number }) => number === id)
  const own = named.filter(({ customer }) => inner(customer).id === customerId)
  const candidates = own.length > 0 ? own : named
  return candidates.find(({ restAmount }) => cents(restAmount) === cents(unpaidAmount)) ?? candidates[0]
}
