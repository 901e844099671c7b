import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asRow, asRows, asText, fromCents, midnightUtc, toCents } from '../values.ts'
import { getInvoiceIndex, updateBalance } from './invoice-index.ts'

export const paymentFields = (body: Row): Row => ({
  invoiceId: asRows(body.invoicesPaid)[0]?.id ?? null,
  paymentMethodId: body.paymentMethod,
  customerId: body.customerId,
  overflowAmount: fromCents(toCents(body.amountLeftOver)),
  dateOccurred: midnightUtc(asText(body.dateOccurred)),
})

/** The fields of an invoice after a payment of an amount in cents. */
export function settlementFields({ restAmount }: Row, amount: number, now: string): Row {
  const rest = Math.max(0, toCents(restAmount) - amount)
  return { restAmount: fromCents(rest), isPaid: rest === 0, updatedAt: now }
}

/** Reduces the amount due on the invoices of a payment. */
export function applyPayment(body: Row, _payment: Row, state: State): void {
  for (const entry of asRows(body.invoicesPaid)) {
    const invoice = findPaidInvoice(entry, body.customerId, state)
    if (!invoice) continue
    state.collection('invoices').change(invoice, settlementFields(invoice, toCents(entry.paymentAmount), state.now()))
    updateBalance(invoice, state)
  }
}

/**
 * Finds an open invoice by its printed number, in `label` or `id`, since no response of the API has the internal id of an invoice.
 * Invoices of different types may share a number: prefers those of the customer, and of those the one with the same amount due.
 */
function findPaidInvoice({ label, id, unpaidAmount }: Row, customerId: unknown, state: State): Row | undefined {
  const open = (count: unknown) =>
    getInvoiceIndex(state)
      .findByNumber(count)
      .filter(({ restAmount, deletedAt }) => toCents(restAmount) > 0 && deletedAt === null)
  const labelled = open(label)
  const named = labelled.length > 0 ? labelled : open(id)
  const own = named.filter(({ customer }) => asRow(customer).id === customerId)
  const candidates = own.length > 0 ? own : named
  return candidates.find(({ restAmount }) => toCents(restAmount) === toCents(unpaidAmount)) ?? candidates[0]
}
