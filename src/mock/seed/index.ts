/** Fills the mock with a data set that looks like two years of a small company. The same seed makes the same set. */
import { dayBefore } from '../clock.ts'
import { paymentMethodsOf, taxesOf } from '../rules/account.ts'
import { contactFields, ocpFields, purchaseFields, supplierFields } from '../rules/records.ts'
import type { State } from '../state.ts'
import { cents, money, percentOf } from '../values.ts'
import { seedInvoices } from './invoices.ts'
import { someContact, someSupplier } from './people.ts'
import { makerFor } from './records.ts'
import { agesOf, earlierAge, momentOf, type Source, sourceOf, WORKDAY } from './source.ts'
import { ARTICLES, TAGS } from './words.ts'

/** `rows` is the number of invoices; 0 leaves everything empty. The records that were there are replaced, and their keys are used again. */
export function seedState(state: State, { seed, rows, today }: { seed: number; rows: number; today: string }): void {
  if (rows === 0) {
    for (const collection of state.collections.values()) collection.load([])
    return
  }
  const source = sourceOf(seed, today)
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

function seedTags(state: State, { keys }: Source, count: number): void {
  const tags = makerFor(state, 'tags', keys)
  for (const tag of TAGS.slice(0, count)) tags.make({ body: { tag }, at: '' })
}

/** All of them are there before the first invoice. */
function seedContacts(state: State, source: Source, count: number): void {
  const { greek: faker, keys } = source
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const contacts = makerFor(state, 'contacts', keys, contactFields)
  for (let index = 0; index < count; index++) {
    const contact = someContact(source)
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
    contacts.make({ body, at: earlier(source, index, count) })
  }
}

function seedProducts(state: State, source: Source, count: number): void {
  const { greek: faker, keys } = source
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const products = makerFor(state, 'products', keys)
  const vats = taxesOf(state)
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
    products.make({ body, at: earlier(source, index, count), changes: () => ({ tags }) })
  }
}

function seedSuppliers(state: State, source: Source, count: number): void {
  const suppliers = makerFor(state, 'suppliers', source.keys, supplierFields)
  for (let index = 0; index < count; index++) {
    suppliers.make({ body: someSupplier(source), at: earlier(source, index, count) })
  }
}

function seedPurchases(state: State, source: Source, count: number): void {
  const { greek: faker, keys, today } = source
  const purchases = makerFor(state, 'purchases', keys, purchaseFields)
  const suppliers = state.collection('suppliers').rows
  for (const age of agesOf(count, faker)) {
    const supplier = faker.helpers.arrayElement(suppliers)
    const at = momentOf(dayBefore(today, age), faker.number.int(WORKDAY))
    const net = faker.number.int({ min: 900, max: 90_000 })
    const hasIncomeTax = faker.datatype.boolean(0.1)
    const body = {
      supplierId: supplier.id,
      invoiceNum: faker.number.int({ min: 100, max: 99_999 }),
      cleanAmount: money(net),
      vatAmount: money(supplier.country === 'GR' ? percentOf(net, 24) : 0),
      dateOccurred: at.slice(0, 10),
      irsAmount: money(hasIncomeTax ? percentOf(net, 20) : 0),
      irsType: hasIncomeTax ? 2 : 1,
    }
    const isPaid = faker.datatype.boolean(0.8)
    const paidAge = Math.max(0, age - faker.number.int({ max: 30 }))
    const info = String(supplier.profession)
    const datePaid = isPaid ? dayBefore(today, paidAge) : null
    purchases.make({ body, at, changes: () => ({ info, isCredited: !isPaid, paid: isPaid, datePaid }) })
  }
}

function seedOcps(state: State, source: Source, count: number): void {
  const { greek: faker, keys, today } = source
  const ocps = makerFor(state, 'ocps', keys, ocpFields)
  const contacts = state.collection('contacts').rows
  const products = state.collection('products').rows
  const online = paymentMethodsOf(state).find(({ isOnlineMethod }) => isOnlineMethod === true)
  const vat = taxesOf(state).find(({ value }) => value === 24)
  for (const age of agesOf(count, faker)) {
    const product = faker.helpers.arrayElement(products)
    const customer = faker.datatype.boolean(0.7) ? faker.helpers.arrayElement(contacts) : undefined
    const net = cents(product.unitPrice)
    const at = momentOf(dayBefore(today, age), faker.number.int(WORKDAY))
    const body = {
      title: product.name,
      description: product.description,
      cost: money(net + percentOf(net, 24)),
      netValue: money(net),
      customerId: customer?.id ?? null,
      invoiceTypeId: customer?.isCompany === true ? 31 : 33,
      vatId: vat?.id ?? 0,
      productId: product.id,
      paymentMethodId: online?.id ?? 0,
      lang: customer?.lang ?? 'el',
      expirationAt: faker.datatype.boolean(0.7) ? dayBefore(today, age - 60) : undefined,
    }
    ocps.make({ body, at, changes: () => ({ active: age < 60, wasSend: customer !== undefined }) })
  }
}

/** A moment in the year before the first invoice: that of one record of so many, in their order. */
const earlier = ({ today, greek }: Source, index: number, count: number): string =>
  momentOf(dayBefore(today, earlierAge(index, count)), greek.number.int(WORKDAY))
