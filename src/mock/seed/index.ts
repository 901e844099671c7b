/** Fills the mock with a data set that looks like two years of a small company. The same seed makes the same set. */

import { subtractDays } from '../clock.ts'
import { contactFields, getPaymentMethods, getTaxes, ocpFields, purchaseFields, supplierFields } from '../rules/index.ts'
import type { State } from '../state.ts'
import { fromCents, percentOf, toCents } from '../values.ts'
import { seedInvoices } from './invoices.ts'
import { randomContact, randomSupplier } from './people.ts'
import { createRecordFactory } from './records.ts'
import { createRandomSource, type RandomSource, randomAges, spreadAge, timestampOn, WORKDAY } from './source.ts'
import { ARTICLES, TAGS } from './words.ts'

/** `rows` is the number of invoices; 0 leaves everything empty. The records that were there are replaced, and their keys are used again. */
export function seedState(state: State, { seed, rows, today }: { seed: number; rows: number; today: string }): void {
  if (rows === 0) {
    for (const collection of state.collections.values()) collection.load([])
    return
  }
  const source = createRandomSource(seed, today)
  // A little of everything, even for a few invoices.
  const share = (part: number) => Math.max(1, Math.round(rows * part))

  seedTags(state, source, Math.min(TAGS.length, share(1 / 50)))
  seedContacts(state, source, share(1 / 5))
  seedProducts(state, source, Math.max(2, share(1 / 20)))
  seedSuppliers(state, source, share(1 / 15))
  seedInvoices(state, source, rows)
  seedPurchases(state, source, share(2 / 15))
  seedOcps(state, source, share(1 / 30))
}

function seedTags(state: State, { keys }: RandomSource, count: number): void {
  const tags = createRecordFactory(state, 'tags', keys)
  for (const tag of TAGS.slice(0, count)) tags.create({ body: { tag }, at: '' })
}

/** All of them are there before the first invoice. */
function seedContacts(state: State, source: RandomSource, count: number): void {
  const { greek: faker, keys } = source
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const contacts = createRecordFactory(state, 'contacts', keys, contactFields)
  for (let index = 0; index < count; index++) {
    const contact = randomContact(source)
    const someType = faker.helpers.weightedArrayElement([
      { value: 1, weight: 8 },
      { value: 2, weight: 1 },
      { value: 3, weight: 1 },
    ])
    const body = {
      ...contact,
      // The first is a customer, so that there is always one to bill.
      contactType: index === 0 || contact.isCompany === false ? 1 : someType,
      enabled: faker.datatype.boolean(0.95),
      discount: faker.helpers.arrayElement([0, 0, 0, 0, 5, 10]),
      tags: faker.helpers.arrayElements(labels, { min: 0, max: 2 }),
    }
    contacts.create({ body, at: earlier(source, index, count) })
  }
}

function seedProducts(state: State, source: RandomSource, count: number): void {
  const { greek: faker, keys } = source
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const products = createRecordFactory(state, 'products', keys)
  const vats = getTaxes(state)
  // Services and goods take turns, so that two products are one of each.
  for (let index = 0; index < count; index++) {
    const { name, nameSec, price, isService } = ARTICLES[index % ARTICLES.length] as (typeof ARTICLES)[number] // within its length
    const edition = index < ARTICLES.length ? '' : ` ${Math.floor(index / ARTICLES.length) + 1}`
    const [min, max] = price
    const body = {
      name: name + edition,
      description: isService ? 'Σύμφωνα με την προσφορά μας' : 'Με εγγύηση δύο ετών',
      nameSec: nameSec + edition,
      descriptionSec: isService ? 'According to our offer' : 'With a guarantee of two years',
      unitPrice: faker.number.float({ min, max, fractionDigits: 2 }),
      defaultVatId: (vats.find(({ isDefault }) => isDefault === true) ?? vats[0])?.id,
      stock: isService ? 0 : faker.number.int({ max: 120 }),
      withStock: !isService,
      ordering: !isService,
      active: faker.datatype.boolean(0.9),
      isService,
    }
    // A product's record does not show its tags, but they can be searched for.
    const tags = index % 2 === 0 ? [labels[(index / 2) % labels.length]] : []
    products.create({ body, at: earlier(source, index, count), changes: () => ({ tags }) })
  }
}

function seedSuppliers(state: State, source: RandomSource, count: number): void {
  const suppliers = createRecordFactory(state, 'suppliers', source.keys, supplierFields)
  for (let index = 0; index < count; index++) {
    suppliers.create({ body: randomSupplier(source), at: earlier(source, index, count) })
  }
}

function seedPurchases(state: State, source: RandomSource, count: number): void {
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
      vatAmount: fromCents(supplier.country === 'GR' ? percentOf(net, 24) : 0),
      dateOccurred: at.slice(0, 10),
      irsAmount: fromCents(hasIncomeTax ? percentOf(net, 20) : 0),
      irsType: hasIncomeTax ? 2 : 1,
    }
    const isPaid = faker.datatype.boolean(0.8)
    const paidAge = Math.max(0, age - faker.number.int({ max: 30 }))
    const info = String(supplier.profession)
    const datePaid = isPaid ? subtractDays(today, paidAge) : null
    purchases.create({ body, at, changes: () => ({ info, isCredited: !isPaid, paid: isPaid, datePaid }) })
  }
}

function seedOcps(state: State, source: RandomSource, count: number): void {
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
      cost: fromCents(net + percentOf(net, 24)),
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

/** A moment in the year before the first invoice: that of one record of so many, in their order. */
const earlier = ({ today, greek }: RandomSource, index: number, count: number): string =>
  timestampOn(subtractDays(today, spreadAge(index, count)), greek.number.int(WORKDAY))
