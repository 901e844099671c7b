/** One attempt: the steps before it, the responses it accepts, and the hooks that observe it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AlpSignatureCreate, Billit, BillitOptions, InvoiceCreate } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { captureOutcome, createTestClient, fakeClock, json, wait } from './test-client.ts'

const draft: InvoiceCreate = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
const throwDiskFull = () => {
  throw new Error('disk full')
}

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

test.each<[string, BillitOptions]>([
  ['onRequest failed', { onRequest: throwDiskFull }],
  ['Could not get the token', { token: throwDiskFull }],
])('names the failed step, and sends nothing: %s', async (what, options) => {
  const fetch = vi.fn(() => json({ data: { uuid: 'x' } }, 201))
  const client = createTestClient(fetch, options)
  const outcome = await captureOutcome(client.invoices.create(draft))
  expect(outcome).toMatchObject({ error: { name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false } })
  expect(String((outcome as { error: unknown }).error)).toContain(`: ${what}: disk full.`)
  expect(fetch).not.toHaveBeenCalled()
})

test('does not send the invoice if the store fails to write its record', async () => {
  const fetch = vi.fn(() => json({ data: { uuid: 'x' } }, 201))
  const client = createTestClient(fetch, {
    idempotencyStore: { ...memoryStore(), read: async () => undefined, write: throwDiskFull },
  })
  const outcome = await captureOutcome(client.invoices.createOnce('order-1042', draft))
  expect(String((outcome as { error: unknown }).error)).toContain('The idempotency store failed: disk full')
  expect(fetch).not.toHaveBeenCalled()
})

test('names the store in the timeout error if the store does not respond', async () => {
  const fetch = vi.fn(() => json({ data: { uuid: 'x' } }, 201))
  let onWrite = () => {}
  const writeStarted = new Promise<void>((resolve) => {
    onWrite = resolve
  })
  const write = () => {
    onWrite()
    return new Promise<boolean>(() => {})
  }
  const client = createTestClient(fetch, {
    timeout: 1000,
    idempotencyStore: { ...memoryStore(), read: async () => undefined, write },
  })
  const outcome = captureOutcome(client.invoices.createOnce('order-1042', draft))
  await writeStarted
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toMatchObject({
    error: {
      name: 'TimeoutError',
      message: expect.stringContaining('still waiting for the idempotency store after 1000 ms (timeout); nothing'),
    },
  })
  expect(fetch).not.toHaveBeenCalled()
})

test('writes no record to the store if the token arrives after the timeout', async () => {
  let provideToken = (_token: string) => {}
  let outcome: Promise<unknown> | undefined
  const write = vi.fn(async () => true)
  const tokenRequested = new Promise<void>((onRequested) => {
    const token = () => {
      onRequested()
      return new Promise<string>((resolve) => {
        provideToken = resolve
      })
    }
    const client = createTestClient(() => json({}), { token, timeout: 1000, idempotencyStore: { ...memoryStore(), write } })
    outcome = captureOutcome(client.invoices.createOnce('order-1042', draft))
  })
  await tokenRequested
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 0, mayHaveSucceeded: false } })
  provideToken('a-late-token')
  await vi.advanceTimersByTimeAsync(1000)
  expect(write).not.toHaveBeenCalled()
})

test('does not request a token if onRequest resolves after the timeout', async () => {
  let end = () => {}
  const onRequest = () =>
    new Promise<void>((resolve) => {
      end = resolve
    })
  const token = vi.fn(() => 'a-token')
  const outcome = captureOutcome(
    createTestClient(() => json({}), { onRequest, token, timeout: 1000, maxRetries: 0 }).tags.get(301),
  )
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 0 } })
  token.mockClear()
  end()
  await vi.advanceTimersByTimeAsync(1000)
  expect(token).not.toHaveBeenCalled()
})

describe('a custom fetch', () => {
  const headers = new Headers()
  const text = async () => '{}'
  test.each<[string, unknown, string]>([
    ['a response without a status', { headers, text }, 'fetch did not return a Response'],
    ['a status that is not a number', { status: '201', headers, text }, 'fetch did not return a Response'],
    ['a response without headers', { status: 201, text }, 'fetch did not return a Response'],
    ['a response with a plain object as headers', { status: 201, headers: {}, text }, 'fetch did not return a Response'],
    ['a response without text()', { status: 201, headers }, 'fetch did not return a Response'],
    ['undefined', undefined, 'fetch did not return a Response'],
    ['Response.error()', Response.error(), 'fetch did not return a Response'],
    [
      'a response whose text() resolves to a number',
      { status: 201, headers, text: async () => 7 },
      'text() of the Response did not return a string',
    ],
  ])('throws a ConnectionError with mayHaveSucceeded if fetch returns %s', async (_case, response, message) => {
    // By its type, fetch resolves to a Response.
    const outcome = await captureOutcome(createTestClient(() => response as Response).invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(String((outcome as { error: unknown }).error)).toContain(message)
  })

  const truncatedResponse = (status: number) =>
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
  ])('maps a %i with a truncated body to %s', async (status, name, mayHaveSucceeded) => {
    const outcome = await captureOutcome(createTestClient(() => truncatedResponse(status)).invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name, attempts: 1, mayHaveSucceeded } })
    if (status >= 400) expect(outcome).toMatchObject({ error: { status, body: undefined } })
  })

  test('rethrows the abort reason if the call is aborted while the body is read', async () => {
    const controller = new AbortController()
    const client = createTestClient(() =>
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
  test('receives the duration of the attempt in milliseconds', async () => {
    const seen: unknown[] = []
    const respondSlowly = async () => {
      await wait(1234)
      return json({ data: { id: 7 } })
    }
    await vi.advanceTimersByTimeAsync(500)
    const client = createTestClient(respondSlowly, {
      onResponse: ({ milliseconds, status }) => seen.push([status, milliseconds]),
    })
    const contact = captureOutcome(client.contacts.get(7))
    await vi.runAllTimersAsync()
    expect(await contact).toHaveProperty('value')
    expect(seen).toEqual([[200, 1234]])
  })

  test('is not called if no response arrived', async () => {
    const onResponse = vi.fn()
    const client = createTestClient(throwDiskFull, { onResponse })
    expect(await captureOutcome(client.invoices.create(draft))).toMatchObject({ error: { name: 'ConnectionError' } })
    expect(onResponse).not.toHaveBeenCalled()
  })

  test('is named in the log if it throws', async () => {
    const error = vi.fn()
    const logger = { debug() {}, info() {}, warn() {}, error }
    const client = createTestClient(() => json({ data: { id: 7 } }), { onResponse: throwDiskFull, logger })
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
  ] as const)('sends a %s %i time(s) if the server returns 500', async (method, times) => {
    const seen: string[] = []
    const onRequest: BillitOptions['onRequest'] = ({ operation }) => void seen.push(operation)
    const client = createTestClient(() => json({}, 500), { onRequest, maxRetries: 1 })
    const outcome = captureOutcome(client.request({ method, path: '/labels' }))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { attempts: times, mayHaveSucceeded: method !== 'GET' } })
    expect(seen).toEqual(Array(times).fill('request'))
  })
})

test.each<[string, (client: Billit) => PromiseLike<unknown>, string]>([
  ['an invoice', (client) => client.invoices.create(draft), 'Check GET /v1/invoices before you retry'],
  // The API has no list of signatures.
  ['a signature', (client) => client.alpSignatures.create({} as AlpSignatureCreate), 'Check before you retry.'],
])('says where to check for %s after an unclear failure', async (_, create, advice) => {
  const outcome = await captureOutcome(create(createTestClient(() => json({}, 500))))
  expect(String((outcome as { error: unknown }).error)).toContain(advice)
})
