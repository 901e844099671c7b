/**
 * The account of a customer, and the statement that follows from it, worked out by hand for 31 December 2026.
 *
 * | Date  | Document or payment                     |   Amount |  Balance |   Open | Days since due |
 * | ----- | --------------------------------------- | -------: | -------: | -----: | -------------: |
 * | 10-02 | 1, due 10-30                            | 1,240.00 | 1,240.00 |        |                |
 * | 10-05 | 2, due 11-04                            |   310.62 | 1,550.62 | 310.62 |             57 |
 * | 10-20 | payment of 1                            | −1,240.00 |  310.62 |        |                |
 * | 11-03 | 3, credit note, not used yet            |  −124.00 |   186.62 | −124.00 |               |
 * | 11-24 | 4, accommodation levy                   |    15.00 |   201.62 |  15.00 |             37 |
 * | 12-01 | 5, created as paid, without a payment   |   248.00 |   449.62 |        |                |
 * | 12-15 | 6, due 01-14                            |   148.80 |   598.42 | 148.80 |            −14 |
 * | 12-20 | payment on account                      |  −100.00 |   498.42 |        |                |
 * |       | settled without a payment (5)           |  −248.00 |   250.42 |        |                |
 *
 * Open: 310.62 − 124.00 + 15.00 + 148.80 = 350.42, which is the balance and the 100.00 on account. A purchase (7), a cancelled
 * invoice (8) and an invoice in pounds (9) are not in the balance in euros.
 */
import type { Invoice } from '../../src/index.ts'
import { makeInvoice } from '../mydata/golden-quarter.ts'

const row = (net: number, vat: number) => [{ net, vat, percent: 24, category: 1 }]
const due = (day: string) => ({ dateExpires: day })

export const INVOICES: Invoice[] = [
  makeInvoice(1, '2026-10-02', '2.1', row(1000, 240), { ...due('2026-10-30'), restAmount: 0, isPaid: true }),
  makeInvoice(2, '2026-10-05', '1.1', row(250.5, 60.12), due('2026-11-04')),
  makeInvoice(3, '2026-11-03', '5.1', row(100, 24)),
  makeInvoice(4, '2026-11-24', '8.2', row(15, 0)),
  makeInvoice(5, '2026-12-01', '2.1', row(200, 48), { restAmount: 0, isPaid: true }),
  makeInvoice(6, '2026-12-15', '2.1', row(120, 28.8), due('2027-01-14')),
  makeInvoice(7, '2026-11-19', '2.1', row(500, 120), { mydata: { selfPricing: true } }),
  makeInvoice(8, '2026-12-03', '2.1', row(1000, 240), { deletedAt: '2026-12-04T08:00:00+00:00' }),
  makeInvoice(9, '2026-12-10', '2.3', row(480, 0), { templateExtras: { currency: 'GBP' } }),
]

const midnight = (day: string) => `${day}T00:00:00+00:00`

export const PAYMENTS = [
  { id: 5501, customerId: 4821, invoiceId: 90_001, amount: 1240, overflowAmount: 0, dateOccurred: midnight('2026-10-20') },
  { id: 5502, customerId: 4821, invoiceId: null, amount: 100, overflowAmount: 100, dateOccurred: midnight('2026-12-20') },
]

export const CONTACTS = [
  { id: 4821, company: 'Αιολική Α.Ε.', currency: 'EUR' },
  { id: 6101, company: 'Θέρμη ΟΕ', currency: 'EUR' },
]

export const PURCHASES = [
  { id: 7301, supplierId: 6101, price: 100.5, vatAmount: 24.12, dateOccurred: '2026-10-31', paid: true },
  { id: 7302, supplierId: 6101, price: 50, vatAmount: 12, dateOccurred: '2026-10-01', paid: false },
  { id: 7303, supplierId: 6101, price: 20, vatAmount: 0, dateOccurred: '2026-11-01', paid: false },
]

/** Date, kind, number, amount and balance in cents. */
export const STATEMENT = [
  ['2026-10-02', 'document', 1, 124_000, 124_000],
  ['2026-10-05', 'document', 2, 31_062, 155_062],
  ['2026-10-20', 'payment', null, -124_000, 31_062],
  ['2026-11-03', 'document', 3, -12_400, 18_662],
  ['2026-11-24', 'document', 4, 1500, 20_162],
  ['2026-12-01', 'document', 5, 24_800, 44_962],
  ['2026-12-15', 'document', 6, 14_880, 59_842],
  ['2026-12-20', 'payment', null, -10_000, 49_842],
  [null, 'settled without a payment', null, -24_800, 25_042],
]

/** Not due, 1 to 30, 31 to 60, 61 to 90 and more than 90 days, credit notes, and the sum, in cents. */
export const RECEIVABLES = {
  EUR: [14_880, 0, 32_562, 0, 0, -12_400, 35_042],
  GBP: [0, 48_000, 0, 0, 0, 0, 48_000],
}
