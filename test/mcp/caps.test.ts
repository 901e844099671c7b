import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Caps } from '../../src/mcp/caps.ts'

test('counts an invoice once, also if it is tried again', () => {
  const caps = new Caps({ maxAmount: 10_000, maxInvoices: 1 })
  caps.reserve('one', 10_000)
  caps.reserve('one', 10_000)
  expect(() => caps.reserve('two', 0)).toThrow('This session may issue 1 invoices')
})

test('refuses an amount that is not a number', () => {
  expect(() => new Caps({ maxAmount: 10_000, maxInvoices: 1 }).reserve('one', Number.NaN)).toThrow(
    'This invoice counts NaN euros',
  )
})

test('never lets the sum or the number of different invoices exceed the limits', () => {
  const attempts = fc.array(fc.record({ id: fc.integer({ min: 0, max: 20 }), cents: fc.integer({ min: -1000, max: 5000 }) }))
  fc.assert(
    fc.property(attempts, fc.nat({ max: 10_000 }), fc.nat({ max: 5 }), (tried, maxAmount, maxInvoices) => {
      const caps = new Caps({ maxAmount, maxInvoices })
      const issued = new Map<number, number>()
      for (const { id, cents } of tried) {
        try {
          caps.reserve(String(id), cents)
          if (!issued.has(id)) issued.set(id, cents)
        } catch {
          // Refused.
        }
      }
      const amounts = [...issued.values()]
      expect(issued.size).toBeLessThanOrEqual(maxInvoices)
      expect(amounts.every((cents) => cents >= 0)).toBe(true)
      expect(amounts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(maxAmount)
    }),
  )
})
