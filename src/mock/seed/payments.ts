import { subtractDays } from '../clock.ts'
import type { Row } from '../row.ts'
import { getPaymentMethods, paymentFields } from '../rules/index.ts'
import type { State } from '../state.ts'
import { asRow, fromCents } from '../values.ts'
import { createRecordFactory } from './records.ts'
import { type RandomSource, timestampOn, WORKDAY } from './source.ts'

/** Money received for an invoice. */
export interface Receipt {
  /** Its indexed fields only, until it is first read. */
  invoice: Row
  /** In days before `today`. */
  age: number
  /** In cents. */
  amount: number
}

/** The time of a receipt: the end of the working day, and so after the invoice was issued. */
export const receiptTimestamp = (today: string, age: number): string => timestampOn(subtractDays(today, age), WORKDAY.max)

/** Creates the payments. The invoices already include their effects. */
export function seedPayments(state: State, source: RandomSource, receipts: Receipt[]): void {
  const { greek: faker, today } = source
  const factory = createRecordFactory(state, 'payments', source.keys, paymentFields)
  const methods = getPaymentMethods(state)
  // Billit's internal invoice ids are not documented. The mock assigns them in the order of payment.
  const chronological = receipts.toSorted((one, other) => other.age - one.age)

  chronological.forEach(({ invoice, age, amount }, index) => {
    const { number: label, customer, payableAmount } = invoice
    const extra = faker.datatype.boolean(0.04) ? faker.number.int({ min: 100, max: 2000 }) : 0
    const method = methods[faker.number.int({ max: Math.max(0, methods.length - 1) })]?.id ?? 0
    factory.createLazily({}, () => ({
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
