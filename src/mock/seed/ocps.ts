import { subtractDays } from '../clock.ts'
import { getPaymentMethods, getTaxes, ocpFields } from '../rules/index.ts'
import type { State } from '../state.ts'
import { calculatePercentage, fromCents, toCents } from '../values.ts'
import { createRecordFactory } from './records.ts'
import { type RandomSource, randomAges, timestampOn, WORKDAY } from './source.ts'

/** One-click payment links. */
export function seedOcps(state: State, source: RandomSource, count: number): void {
  const { greek: faker, keys, today } = source
  const ocps = createRecordFactory(state, 'ocps', keys, ocpFields)
  const contacts = state.collection('contacts').rows
  const products = state.collection('products').rows
  const online = getPaymentMethods(state).find(({ isOnlineMethod }) => isOnlineMethod === true)
  const vat = getTaxes(state).find(({ value }) => value === 24)
  for (const age of randomAges(count, faker)) {
    const product = faker.helpers.arrayElement(products)
    const customer = faker.datatype.boolean(0.7) ? faker.helpers.arrayElement(contacts) : undefined
    const net = toCents(product.unitPrice)
    const at = timestampOn(subtractDays(today, age), faker.number.int(WORKDAY))
    const body = {
      title: product.name,
      description: product.description,
      cost: fromCents(net + calculatePercentage(net, 24)),
      netValue: fromCents(net),
      customerId: customer?.id ?? null,
      invoiceTypeId: customer?.isCompany === true ? 31 : 33,
      vatId: vat?.id ?? 0,
      productId: product.id,
      paymentMethodId: online?.id ?? 0,
      lang: customer?.lang ?? 'el',
      expirationAt: faker.datatype.boolean(0.7) ? subtractDays(today, age - 60) : undefined,
    }
    ocps.create({ body, at, changes: () => ({ active: age < 60, wasSend: customer !== undefined }) })
  }
}
