import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError, type InvoiceCreate } from '../../src/index.ts'
import { checkInvoice, invoiceTotals, mydataPaymentFor, paymentMethods } from '../../src/mydata/index.ts'
import { account, brief, draft } from './draft.ts'

const totals = invoiceTotals(draft(), account)

describe('an invoice over 124 euros', () => {
  test('paid in full', () => {
    expect(mydataPaymentFor(totals, { method: paymentMethods.pos })).toEqual({ paidAmount: 124, paymentMethod: 7, epiPistosi: 0 })
  })

  test('all on credit, which has no method', () => {
    expect(mydataPaymentFor(totals, { onCredit: true })).toEqual({ paidAmount: 0, paymentMethod: '', epiPistosi: 124 })
  })

  test('partly paid', () => {
    const plan = { split: { method: paymentMethods.cash, paidAmount: 23.99 } }
    expect(mydataPaymentFor(totals, plan)).toEqual({ paidAmount: 23.99, paymentMethod: 3, epiPistosi: 100.01 })
  })
})

test.each<[string, Parameters<typeof mydataPaymentFor>[1], string]>([
  [
    'more than is to be paid',
    { split: { method: 3, paidAmount: 124.01 } },
    'split.paidAmount must be 0 to 124, what is to be paid, not 124.01.',
  ],
  [
    'less than nothing',
    { split: { method: 3, paidAmount: -1 } },
    'split.paidAmount must be 0 to 124, what is to be paid, not -1.',
  ],
  ['no amount', { split: { method: 3, paidAmount: 'ten' } }, 'split.paidAmount must be an amount in euros, such as 50 or 19.99.'],
  // What a caller without types may pass.
  ['no plan', {} as never, 'Say how it is paid: { method }, { onCredit: true } or { split: { method, paidAmount } }.'],
  [
    'nothing at all',
    undefined as never,
    'Say how it is paid: { method }, { onCredit: true } or { split: { method, paidAmount } }.',
  ],
])('%s is refused', (_what, plan, message) => {
  expect(() => mydataPaymentFor(totals, plan)).toThrow(new InvalidArgumentError(message))
})

test('totals with something unknown are refused, with the fields', () => {
  const unknown = invoiceTotals(draft({ taxes: [{ taxId: 1 }] }), account)
  expect(() => mydataPaymentFor(unknown, { onCredit: true })).toThrow(
    'What is to be paid is not known: correct taxes.0.taxId first.',
  )
})

test('for any invoice, it comes to what is to be paid', () => {
  const rows = fc.record({
    vatId: fc.constantFrom(901, 905),
    price: fc.nat({ max: 1e7 }).map((cents) => cents / 100),
    quantity: fc.integer({ min: 1, max: 9 }),
    details: fc.constant('Υλικά'),
  })
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (products, part) => {
      const given: InvoiceCreate = draft({ products, taxes: [{ taxId: 951 }] })
      const counted = invoiceTotals(given, account)
      const paidAmount = Math.floor(counted.payable * part) / 100
      const mydataPayment = mydataPaymentFor(counted, { split: { method: paymentMethods.cash, paidAmount } })
      const { paidAmount: paid = 0, epiPistosi = 0 } = mydataPayment
      expect(Math.round(paid * 100) + Math.round(epiPistosi * 100)).toBe(counted.payable)
      expect(brief(checkInvoice({ ...given, mydataPayment }, account))).not.toContain('warning payment-sum mydataPayment')
    }),
  )
})
