import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldErrors, InvalidArgumentError, type InvoiceCreate } from '../../src/index.ts'
import { checkInvoice, invoiceTotals, mydataPaymentFor, paymentMethods } from '../../src/mydata/index.ts'
import { account, brief, draft, useToday } from './draft.ts'

useToday()

const totals = invoiceTotals(draft(), account)

describe('for an invoice over 124 euros', () => {
  test('builds a payment in full', () => {
    expect(mydataPaymentFor(totals, { method: paymentMethods.pos })).toEqual({ paidAmount: 124, paymentMethod: 7, epiPistosi: 0 })
  })

  test('builds a payment on credit, without a method', () => {
    expect(mydataPaymentFor(totals, { onCredit: true })).toEqual({ paidAmount: 0, paymentMethod: '', epiPistosi: 124 })
  })

  test.each([paymentMethods.onCredit, '5' as never])('builds a payment on credit for the method %j', (method) => {
    expect(mydataPaymentFor(totals, { method })).toEqual({ paidAmount: 0, paymentMethod: '', epiPistosi: 124 })
  })

  test('builds a part payment with the rest on credit', () => {
    const plan = { split: { method: paymentMethods.cash, paidAmount: 23.99 } }
    expect(mydataPaymentFor(totals, plan)).toEqual({ paidAmount: 23.99, paymentMethod: 3, epiPistosi: 100.01 })
  })
})

describe('a card payment', () => {
  const card = { terminalId: 'T0000204', tipAmount: 0, signature: 'c2lnbmVk', signingAuthor: '008', transactionId: '90217' }

  test('has the data of the terminal', () => {
    const payment = { paidAmount: 124, paymentMethod: 7, epiPistosi: 0, ...card }
    expect(mydataPaymentFor(totals, { method: paymentMethods.pos, ...card })).toEqual(payment)
    const split = { method: paymentMethods.pos, paidAmount: 24, ...card }
    expect(mydataPaymentFor(totals, { split })).toEqual({ ...payment, paidAmount: 24, epiPistosi: 100 })
  })

  test('without this data causes a warning of checkInvoice', () => {
    const check = (plan: Parameters<typeof mydataPaymentFor>[1]) =>
      brief(checkInvoice(draft({ mydataPayment: mydataPaymentFor(totals, plan) }), account))
    expect(check({ method: paymentMethods.pos })).toEqual(['warning card-details-missing mydataPayment.terminalId'])
    expect(check({ method: paymentMethods.pos, ...card })).toEqual([])
  })
})

test.each<[string, Parameters<typeof mydataPaymentFor>[1], string]>([
  [
    'an amount above the payable amount',
    { split: { method: 3, paidAmount: 124.01 } },
    'split.paidAmount must be 0 to 124, the payable amount, not 124.01.',
  ],
  [
    'a negative amount',
    { split: { method: 3, paidAmount: -1 } },
    'split.paidAmount must be 0 to 124, the payable amount, not -1.',
  ],
  [
    'text that is not a number',
    { split: { method: 3, paidAmount: 'ten' } },
    'split.paidAmount must be an amount in euros, such as 50 or 19.99.',
  ],
  [
    'a part that is paid on credit',
    { split: { method: paymentMethods.onCredit, paidAmount: 50 } },
    'split.method is the method of the part that is paid, so it cannot be 5 (on credit).',
  ],
  // Untyped callers may pass these.
  ['an empty plan', {} as never, 'plan must be { method }, { onCredit: true } or { split: { method, paidAmount } }.'],
  ['no plan', undefined as never, 'plan must be { method }, { onCredit: true } or { split: { method, paidAmount } }.'],
])('rejects %s', (_what, plan, message) => {
  expect(() => mydataPaymentFor(totals, plan)).toThrow(new InvalidArgumentError(message))
})

test('rejects incomplete totals and lists the unknown fields', () => {
  const incomplete = invoiceTotals(draft({ taxes: [{ taxId: 1 }] }), account)
  expect(() => mydataPaymentFor(incomplete, { onCredit: true })).toThrow(
    'The totals are incomplete. Correct taxes.0.taxId in the draft first.',
  )
})

test('reports the unknown fields of incomplete totals by field', () => {
  const incomplete = invoiceTotals(draft({ taxes: [{ taxId: 1 }] }), account)
  expect.assertions(1)
  try {
    mydataPaymentFor(incomplete, { onCredit: true })
  } catch (error) {
    expect(fieldErrors(error)).toEqual({
      'taxes.0.taxId': ['The value is missing, or the totals cannot be calculated from it.'],
    })
  }
})

test('adds up to the payable amount for any invoice', () => {
  const rows = fc.record({
    vatId: fc.constantFrom(901, 905),
    price: fc.nat({ max: 1e7 }).map((cents) => cents / 100),
    quantity: fc.integer({ min: 1, max: 9 }),
    details: fc.constant('Υλικά'),
  })
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (products, part) => {
      const sent: InvoiceCreate = draft({ products, taxes: [{ taxId: 951 }] })
      const { payable, unknown } = invoiceTotals(sent, account)
      const paidAmount = Math.floor(payable * part) / 100
      const mydataPayment = mydataPaymentFor({ payable, unknown }, { split: { method: paymentMethods.cash, paidAmount } })
      const { paidAmount: paid = 0, epiPistosi = 0 } = mydataPayment
      expect(Math.round(paid * 100) + Math.round(epiPistosi * 100)).toBe(payable)
      expect(brief(checkInvoice({ ...sent, mydataPayment }, account))).not.toContain('warning payment-sum mydataPayment')
    }),
  )
})
