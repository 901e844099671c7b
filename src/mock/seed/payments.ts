import { dayBefore } from '../clock.ts'
import { paymentMethodsOf } from '../rules/account.ts'
import { inner, money } from '../rules/values.ts'
import { rules } from '../rules.ts'
import type { Row, State } from '../types.ts'
import { momentOf, WORKDAY } from './days.ts'
import { makerFor, stateAt } from './records.ts'
import type { Source } from './source.ts'

/** Money for an invoice: in cents, so many days before the last one. */
export interface Receipt {
  invoice: Row
  age: number
  amount: number
}

/** The records of payments, and their effect on the invoices. */
export function makePayments(state: State, source: Source, receipts: Receipt[]): void {
  const { greek: faker, today } = source
  const maker = makerFor(state, 'payments', source.keys, rules.createPayment)
  const methods = paymentMethodsOf(state)
  // Nobody has seen how Billit numbers invoices inside. Here it is in the order of payment.
  const inOrder = receipts.toSorted((one, other) => other.age - one.age)

  inOrder.forEach(({ invoice, age, amount }, index) => {
    const extra = faker.datatype.boolean(0.04) ? faker.number.int({ min: 100, max: 2000 }) : 0
    const body = {
      customerId: inner(invoice.customer).id,
      dateOccurred: dayBefore(today, age),
      amount: money(amount + extra),
      paymentMethod: methods[faker.number.int({ max: Math.max(0, methods.length - 1) })]?.id ?? 0,
      paymentType: 1,
      amountLeftOver: money(extra),
      selectionsAmount: money(amount),
      invoicesPaid: [
        { id: 90_001 + index, label: invoice.number, unpaidAmount: invoice.restAmount, paymentAmount: money(amount) },
      ],
    }
    // Not before the invoice was issued, on the same day.
    const at = momentOf(dayBefore(today, age), WORKDAY.max)
    const payment = maker.make(body, at)
    rules.createPayment?.effect?.(body, payment, stateAt(state, at))
  })
}
