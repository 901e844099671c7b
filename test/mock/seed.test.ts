/** The generated data set. */
import { faker } from '@faker-js/faker/locale/el'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Row } from '../../src/mock/index.ts'
import { findActions } from '../../src/mock/resources.ts'
import { vatSummary } from '../../src/mydata/index.ts'
import { UNPLACED_REASONS, type UnplacedReason } from '../../src/mydata/placement.ts'
import { type Document, readDocument, resolve, type Schema } from '../../src/tools/document.ts'
import { findViolations } from '../contract/strict-prism.ts'
import { mockFor, send } from './client.ts'
import { exampleState, seededState } from './states.ts'

const document = readDocument()
const resources = new Map(
  [...findActions(document).values()]
    .filter(({ resource }) => resource.name === resource.records)
    .map(({ resource }) => [resource.name, resource]),
)
const COLLECTIONS = [...resources.keys()]

type Records = Record<string, Row[]>

function generate(seed: number, rows = 600): Records {
  const state = seededState(seed, rows)
  return Object.fromEntries(COLLECTIONS.map((name) => [name, state.collection(name).rows]))
}

const cents = (amount: unknown): number => Math.round(Number(amount) * 100)
const asRow = (value: unknown): Row => value as Row // an object, according to the schema that is checked below
const isCredit = ({ type }: Row): boolean => [34, 35].includes(Number(asRow(type).id))
const exemptionsOf = ({ items }: Row): unknown[] => (items as Row[]).map(({ mydata }) => asRow(mydata).vatExemptionCat)
const rowsIn = (dataSet: Records, name: string): Row[] => dataSet[name] ?? []

let dataSet: Records
beforeAll(() => {
  dataSet = generate(1)
})

test('generates records of each kind in proportion', () => {
  const counts = Object.fromEntries(Object.entries(dataSet).map(([name, rows]) => [name, rows.length]))
  expect(counts).toEqual({
    contacts: 120,
    suppliers: 40,
    invoices: 600,
    products: 30,
    ocps: 20,
    payments: expect.any(Number),
    purchases: 80,
    tags: 12,
  })
  expect(counts.payments).toBeGreaterThan(300)
})

test.each([1, 2, 7, 60])('generates %i invoices and at least one record of each other kind', (rows) => {
  const { invoices, payments, ...others } = generate(1, rows)
  expect(invoices).toHaveLength(rows)
  expect(payments?.length).toBeLessThanOrEqual(rows)
  for (const records of Object.values(others)) expect(records.length).toBeGreaterThan(0)
})

describe('repeatability', () => {
  test('the same seed gives the same data set, whatever the time', () => {
    vi.setSystemTime('2031-01-01T00:00:00Z')
    onTestFinished(() => void vi.useRealTimers())
    expect(generate(1)).toEqual(dataSet)
  })

  test('another seed gives another data set', () => {
    const other = generate(2)
    for (const name of COLLECTIONS.filter((each) => each !== 'tags')) expect(other[name]).not.toEqual(dataSet[name])
  })

  test('does not affect the seed of the caller’s faker', () => {
    faker.seed(5)
    const expected = faker.number.int()
    faker.seed(5)
    generate(1, 5)
    expect(faker.number.int()).toBe(expected)
  })
})

describe('every record matches its schema', () => {
  test.each(COLLECTIONS)('%s', async (name) => {
    const { record } = resources.get(name) ?? {}
    const items = inlineReferences(document, record ?? {})
    expect(items.properties).toBeDefined()
    for (const seed of [1, 2]) {
      expect(await findViolations({ type: 'array', items, minItems: 1 }, generate(seed)[name])).toEqual([])
    }
    expect(await findViolations({ type: 'array', items }, [{}])).not.toEqual([])
  })

  test('every row of a list matches its schema over HTTP', async () => {
    const mock = await mockFor({ seed: 1, today: '2026-11-24' })
    for (const name of [...COLLECTIONS, 'customers']) {
      for (let page = 1, last = 1; page <= last; page += 1) {
        const { status, body } = await send(mock, 'GET', `/${name}?per_page=250&page=${page}`)
        expect(status).toBe(200)
        last = Number(body.meta?.last_page)
      }
    }
    expect(mock.rows('invoices').map(({ permalink, ...row }) => row)).toEqual(
      rowsIn(dataSet, 'invoices').map(({ permalink, ...row }) => row),
    )
  })
})

describe('invoices', () => {
  test('the totals equal the sums of the rows', () => {
    for (const invoice of rowsIn(dataSet, 'invoices')) {
      const items = invoice.items as Row[] // as above
      const sum = (field: string) => items.reduce((total, item) => total + cents(item[field]), 0)
      expect(items.length).toBeGreaterThan(0)
      expect(cents(invoice.amount)).toBe(sum('netAmount'))
      expect(cents(invoice.vatAmount)).toBe(sum('vatAmount'))
      expect(cents(invoice.finalAmount)).toBe(sum('totalAmount'))
      expect(cents(invoice.payableAmount)).toBe(cents(invoice.finalAmount) - cents(invoice.totalWithheldAmount))
      expect(cents(invoice.restAmount)).toBeGreaterThanOrEqual(0)
      expect(invoice.isPaid).toBe(invoice.restAmount === 0)
      for (const amount of [invoice.amount, invoice.vatAmount, invoice.payableAmount, invoice.restAmount]) {
        expect(String(amount)).toMatch(/^\d+(\.\d{1,2})?$/)
      }
    }
  })

  test.each([1, 2, 3])('invoices are in all states (seed %i)', (seed) => {
    const invoices = rowsIn(generate(seed), 'invoices')
    const inForce = invoices.filter(({ deletedAt }) => deletedAt === null)
    const open = inForce.filter(({ isPaid }) => isPaid === false)
    const states: Records = {
      draft: inForce.filter(({ mydata, isSend }) => asRow(mydata).state === 0 && isSend === false),
      sent: open.filter(({ isSend, dateExpires }) => isSend === true && String(dateExpires) >= '2026-11-24'),
      read: inForce.filter(({ isRead, dateRead, dateIssued }) => isRead === true && String(dateRead) >= String(dateIssued)),
      overdue: open.filter(({ dateExpires }) => dateExpires !== null && String(dateExpires) < '2026-11-24'),
      paid: inForce.filter(({ isPaid }) => isPaid === true),
      partly: open.filter(({ restAmount, payableAmount }) => cents(restAmount) < cents(payableAmount)),
      cancelled: invoices.filter(({ deletedAt, mydata }) => deletedAt !== null && asRow(mydata).canceledByMark !== null),
      reported: inForce.filter(({ mydata }) => asRow(mydata).state === 1 && asRow(mydata).invoiceMark !== null),
      credit: inForce.filter(isCredit),
      withheld: inForce.filter(({ totalWithheldAmount }) => cents(totalWithheldAmount) > 0),
      levied: inForce.filter(({ items }) => (items as Row[]).some(({ mydata }) => asRow(mydata).rowType === 'telos')),
      withoutVat: inForce.filter(({ vatAmount }) => vatAmount === 0),
      selfBilled: inForce.filter(({ mydata }) => asRow(mydata).selfPricing === true),
      oss: inForce.filter((invoice) => exemptionsOf(invoice).includes(30)),
      mixedExemptions: inForce.filter((invoice) => new Set(exemptionsOf(invoice)).size > 2),
      refused: inForce.filter(({ mydata }) => asRow(mydata).errors !== null && asRow(mydata).invoiceMark === null),
      cancelledAtAuthority: inForce.filter(({ mydata }) => asRow(mydata).canceledByMark !== null),
      pounds: inForce.filter(({ templateExtras }) => asRow(templateExtras).currency === 'GBP'),
    }
    for (const [state, rows] of Object.entries(states)) expect([state, rows.length > 0]).toEqual([state, true])
    // Retail receipts are paid at once.
    expect(open.filter(({ type, mydata }) => asRow(type).id === 33 && asRow(mydata).state === 1)).toEqual([])
  })

  test('lists the newest first, within two years, with ascending numbers', () => {
    const oldestFirst = rowsIn(dataSet, 'invoices').toReversed()
    const days = oldestFirst.map(({ dateIssued }) => String(dateIssued))
    expect(days).toEqual(days.toSorted())
    expect(days.at(-1)?.localeCompare('2026-11-24')).toBeLessThanOrEqual(0)
    expect(days[0]?.localeCompare('2024-11-24')).toBeGreaterThanOrEqual(0)

    const types = [...new Set(oldestFirst.map(({ type }) => asRow(type).id))]
    expect(types.toSorted()).toEqual([31, 32, 33, 34, 35])
    for (const id of types) {
      const numbers = oldestFirst.filter(({ type }) => asRow(type).id === id).map(({ number }) => number)
      expect(numbers).toEqual(numbers.map((_number, index) => index + 1))
    }
  })

  test('each invoice has an existing customer and existing tags', () => {
    const contacts = new Map(rowsIn(dataSet, 'contacts').map((contact) => [contact.id, contact]))
    const tags = rowsIn(dataSet, 'tags').map(({ tag }) => tag)
    for (const invoice of rowsIn(dataSet, 'invoices')) {
      const { id, company, taxId } = asRow(invoice.customer)
      expect(contacts.get(id)).toMatchObject({ company, vatId: taxId })
      expect([1, 3]).toContain(contacts.get(id)?.contactType)
      for (const tag of invoice.tags as string[]) expect(tags).toContain(tag)
    }
  })
})

test('a summary separates each case that it does not sum as a sale', () => {
  // The records match their schema.
  const { output, input, unplaced } = vatSummary(rowsIn(dataSet, 'invoices') as never)
  const selfBilled = rowsIn(dataSet, 'invoices').filter(({ mydata }) => asRow(mydata).selfPricing === true)
  expect(input.net).toBe(selfBilled.reduce((sum, { amount }) => sum + cents(amount), 0))
  expect(new Set(unplaced.map(({ reason }) => reason))).toEqual(
    new Set(['oss', 'refused', 'cancelledAtAuthority', 'currency'].map((name) => UNPLACED_REASONS[name as UnplacedReason])),
  )
  expect(new Set(output.rates.map(({ exemption }) => exemption))).toEqual(new Set([undefined, 4, 7, 14, 16]))
})

test('an invoice has its customer as of its date, although it is created when first read', () => {
  const state = seededState(1)
  const contacts = state.collection('contacts')
  const [first] = rowsIn(dataSet, 'invoices')
  const customer = contacts.find(asRow(first?.customer).id) ?? {}
  contacts.replace(customer, { ...customer, company: 'Νέα Επωνυμία Α.Ε.' })
  for (const product of state.collection('products').rows) state.collection('products').remove(product)
  expect(state.collection('invoices').find(first?.uuid)).toEqual(first)
  expect(state.collection('invoices').rows).toEqual(dataSet.invoices)
})

test('the amounts paid on invoices equal the payments', () => {
  const paid = (rows: Row[], amount: (row: Row) => number) => {
    const sums = new Map<unknown, number>()
    for (const row of rows) {
      const customer = row.customerId ?? asRow(row.customer).id
      sums.set(customer, (sums.get(customer) ?? 0) + amount(row))
    }
    return [...sums].filter(([, sum]) => sum !== 0).sort()
  }
  // A credit note has no payment.
  const invoices = rowsIn(dataSet, 'invoices').filter((invoice) => !isCredit(invoice))
  expect(paid(rowsIn(dataSet, 'payments'), ({ amount, overflowAmount }) => cents(amount) - cents(overflowAmount))).toEqual(
    paid(invoices, ({ payableAmount, restAmount }) => cents(payableAmount) - cents(restAmount)),
  )
  const days = rowsIn(dataSet, 'payments').map(({ dateOccurred }) => String(dateOccurred))
  expect(days).toEqual(days.toSorted().toReversed())
  expect(rowsIn(dataSet, 'payments').some(({ overflowAmount }) => cents(overflowAmount) > 0)).toBe(true)
})

test('the balance of a contact equals the amounts due on its invoices', () => {
  for (const contact of rowsIn(dataSet, 'contacts')) {
    const own = rowsIn(dataSet, 'invoices').filter(
      ({ customer, deletedAt }) => asRow(customer).id === contact.id && deletedAt === null,
    )
    expect(cents(contact.unpaid)).toBe(own.reduce((sum, { restAmount }) => sum + cents(restAmount), 0))
  }
  expect(rowsIn(dataSet, 'contacts').some(({ unpaid }) => cents(unpaid) > 0)).toBe(true)
})

describe('companies', () => {
  const listCompanies = () => [...rowsIn(dataSet, 'contacts'), ...rowsIn(dataSet, 'suppliers')]

  test('Greek VAT numbers begin with 5 and have a valid check digit', () => {
    const greek = listCompanies().filter(({ country, vatId }) => country === 'GR' && vatId !== '')
    expect(greek.length).toBeGreaterThan(60)
    for (const { vatId } of greek) {
      expect(vatId).toMatch(/^5\d{8}$/)
      const digits = [...String(vatId)].map(Number)
      const weights = [256, 128, 64, 32, 16, 8, 4, 2]
      const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
      expect(digits[8]).toBe((sum % 11) % 10)
    }
  })

  test('foreign companies and private persons have the matching customer type', () => {
    const types = (customerType: number) => rowsIn(dataSet, 'contacts').filter((contact) => contact.customerType === customerType)
    for (const { vatId, country, lang } of types(2))
      expect([vatId, country, lang]).toEqual([expect.stringMatching(/^DE\d{9}$/), 'DE', 'en'])
    for (const { vatId, country } of types(3)) expect([vatId, country]).toEqual([expect.stringMatching(/^GB\d{9}$/), 'GB'])
    for (const { vatId, isCompany } of types(4)) expect([vatId, isCompany]).toEqual(['', false])
    expect([1, 2, 3, 4].map((type) => types(type).length > 5)).toEqual([true, true, true, true])
  })

  test('every URL and e-mail address is under .example', () => {
    const all = JSON.stringify(listCompanies())
    const addresses = all.match(/[^"\s]*(@|:\/\/)[^"\s]*/g) ?? []
    expect(addresses.length).toBeGreaterThan(150)
    for (const address of addresses) expect(address).toMatch(/^(https:\/\/|[a-z0-9.-]+@)[a-z0-9-]+\.example$/)
  })
})

test('includes the keys of the examples, so that example requests find a record', () => {
  const examples = exampleState()
  for (const name of COLLECTIONS) {
    const { key } = examples.collection(name)
    const keys = rowsIn(dataSet, name).map((row) => row[key])
    expect(new Set(keys).size).toBe(keys.length)
    for (const row of examples.collection(name).rows) expect(keys).toContain(row[key])
  }
})

test('can be searched and filtered', async () => {
  const mock = await mockFor({ seed: 1, today: '2026-11-24' })
  const total = async (path: string) => Number((await send(mock, 'GET', path)).body.meta?.total)
  expect(await total('/contacts?tagid=301')).toBeGreaterThan(0)
  expect(await total('/products?tag_id=301')).toBeGreaterThan(0)
  expect(await total('/products?has_stock=1')).toBe(15)
  expect(await total('/contacts?unpaid=1')).toBeGreaterThan(10)
  expect(await total('/customers')).toBeLessThan(await total('/contacts'))
})

/** A copy of a schema with its references inlined. No schema of the OpenAPI document is recursive. */
function inlineReferences(from: Document, reference: Schema): Schema {
  const { properties, items, ...schema } = resolve(from, reference) as Schema & { anyOf?: Schema[]; oneOf?: Schema[] }
  return {
    ...schema,
    ...(schema.anyOf ? { anyOf: schema.anyOf.map((one) => inlineReferences(from, one)) } : {}),
    ...(schema.oneOf ? { oneOf: schema.oneOf.map((one) => inlineReferences(from, one)) } : {}),
    ...(items ? { items: inlineReferences(from, items) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, inlineReferences(from, property)]),
          ),
        }
      : {}),
  }
}
