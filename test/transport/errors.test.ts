/** What every error of a call says, and what it must not say. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type BillitError, type BillitOptions, fieldErrors } from '../../src/index.ts'
import { captureOutcome, createTestClient, fakeClock, json, type RequestHandler } from './test-client.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

const never = () => new Promise<never>(() => {})
const PERSONAL = 'maria@example.gr'

async function failure(handler: RequestHandler, options: BillitOptions = {}): Promise<BillitError> {
  const client = createTestClient(handler, { maxRetries: 0, ...options })
  const outcome = captureOutcome(client.contacts.list({ q: PERSONAL }))
  await vi.runAllTimersAsync()
  return ((await outcome) as { error: BillitError }).error
}

/** The error of a runtime that quotes the URL, as Deno's does. */
const quoteUrl: RequestHandler = ({ url }) => Promise.reject(new TypeError(`error sending request for url (${url.href})`))

describe.each<[what: string, handler: RequestHandler, options: BillitOptions]>([
  ['a status', () => json({ message: 'No' }, 403), {}],
  ['a lost connection', quoteUrl, {}],
  ['a timeout', never, { timeout: 1000 }],
  ['a deadline', never, { deadline: 1000 }],
  ['a response that is not JSON', () => new Response('<html>'), {}],
  ['a token that cannot be read', never, { token: () => Promise.reject(new Error('The vault is closed')) }],
])('the error after %s', (_what, handler, options) => {
  test('names the operation, the method and the URL, also as JSON', async () => {
    const error = await failure(handler, options)
    const request = { operation: 'listContacts', method: 'GET', url: expect.stringMatching(/^https:.*\/contacts\?q/) }
    expect(error).toMatchObject(request)
    expect(error.toJSON()).toMatchObject(request)
  })

  test('has no value of the query', async () => {
    const error = await failure(handler, options)
    const texts = [error.message, error.stack, String(error.cause), JSON.stringify(error)].join('\n')
    expect(decodeURIComponent(texts.replaceAll('%', '%25'))).not.toMatch(/maria/)
  })
})

test('an invalid argument names the operation', async () => {
  const client = createTestClient(() => json({}))
  expect(await captureOutcome(client.tags.get(-1))).toMatchObject({
    error: { name: 'InvalidArgumentError', operation: 'getTag' },
  })
  const request = captureOutcome(client.request({ method: 'POST', path: '/tags', timeout: -1 }))
  expect(await request).toMatchObject({ error: { name: 'InvalidArgumentError', operation: 'request' } })
})

describe('fieldErrors', () => {
  const products = [
    { details: 'Oil', price: Number.NaN, quantity: 1 },
    { details: 'Salt', price: 2, quantity: 10n },
  ]
  // A JavaScript caller can pass this.
  const draft = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-02-30', dateExpires: 'soon', products } as never

  test('has every invalid field of the arguments', async () => {
    const outcome = await captureOutcome(createTestClient(() => json({})).invoices.create(draft))
    const { error } = outcome as { error: BillitError }
    expect(Object.keys(fieldErrors(error)).toSorted()).toEqual([
      'dateExpires',
      'invoiceDate',
      'products.0.price',
      'products.1.quantity',
    ])
    expect(error.message).toMatch(/2026-02-30.*soon.*NaN.*BigInt/s)
    expect(error).toMatchObject({ field: 'invoiceDate' })
  })

  test('has every invalid parameter of a query', async () => {
    const options = { query: { one: {}, two: Symbol('x'), three: 3 } }
    const outcome = await captureOutcome(createTestClient(() => json({})).tags.get(1, options))
    expect(Object.keys(fieldErrors((outcome as { error: unknown }).error))).toEqual(['one', 'two'])
  })

  test('works on an error that went through JSON', async () => {
    const refuse = () => json({ message: 'Invalid', errors: { company: ['Too long'] } }, 422)
    for (const handler of [refuse, never]) {
      const outcome = await captureOutcome(
        createTestClient(handler).invoices.create(
          handler === never
            ? draft
            : ({ ...(draft as object), invoiceDate: '2026-02-03', dateExpires: null, products: [] } as never),
        ),
      )
      const { error } = outcome as { error: unknown }
      const copy: unknown = JSON.parse(JSON.stringify(error))
      expect(Object.keys(fieldErrors(copy)).length).toBeGreaterThan(0)
      expect(fieldErrors(copy)).toEqual(fieldErrors(error))
    }
  })

  test('is empty for an error of another package with the same fields', () => {
    expect(fieldErrors(Object.assign(new Error('x'), { name: 'ValidationError', errors: { a: ['b'] } }))).toEqual({})
  })
})
