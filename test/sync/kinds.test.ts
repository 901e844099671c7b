import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANGE_KINDS, kindsOfChange } from '../../src/sync/kinds.ts'
import { RESOURCES } from '../../src/sync/resources.ts'

const UNPAID = {
  uuid: 'a',
  isPaid: false,
  payableAmount: 124,
  restAmount: 124,
  isMydataEnabled: true,
  mydata: { invoiceMark: null },
}
const MARK = { invoiceMark: '400001961234567' }

const kinds = (before: object | null, after: object | null) =>
  kindsOfChange('invoices', before && JSON.stringify(before), after && JSON.stringify(after))

describe('kindsOfChange', () => {
  test.each<[string, object | null, object | null, string[]]>([
    ['reports a new invoice', null, UNPAID, ['created']],
    ['reports what a new invoice already is', null, { ...UNPAID, isPaid: true, mydata: MARK }, ['created', 'marked', 'paid']],
    ['reports a mark', UNPAID, { ...UNPAID, mydata: MARK }, ['updated', 'marked']],
    [
      'reports a mark that is a number once',
      { ...UNPAID, mydata: MARK },
      { ...UNPAID, mydata: { invoiceMark: 400001961234567 } },
      ['updated'],
    ],
    ['reports a payment in full', UNPAID, { ...UNPAID, isPaid: true, restAmount: 0 }, ['updated', 'paid']],
    ['reports a payment in part', UNPAID, { ...UNPAID, restAmount: 24 }, ['updated', 'partly-paid']],
    [
      'reports a second payment in part',
      { ...UNPAID, restAmount: 24 },
      { ...UNPAID, restAmount: '4.00' },
      ['updated', 'partly-paid'],
    ],
    [
      'does not report a payment that was taken back as one',
      { ...UNPAID, restAmount: 4 },
      { ...UNPAID, restAmount: 24 },
      ['updated'],
    ],
    ['reports a refusal', UNPAID, { ...UNPAID, mydata: { errors: ['301'] } }, ['updated', 'refused']],
    [
      'reports a refusal for another reason',
      { ...UNPAID, mydata: { errors: ['301'] } },
      { ...UNPAID, mydata: { errors: ['302'] } },
      ['updated', 'refused'],
    ],
    [
      'reports a cancellation',
      { ...UNPAID, mydata: MARK },
      { ...UNPAID, mydata: { ...MARK, canceledByMark: '1' } },
      ['updated', 'cancelled'],
    ],
    ['reports an invoice that is gone', UNPAID, null, ['removed']],
    ['reports nothing if only the order of fields differs', { uuid: 'a', number: 1 }, { number: 1, uuid: 'a' }, []],
  ])('%s', (_, before, after, expected) => {
    expect(kinds(before, after)).toEqual(expected)
  })

  test('notices a digit that JavaScript numbers lose', () => {
    expect(kindsOfChange('payments', '{"amount":12345678901234567.80}', '{"amount":12345678901234567.81}')).toEqual(['updated'])
  })

  const anInvoice = fc.record(
    {
      note: fc.string(),
      isPaid: fc.constantFrom(true, false, null, 'true'),
      restAmount: fc.oneof(fc.integer({ min: -5, max: 130 }), fc.constantFrom('12,50', null, '7.5')),
      payableAmount: fc.constantFrom(124, '124', null),
      mydata: fc.oneof(
        fc.constant(null),
        fc.record({ invoiceMark: fc.constantFrom('', '1', 1, null), errors: fc.constantFrom([], ['301'], null, 'x') }),
      ),
      deletedAt: fc.constantFrom(null, '2026-01-01'),
    },
    { requiredKeys: [] },
  )
  const aVersion = fc.option(
    fc.oneof(
      anInvoice,
      fc.json().map((json) => JSON.parse(json) as object),
    ),
  )
  const aResource = fc.constantFrom(...RESOURCES)

  test('reports exactly one of created, updated and removed, and nothing for equal versions', () => {
    fc.assert(
      fc.property(aResource, aVersion, aVersion, (resource, before, after) => {
        const old = before === null ? null : JSON.stringify(before)
        const now = after === null ? null : JSON.stringify(after)
        const found = kindsOfChange(resource, old, now)
        const basic = found.filter((kind) => kind === 'created' || kind === 'updated' || kind === 'removed')
        expect(basic).toHaveLength(found.length === 0 ? 0 : 1)
        expect(found).toEqual(CHANGE_KINDS.filter((kind) => found.includes(kind)))
        if (resource !== 'invoices') expect(found).toEqual(basic)
        expect(found.includes('created')).toBe(old === null && now !== null)
        expect(found.includes('removed')).toBe(old !== null && now === null)
        expect(kindsOfChange(resource, now, now)).toEqual([])
        // A state is reported once: not again if only the note differs.
        if (after !== null && !Array.isArray(after) && typeof after === 'object') {
          const later = JSON.stringify({ ...after, note: 'changed by the test' })
          expect(kindsOfChange(resource, now, later).length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
