import { describe, expect, test } from 'vitest'
import type { InvoiceCreate } from '../../src/index.ts'
import { Billit } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { compareTotals, invoiceTotals } from '../../src/mydata/index.ts'
import { documented, requestExamples } from '../contract/document.ts'
import { prismClient } from '../contract/prism-client.ts'

const create = documented.find(({ id }) => id === 'createInvoice')
// The linter validates the examples of the OpenAPI document.
const examples = Object.entries(create ? requestExamples(create) : {}) as Array<[string, InvoiceCreate]>

test('the OpenAPI document has examples to compare', () => expect(examples.length).toBeGreaterThan(3))

describe.each(examples)('the totals of the example %s', (example, draft) => {
  test('equal those of the example response', async () => {
    const billit = prismClient()
    const totals = invoiceTotals(draft, await billit.account.get(), { oss: 'row' })
    expect(totals.unknown).toEqual([])
    const invoice = await billit.invoices.create(draft, { headers: { Prefer: `example=${example}` } })
    expect(compareTotals(totals, invoice)).toEqual([])
  })

  test('equal those of the mock', async () => {
    const mock = await startMock({ examples: true })
    try {
      const billit = new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false })
      const totals = invoiceTotals(draft, await billit.account.get(), { oss: 'row' })
      const invoice = await billit.invoices.create(draft)
      expect(compareTotals(totals, invoice)).toEqual([])
      expect(invoice.items).toHaveLength(totals.rows.length)
      expect(invoice.items.map(({ undiscountedTotalAmount }) => undiscountedTotalAmount)).toEqual(
        totals.rows.map(({ undiscounted }) => undiscounted / 100),
      )
    } finally {
      await mock.close()
    }
  })
})

const account = {
  relations: {
    vats: [
      { id: 1, value: 24 },
      { id: 2, value: 20, operand: '-' as const },
    ],
  },
}
const totals = invoiceTotals(
  { products: [{ vatId: 1, price: 19.99, quantity: 3, discount: 10 }], taxes: [{ taxId: 2 }] },
  account,
)
const item = { netAmount: 53.97, vatAmount: 12.95, totalAmount: 66.92, discountAmount: 6 }
const invoice = {
  amount: 53.97,
  vatAmount: 12.95,
  finalAmount: 66.92,
  discountedAmount: 6,
  totalWithheldAmount: 10.79,
  payableAmount: 56.13,
  items: [item],
}

test('returns no differences for equal amounts', () => expect(compareTotals(totals, invoice)).toEqual([]))

test.each([
  ['amount', 5397],
  ['vatAmount', 1295],
  ['finalAmount', 6692],
  ['discountedAmount', 600],
  ['totalWithheldAmount', 1079],
  ['payableAmount', 5613],
] as const)('returns a difference in %s', (path, expected) => {
  expect(compareTotals(totals, { ...invoice, [path]: expected / 100 + 0.01 })).toEqual([
    { path, expected, received: expected + 1, difference: 1 },
  ])
  expect(compareTotals(totals, { ...invoice, [path]: 0 })).toEqual([{ path, expected, received: 0, difference: -expected }])
})

test.each([
  ['netAmount', 5397],
  ['vatAmount', 1295],
  ['totalAmount', 6692],
  ['discountAmount', 600],
] as const)('returns a difference in items.0.%s', (field, expected) => {
  expect(compareTotals(totals, { ...invoice, items: [{ ...item, [field]: expected / 100 - 0.02 }] })).toEqual([
    { path: `items.0.${field}`, expected, received: expected - 2, difference: -2 },
  ])
})

test('compares only the fields that the invoice has', () => {
  expect(compareTotals(totals, { amount: 53.98 })).toHaveLength(1)
  expect(compareTotals(totals, {})).toEqual([])
  expect(compareTotals(totals, { ...invoice, items: [{}] })).toEqual([])
})

test('does not compare rows if their number differs', () => {
  expect(compareTotals(totals, { ...invoice, items: [{ ...item, netAmount: 1 }, item] })).toEqual([])
})

test('ignores an amount that is not a number, and accepts one as text', () => {
  // A server may return anything.
  const odd = { ...invoice, amount: null, vatAmount: '12.95', finalAmount: '66.93' } as never
  expect(compareTotals(totals, odd).map(({ path, difference }) => [path, difference])).toEqual([['finalAmount', 1]])
})
