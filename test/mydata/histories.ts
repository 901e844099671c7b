/** Generated histories of an account, with documents of every kind. */
import fc from 'fast-check'
import type { SummedInvoice } from '../../src/mydata/index.ts'

/** Where a document of each kind is summed, its myDATA type, and the fields that make it so. */
export const KINDS = {
  sale: ['output', '2.1', {}, {}],
  goods: ['output', '1.1', {}, {}],
  retail: ['output', '11.1', {}, {}],
  pending: ['output', '2.1', {}, { invoiceMark: null }],
  notReported: ['output', '2.1', { isMydataEnabled: false }, { invoiceMark: null }],
  credit: ['output credit', '5.1', {}, {}],
  retailCredit: ['output credit', '11.4', {}, {}],
  selfBilled: ['input', '1.1', {}, { selfPricing: true }],
  selfBilledCredit: ['input credit', '5.2', {}, { selfPricing: 1 }],
  purchaseTitle: ['input', '3.2', {}, {}],
  levy: ['unplaced', '8.2', {}, {}],
  clearance: ['unplaced', '1.5', {}, {}],
  refused: ['unplaced', '2.1', {}, { invoiceMark: null, errors: [{ code: 101 }] }],
  pounds: ['unplaced', '2.3', { templateExtras: { currency: 'GBP' } }, {}],
  withoutType: ['unplaced', null, {}, {}],
  oss: ['unplaced', '11.1', {}, {}],
  mismatch: ['unplaced', '2.1', {}, {}],
  withoutRate: ['unplaced', '2.1', {}, {}],
  cancelled: ['nowhere', '2.1', { deletedAt: '2026-11-22T10:00:00+00:00' }, { canceledByMark: '4' }],
  cancelledInBillit: ['unplaced', '2.1', { deletedAt: '2026-11-22T10:00:00+00:00' }, {}],
  cancelledAtAuthority: ['unplaced', '2.1', {}, { canceledByMark: '4' }],
} as const

export type Kind = keyof typeof KINDS

const RATES = [
  { percent: 24, category: 1, exemption: null },
  { percent: 13, category: 2, exemption: null },
  { percent: 4, category: 6, exemption: null },
  { percent: 0, category: 7, exemption: 14 },
  { percent: 0, category: 7, exemption: 8 },
  { percent: 0, category: 7, exemption: 16 },
  { percent: 0, category: 8, exemption: null },
]

const rowArbitrary = fc.record({
  // At least a cent, so that every document has an amount.
  cents: fc.integer({ min: 1, max: 1e9 }),
  rate: fc.constantFrom(...RATES),
  parts: fc.array(fc.nat({ max: 1000 }), { maxLength: 3 }),
})
type Row = typeof rowArbitrary extends fc.Arbitrary<infer Value> ? Value : never

const documentArbitrary = fc.record({
  month: fc.constantFrom('2026-10', '2026-11', '2026-12'),
  kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
  rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 5 }),
})

const RATE_OF_KIND: Partial<Record<Kind, { percent: number | null; category: number | null; exemption: number | null }>> = {
  oss: { percent: 19, category: 7, exemption: 30 },
  mismatch: { percent: 17, category: 1, exemption: null },
  withoutRate: { percent: null, category: null, exemption: null },
}

function toItem({ cents, rate, parts }: Row, kind: Kind) {
  const netAmount = cents / 100
  const isExpense = KINDS[kind][0].startsWith('input')
  const entries = parts.map((amount, id) => ({
    id,
    type: `E3_${id}`,
    category: isExpense ? 'category2_3' : 'category1_3',
    amount,
  }))
  const codes = isExpense ? { expensesClassificationType: entries } : { incomeClassificationType: entries }
  const { percent, category, exemption } = RATE_OF_KIND[kind] ?? rate
  return {
    netAmount,
    vatAmount: Math.round((cents * (percent ?? 0)) / 100) / 100,
    vatPercent: percent,
    mydata: { vatCat: category, vatExemptionCat: exemption, ...codes },
  }
}

type Item = ReturnType<typeof toItem>

type Document = typeof documentArbitrary extends fc.Arbitrary<infer Value> ? Value : never

/** The documents of an account, of every kind. */
export const historyArbitrary = fc.array(documentArbitrary, { maxLength: 30 })

/** An invoice as `invoices.get()` returns it. */
export function toInvoice({ kind, rows, month }: Document, index: number) {
  const [, type, fields, mydata] = KINDS[kind]
  return {
    uuid: `0000${String(index).padStart(4, '0')}-0000-4000-8000-000000000000`,
    dateIssued: `${month}-15`,
    deletedAt: null,
    isMydataEnabled: true,
    ...fields,
    items: rows.map((row) => toItem(row, kind)),
    mydata: { type, invoiceMark: '4001', errors: null, ...mydata },
  } as unknown as SummedInvoice & { uuid: string; dateIssued: string; items: Item[] } // a server may return null anywhere
}
