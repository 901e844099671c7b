import { subtractDays } from '../clock.ts'
import type { Row } from '../row.ts'
import { getPaymentMethods, paymentFields } from '../rules/index.ts'
import type { State } from '../state.ts'
import { asRow, fromCents } from '../values.ts'
import { createRecordFactory } from './records.ts'
import { type RandomSource, timestampOn, WORKDAY } from './source.ts'

/** Money for an invoice: in cents, so many days before the last one. */
export interface Receipt {
  /** Of the invoice, only what is known before it is read. */
  invoice: Row
  age: number
  amount: number
}

/** When the money comes: not before the invoice was issued, on the same day. */
export const receiptTimestamp = (today: string, age: number): string => timestampOn(subtractDays(today, age), WORKDAY.max)

/** The records of payments. What they change in the invoices is in the invoices already. */
export function seedPayments(state: State, source: RandomSource, receipts: Receipt[]): void {
  const { greek: faker, today } = source
  const maker = createRecordFactory(state, 'payments', source.keys, paymentFields)
  const methods = getPaymentMethods(state)
  // How Billit numbers invoices internally is not known. The mock numbers them in the order of payment.
  const inOrder = receipts.toSorted((one, other) => other.age - one.age)

  inOrder.forEach(({ invoice, age, amount }, index) => {
    const { number: label, customer, payableAmount } = invoice
    const extra = faker.datatype.boolean(0.04) ? faker.number.int({ min: 100, max: 2000 }) : 0
    const method = methods[faker.number.int({ max: Math.max(0, methods.length - 1) })]?.id ?? 0
    maker.createLazily({}, () => ({
      body: {
        customerId: asRow(customer).id,
        dateOccurred: subtractDays(today, age),
        amount: fromCents(amount + extra),
        paymentMethod: method,
        paymentType: 1,
        amountLeftOver: fromCents(extra),
        selectionsAmount: fromCents(amount),
        invoicesPaid: [{ id: 90_001 + index, label, unpaidAmount: payableAmount, paymentAmount: fromCents(amount) }],
      },
      at: receiptTimestamp(today, age),
    }))
  })
}
