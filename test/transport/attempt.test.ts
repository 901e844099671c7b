/** One attempt: what comes before it, what its answer may be, and what is told of it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AlpSignatureCreate, Billit, BillitOptions, InvoiceCreate } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { fakeClock, json, settled, virtualClient, wait } from './virtual.ts'

const draft: InvoiceCreate = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
const broken = () => {
  throw new Error('disk full')
}

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

test.each<[string, BillitOptions]>([
  ['onRequest failed', { onRequest: broken }],
  ['Could not get the token', { token: broken }],
])('before anything is sent, the error says what failed: %s', async (what, options) => {
  const fetch = vi.fn(() => json({ data: { uuid: 'x' } }, 201))
  const client = virtualClient(fetch, options)
  const outcome = await settled(client.invoices.create(draft))
  expect(outcome).toMatchObject({ error: { name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false } })
  expect(String((outcome as { error: unknown }).error)).toContain(`: ${what}: disk full.`)
  expect(fetch).not.toHaveBeenCalled()
})

test('a store that cannot write the intent keeps the invoice from being sent', async () => {
  const fetch = vi.fn(() => json({ data: { uuid: 'x' } }, 201))
  const client = virtualClient(fetch, { idempotencyStore: { ...memoryStore(), read: async () => undefined, write: broken } })
  const outcome = await settled(client.invoices.createOnce('order-1042', draft))
  expect(String((outcome as { error: unknown }).error)).toContain('The idempotency store failed: disk full')
  expect(fetch).not.toHaveBeenCalled()
})

test('a store that does not answer is told as what the attempt waited for', async () => {
  const fetch = vi.fn(() => json({ data: { uuid: 'x' } }, 201))
  let asked = () => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const write = () => {
    asked()
    return new Promise<boolean>(() => {})
  }
  const client = virtualClient(fetch, {
    timeout: 1000,
    idempotencyStore: { ...memoryStore(), read: async () => undefined, write },
  })
  const outcome = settled(client.invoices.createOnce('order-1042', draft))
  await isAsked
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toMatchObject({
    error: {
      name: 'TimeoutError',
      message: expect.stringContaining('still waiting for the idempotency store after 1000 ms (timeout); nothing'),
    },
  })
  expect(fetch).not.toHaveBeenCalled()
})

test('a token that comes after the time is over leaves no intent in the store', async () => {
  let give = (_token: string) => {}
  let outcome: Promise<unknown> | undefined
  const write = vi.fn(async () => true)
  const isAsked = new Promise<void>((asked) => {
    const token = () => {
      asked()
      return new Promise<string>((resolve) => {
        give = resolve
      })
    }
    const client = virtualClient(() => json({}), { token, timeout: 1000, idempotencyStore: { ...memoryStore(), write } })
    outcome = settled(client.invoices.createOnce('order-1042', draft))
  })
  await isAsked
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 0, mayHaveSucceeded: false } })
  give('a-token-that-comes-late')
  await vi.advanceTimersByTimeAsync(1000)
  expect(write).not.toHaveBeenCalled()
})

test('a hook that ends after the time is over asks for no token', async () => {
  let end = () => {}
  const onRequest = () =>
    new Promise<void>((resolve) => {
      end = resolve
    })
  const token = vi.fn(() => 'a-token')
  const outcome = settled(virtualClient(() => json({}), { onRequest, token, timeout: 1000, maxRetries: 0 }).tags.get(301))
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 0 } })
  token.mockClear()
  end()
  await vi.advanceTimersByTimeAsync(1000)
  expect(token).not.toHaveBeenCalled()
})

describe('what a fetch of the caller gives', () => {
  const headers = new Headers()
  const text = async () => '{}'
  test.each<[string, unknown, string]>([
    ['no status', { headers, text }, 'fetch did not return a Response'],
    ['a status that is no number', { status: '201', headers, text }, 'fetch did not return a Response'],
    ['no headers', { status: 201, text }, 'fetch did not return a Response'],
    ['headers that are a plain object', { status: 201, headers: {}, text }, 'fetch did not return a Response'],
    ['no text()', { status: 201, headers }, 'fetch did not return a Response'],
    ['nothing', undefined, 'fetch did not return a Response'],
    ['Response.error()', Response.error(), 'fetch did not return a Response'],
    [
      'a text() that gives no text',
      { status: 201, headers, text: async () => 7 },
      'text() of the Response did not return a string',
    ],
  ])('%s: the invoice may have been created', async (_what, response, message) => {
    // The type of fetch promises a Response.
    const outcome = await settled(virtualClient(() => response as Response).invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(String((outcome as { error: unknown }).error)).toContain(message)
  })

  const breaking = (status: number) =>
    Object.defineProperty(new Response('{', { status }), 'text', {
      value: async () => {
        throw new TypeError('terminated')
      },
    })

  test.each([
    [200, 'ConnectionError', true],
    [399, 'ConnectionError', true],
    [400, 'BadRequestError', false],
    [503, 'ServerError', true],
  ])('a body that breaks off after a %i: %s', async (status, name, mayHaveSucceeded) => {
    const outcome = await settled(virtualClient(() => breaking(status)).invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name, attempts: 1, mayHaveSucceeded } })
    if (status >= 400) expect(outcome).toMatchObject({ error: { status, body: undefined } })
  })

  test('an abort while the body is read is thrown as it is', async () => {
    const controller = new AbortController()
    const client = virtualClient(() =>
      Object.defineProperty(new Response('{}'), 'text', {
        value: async () => {
          controller.abort(new Error('the user left'))
          throw new TypeError('terminated')
        },
      }),
    )
    await expect(client.contacts.get(7, { signal: controller.signal })).rejects.toThrow('the user left')
  })
})

describe('onResponse', () => {
  test('is told how long the answer took', async () => {
    const seen: unknown[] = []
    const answering = async () => {
      await wait(1234)
      return json({ data: { id: 7 } })
    }
    await vi.advanceTimersByTimeAsync(500)
    const client = virtualClient(answering, { onResponse: ({ milliseconds, status }) => seen.push([status, milliseconds]) })
    const contact = settled(client.contacts.get(7))
    await vi.runAllTimersAsync()
    expect(await contact).toHaveProperty('value')
    expect(seen).toEqual([[200, 1234]])
  })

  test('is not called where there was no answer', async () => {
    const onResponse = vi.fn()
    const client = virtualClient(broken, { onResponse })
    expect(await settled(client.invoices.create(draft))).toMatchObject({ error: { name: 'ConnectionError' } })
    expect(onResponse).not.toHaveBeenCalled()
  })

  test('that fails is told to the logger by its name', async () => {
    const error = vi.fn()
    const logger = { debug() {}, info() {}, warn() {}, error }
    const client = virtualClient(() => json({ data: { id: 7 } }), { onResponse: broken, logger })
    expect(await client.contacts.get(7)).toEqual({ id: 7 })
    expect(error.mock.calls).toEqual([['onResponse failed: disk full']])
  })
})

describe('request()', () => {
  test.each([
    ['GET', 2],
    ['POST', 1],
    ['PUT', 1],
    ['PATCH', 1],
    ['DELETE', 1],
  ] as const)('%s: after a 500, it has been sent %i times', async (method, times) => {
    const seen: string[] = []
    const onRequest: BillitOptions['onRequest'] = ({ operation }) => void seen.push(operation)
    const client = virtualClient(() => json({}, 500), { onRequest, maxRetries: 1 })
    const outcome = settled(client.request({ method, path: '/labels' }))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { attempts: times, mayHaveSucceeded: method !== 'GET' } })
    expect(seen).toEqual(Array(times).fill('request'))
  })
})

test.each<[string, (client: Billit) => PromiseLike<unknown>, string]>([
  ['an invoice', (client) => client.invoices.create(draft), 'Check GET /v1/invoices before you retry'],
  // What it makes shows in no list.
  ['a signature', (client) => client.alpSignatures.create({} as AlpSignatureCreate), 'Check before you retry.'],
])('after an unclear failure, the message says where to look for %s', async (_, create, advice) => {
  const outcome = await settled(create(virtualClient(() => json({}, 500))))
  expect(String((outcome as { error: unknown }).error)).toContain(advice)
})
