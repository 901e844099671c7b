import { subtractDays } from '../clock.ts'
import { purchaseFields } from '../rules/index.ts'
import type { State } from '../state.ts'
import { calculatePercentage, fromCents } from '../values.ts'
import { createRecordFactory } from './records.ts'
import { type RandomSource, randomAges, timestampOn, WORKDAY } from './source.ts'

export function seedPurchases(state: State, source: RandomSource, count: number): void {
  const { greek: faker, keys, today } = source
  const purchases = createRecordFactory(state, 'purchases', keys, purchaseFields)
  const suppliers = state.collection('suppliers').rows
  for (const age of randomAges(count, faker)) {
    const supplier = faker.helpers.arrayElement(suppliers)
    const at = timestampOn(subtractDays(today, age), faker.number.int(WORKDAY))
    const net = faker.number.int({ min: 900, max: 90_000 })
    const hasIncomeTax = faker.datatype.boolean(0.1)
    const body = {
      supplierId: supplier.id,
      invoiceNum: faker.number.int({ min: 100, max: 99_999 }),
      cleanAmount: fromCents(net),
      vatAmount: fromCents(supplier.country === 'GR' ? calculatePercentage(net, 24) : 0),
      dateOccurred: at.slice(0, 10),
      irsAmount: fromCents(hasIncomeTax ? calculatePercentage(net, 20) : 0),
      irsType: hasIncomeTax ? 2 : 1,
    }
    const isPaid = faker.datatype.boolean(0.8)
    const paidAge = Math.max(0, age - faker.number.int({ max: 30 }))
    const info = String(supplier.profession)
    const datePaid = isPaid ? subtractDays(today, paidAge) : null
    purchases.create({ body, at, changes: () => ({ info, isCredited: !isPaid, paid: isPaid, datePaid }) })
  }
}
