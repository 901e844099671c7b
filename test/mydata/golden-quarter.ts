/**
 * The fourth quarter of 2026 of an invented company, Meltemi Sensors: 25 documents as `invoices.get()` returns them. Their sums
 * are worked out by hand in `golden-quarter.test.ts`.
 */
import type { Invoice } from '../../src/index.ts'

interface Line {
  net: number
  vat: number
  percent: number
  category: number
  exemption?: number
  /** E3 type, E3 category, and the amount if the row has two. */
  codes?: Array<[type: string, category: string, amount?: number]>
  expenses?: Array<[type: string, category: string, amount?: number]>
}

const CATEGORIES: Record<number, number> = { 24: 1, 13: 2, 6: 3, 17: 4, 9: 5, 4: 6, 0: 7 }

const line = (net: number, percent: number, vat: number, code: string, more: Partial<Line> = {}): Line => {
  const [type = '', category = ''] = code.split(' ')
  return { net, vat, percent, category: CATEGORIES[percent] ?? 7, codes: [[type, category]], ...more }
}

const classifications = (net: number, codes: Line['codes']) =>
  codes?.map(([type, category, amount = net], index) => ({ id: index + 1, type, category, amount })) ?? []

type Changes = Partial<Omit<Invoice, 'mydata'>> & { mydata?: object }

/** An invoice with the fields that sums and views read. */
export function makeInvoice(index: number, day: string, type: string | null, lines: Line[], changes: Changes = {}): Invoice {
  const total = (field: 'net' | 'vat') => Math.round(lines.reduce((sum, row) => sum + row[field] * 100, 0)) / 100
  const [net, vat] = [total('net'), total('vat')]
  const final = Math.round((net + vat) * 100) / 100
  const { mydata, ...others } = changes
  return {
    uuid: `0000${String(index).padStart(4, '0')}-0000-4000-8000-000000000000`,
    number: index,
    type: { id: 31, name: type?.startsWith('5') ? 'Πιστωτικό Τιμολόγιο' : 'Τιμολόγιο' },
    customer: { id: 4821, company: 'Αιολική Α.Ε.' },
    items: lines.map((row) => ({
      quantity: 1,
      netAmount: row.net,
      vatAmount: row.vat,
      totalAmount: Math.round((row.net + row.vat) * 100) / 100,
      vatPercent: row.percent,
      product: { id: null, title: null, description: `Document ${index}` },
      mydata: {
        vatCat: row.category,
        vatExemptionCat: row.exemption ?? null,
        incomeClassificationType: classifications(row.net, row.codes),
        expensesClassificationType: row.expenses ? classifications(row.net, row.expenses) : null,
      },
    })),
    amount: net,
    vatAmount: vat,
    finalAmount: final,
    payableAmount: final,
    restAmount: final,
    isPaid: false,
    dateIssued: day,
    dateExpires: null,
    createdAt: `${day}T08:00:00+00:00`,
    updatedAt: `${day}T08:00:00+00:00`,
    deletedAt: null,
    isMydataEnabled: true,
    mydata: { type, invoiceMark: `4000000000${String(index).padStart(5, '0')}`, errors: null, ...mydata },
    templateExtras: { currency: 'EUR' },
    ...others,
  } as Invoice // A server may return null where the document has no null.
}

const GOODS = 'E3_561_001 category1_1'
const SERVICES = 'E3_561_001 category1_3'
const RETAIL_GOODS = 'E3_561_003 category1_1'
const RETAIL_SERVICES = 'E3_561_003 category1_3'
const EU_GOODS = 'E3_561_005 category1_1'
const CANCELLATION = { canceledByMark: '400000000099999' }

export const QUARTER: Invoice[] = [
  makeInvoice(1, '2026-10-02', '2.1', [line(1000, 24, 240, SERVICES)]),
  makeInvoice(2, '2026-10-05', '1.1', [line(250.5, 24, 60.12, GOODS)]),
  makeInvoice(3, '2026-10-07', '1.1', [line(80, 13, 10.4, GOODS), line(45.35, 6, 2.72, GOODS)]),
  makeInvoice(4, '2026-10-09', '11.2', [line(40.32, 24, 9.68, RETAIL_SERVICES)]),
  makeInvoice(5, '2026-10-12', '11.1', [line(17.7, 13, 2.3, RETAIL_GOODS)]),
  makeInvoice(6, '2026-10-15', '1.2', [line(900, 0, 0, EU_GOODS, { exemption: 14 })]),
  makeInvoice(7, '2026-10-19', '2.2', [line(600, 0, 0, 'E3_561_005 category1_3', { exemption: 4 })]),
  makeInvoice(8, '2026-10-22', '1.3', [line(1250.75, 0, 0, 'E3_561_006 category1_1', { exemption: 8 })]),
  makeInvoice(9, '2026-10-30', '1.1', [line(399, 0, 0, 'E3_561_002 category1_1', { exemption: 16 })]),
  makeInvoice(10, '2026-11-03', '5.1', [line(100, 24, 24, SERVICES)]),
  makeInvoice(11, '2026-11-04', '5.2', [line(10, 13, 1.3, GOODS)]),
  makeInvoice(12, '2026-11-06', '11.4', [line(5.65, 13, 0.73, RETAIL_GOODS)]),
  makeInvoice(13, '2026-11-09', '5.1', [line(50, 0, 0, EU_GOODS, { exemption: 14 })]),
  makeInvoice(14, '2026-11-11', '2.1', [line(200, 17, 34, SERVICES)]),
  makeInvoice(15, '2026-11-13', '1.1', [line(33.33, 9, 3, GOODS), line(12.5, 4, 0.5, GOODS)]),
  makeInvoice(16, '2026-11-17', '2.1', [line(300, 0, 0, SERVICES, { exemption: 7 })]),
  makeInvoice(
    17,
    '2026-11-19',
    '2.1',
    [
      {
        net: 500,
        vat: 120,
        percent: 24,
        category: 1,
        expenses: [
          ['E3_585_009', 'category2_3'],
          ['VAT_361', ''],
        ],
      },
    ],
    { mydata: { selfPricing: true } },
  ),
  makeInvoice(18, '2026-11-20', '3.1', [{ net: 60, vat: 0, percent: 0, category: 8, expenses: [['E3_585_016', 'category2_4']] }]),
  makeInvoice(19, '2026-11-24', '8.2', [{ net: 15, vat: 0, percent: 0, category: 8, codes: [['', 'category1_95']] }]),
  makeInvoice(20, '2026-11-27', '11.1', [line(90, 19, 17.1, 'E3_561_007 category1_1', { category: 7, exemption: 30 })]),
  makeInvoice(21, '2026-12-01', '2.1', [line(700, 24, 168, SERVICES)], {
    mydata: { invoiceMark: null, errors: [{ code: 202, message: 'Invalid VAT number' }] },
  }),
  makeInvoice(22, '2026-12-03', '2.1', [line(1000, 24, 240, SERVICES)], {
    deletedAt: '2026-12-04T08:00:00+00:00',
    mydata: CANCELLATION,
  }),
  makeInvoice(23, '2026-12-07', '1.1', [line(70, 24, 16.8, GOODS)], { mydata: CANCELLATION }),
  makeInvoice(24, '2026-12-10', '2.3', [line(480, 0, 0, 'E3_561_006 category1_3', { exemption: 4 })], {
    templateExtras: { currency: 'GBP' },
  }),
  makeInvoice(25, '2026-12-15', '2.1', [
    line(120, 24, 28.8, '', {
      codes: [
        ['E3_561_001', 'category1_3', 70],
        ['E3_561_007', 'category1_3', 50],
      ],
    }),
  ]),
]
