import { dayBefore } from '../clock.ts'
import type { Row } from '../row.ts'
import { paymentMethodsOf } from '../rules/account.ts'
import { paymentFields } from '../rules/payments.ts'
import type { State } from '../state.ts'
import { inner, money } from '../values.ts'
import { makerFor } from './records.ts'
import { momentOf, type Source, WORKDAY } from './source.ts'

/** Money for an invoice: in cents, so many days before the last one. */
export interface Receipt {
  /** Of the invoice, only what is known before it is read. */
  invoice: Row
  age: number
  amount: number
}

/** When the money comes: not before the invoice was issued, on the same day. */
export const receivedAt = (today: string, age: number): string => momentOf(dayBefore(today, age), WORKDAY.max)

/** The records of payments. What they change in the invoices is in the invoices already. */
export function makePayments(state: State, source: Source, receipts: Receipt[]): void {
  const { greek: faker, today } = source
  const maker = makerFor(state, 'payments', source.keys, paymentFields)
  const methods = paymentMethodsOf(state)
  // How Billit numbers invoices internally is not known. The mock numbers them in the order of payment.
  const inOrder = receipts.toSorted((one, other) => other.age - one.age)

  inOrder.forEach(({ invoice, age, amount }, index) => {
    const { number: label, customer, payableAmount } = invoice
    const extra = faker.datatype.boolean(0.04) ? faker.number.int({ min: 100, max: 2000 }) : 0
    const method = methods[faker.number.int({ max: Math.max(0, methods.length - 1) })]?.id ?? 0
    maker.makeLater({}, () => ({
      body: {
        customerId: inner(customer).id,
        dateOccurred: dayBefore(today, age),
        amount: money(amount + extra),
        paymentMethod: method,
        paymentType: 1,
        amountLeftOver: money(extra),
        selectionsAmount: money(amount),
        invoicesPaid: [{ id: 90_001 + index, label, unpaidAmount: payableAmount, paymentAmount: money(amount) }],
      },
      at: receivedAt(today, age),
    }))
  })
}
