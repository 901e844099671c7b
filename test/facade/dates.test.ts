import { describe, expect, test } from 'vitest'
import { type Operation, operations } from '../../generated/operations.ts'
import { type DateInput, InvalidArgumentError } from '../../src/index.ts'
import { callOperation } from '../contract/calls.ts'
import { documented, type OperationId, requestExamples } from '../contract/document.ts'
import { always, connect, rejection } from './setup.ts'

/** All body fields that are calendar dates in the OpenAPI document. */
const dateFields = documented.flatMap(({ id }) => {
  const { dates = [] }: Operation = operations[id]
  return dates.map((field) => ({ id, field }))
})

/** An example body of the operation, with another value for the field. */
function bodyWith(id: OperationId, field: string, value: unknown): object {
  const [operation] = documented.filter((candidate) => candidate.id === id)
  const [example] = operation ? Object.values(requestExamples(operation)) : []
  return { ...(example as object), [field]: value }
}

/** Returns the value of the field as sent. */
async function sent(id: OperationId, field: string, value: unknown, timeZone?: string): Promise<unknown> {
  const { billit, server } = await connect(always({ data: {} }), { timeZone })
  await callOperation(id, billit, {}, bodyWith(id, field, value))
  return JSON.parse(server.requests[0]?.body ?? '')[field]
}

test('the OpenAPI document has the expected date fields', () => {
  expect(dateFields.map(({ id, field }) => `${id} ${field}`).toSorted()).toEqual([
    'createInvoice dateExpires',
    'createInvoice invoiceDate',
    'createOcp expirationAt',
    'createPayment dateOccurred',
    'createPurchase dateOccurred',
    'updateInvoice dateExpires',
    'updateInvoice invoiceDate',
    'updateOcp expirationAt',
  ])
})

describe.each(dateFields)('$id $field', ({ id, field }) => {
  test.each<[string, DateInput, string]>([
    ['a text', '2026-11-22', '2026-11-22'],
    ['a Date', new Date('2026-11-22T12:00:00Z'), '2026-11-22'],
    ['a Date late in the evening UTC, which is the next day in Athens', new Date('2026-11-22T22:30:00Z'), '2026-11-23'],
    ['a Date in summer, an hour earlier', new Date('2026-07-01T21:00:00Z'), '2026-07-02'],
    ['a plain date', { year: 2026, month: 3, day: 1 }, '2026-03-01'],
    ['a leap day', { year: 2028, month: 2, day: 29 }, '2028-02-29'],
  ])('sends %s as YYYY-MM-DD', async (_what, input, day) => {
    expect(await sent(id, field, input)).toBe(day)
  })

  test("converts a Date in the client's time zone", async () => {
    const instant = new Date('2026-11-22T22:30:00Z')
    expect(await sent(id, field, instant, 'UTC')).toBe('2026-11-22')
    expect(await sent(id, field, instant, 'Pacific/Auckland')).toBe('2026-11-23')
  })

  test('sends null and omits missing fields', async () => {
    expect(await sent(id, field, null)).toBeNull()
    expect(await sent(id, field, undefined)).toBeUndefined()
  })

  test.each([
    '22/11/2026',
    '2026-02-30',
    '2026-11-22T00:00:00Z',
    '2026-1-2',
    'today',
    '',
    1790000000,
    new Date(Number.NaN),
    { year: 2026, month: 13, day: 1 },
    { year: 2026, month: 11 },
    [],
    true,
  ])('rejects %o with the name of the field and sends nothing', async (value) => {
    const { billit, server } = await connect(always({ data: {} }))
    const error = await rejection(callOperation(id, billit, {}, bodyWith(id, field, value)))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(String(error)).toContain(`${field}: `)
    expect(server.requests).toEqual([])
  })
})

test('sends a Date in any other field as YYYY-MM-DD, at any depth', async () => {
  const { billit, server } = await connect(always({}))
  const due = new Date('2026-11-22T22:30:00Z')
  await billit.request({ method: 'POST', path: '/reports', body: { due, rows: [{ since: due }] } })
  expect(server.requests[0]?.body).toBe('{"due":"2026-11-23","rows":[{"since":"2026-11-23"}]}')
})
