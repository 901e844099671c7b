import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AttemptEvent, type BillitOptions, ConnectionError, type FailureEvent, TimeoutError } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { captureOutcome, createTestClient, fakeClock, json, type RequestHandler } from './test-client.ts'

beforeEach(() => {
  fakeClock()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const draft = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
const never = () => new Promise<never>(() => {})
const refuse = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('socket hang up') }))
const fail = () => {
  throw new Error('disk full')
}

/** A client that records its events. */
function record(handler: RequestHandler, options: BillitOptions = {}) {
  const events: { name: string; event: AttemptEvent & Partial<FailureEvent> }[] = []
  const note = (name: string) => (event: AttemptEvent) => void events.push({ name, event })
  const hooks = { onRequest: note('onRequest'), onResponse: note('onResponse'), onError: note('onError'), onWait: note('onWait') }
  return { client: createTestClient(handler, { ...hooks, ...options }), events }
}

/** Names of the events, by the id of their attempt. */
function byAttempt(events: ReturnType<typeof record>['events']): string[][] {
  const attempts = new Map<string, string[]>()
  for (const { name, event } of events) {
    if (name !== 'onWait') attempts.set(event.id, [...(attempts.get(event.id) ?? []), name])
  }
  return [...attempts.values()]
}

describe('onRequest is followed by exactly one of onResponse and onError', () => {
  const store = { ...memoryStore(), write: fail }
  test.each<[what: string, end: string, handler: RequestHandler, options: BillitOptions, call: 'get' | 'createOnce']>([
    ['a response', 'onResponse', () => json({ data: { id: 1 } }), {}, 'get'],
    ['an error status', 'onResponse', () => json({}, 404), {}, 'get'],
    ['a response that is not JSON', 'onResponse', () => new Response('<html>'), {}, 'get'],
    ['a lost connection', 'onError', refuse, {}, 'get'],
    ['a timeout', 'onError', never, { timeout: 1000 }, 'get'],
    ['a deadline', 'onError', never, { deadline: 1000 }, 'get'],
    ['a body that stalls', 'onError', () => new Response(new ReadableStream()), { timeout: 1000 }, 'get'],
    ['a token that cannot be read', 'onError', never, { token: fail }, 'get'],
    ['a token that takes too long', 'onError', never, { token: never, timeout: 1000 }, 'get'],
    ['a token that fails, with a rate limit', 'onError', never, { token: fail, rateLimit: undefined }, 'get'],
    ['an idempotency store that fails', 'onError', never, { idempotencyStore: store }, 'createOnce'],
  ])('after %s', async (_what, end, handler, options, call) => {
    const { client, events } = record(handler, { maxRetries: 1, ...options })
    const outcome = captureOutcome<unknown>(
      call === 'get' ? client.tags.get(301) : client.invoices.createOnce('order-1042', draft),
    )
    await vi.runAllTimersAsync()
    await outcome
    const attempts = byAttempt(events)
    expect(attempts.length).toBeGreaterThan(0)
    for (const names of attempts) expect(names).toEqual(['onRequest', end])
  })

  test('after onRequest itself fails or hangs', async () => {
    for (const onRequest of [fail, never]) {
      const onError = vi.fn()
      const client = createTestClient(() => json({}), { onRequest, onError, timeout: 1000, maxRetries: 0 })
      const outcome = captureOutcome(client.tags.get(301))
      await vi.runAllTimersAsync()
      expect(await outcome).toHaveProperty('error')
      expect(onError).toHaveBeenCalledOnce()
    }
  })

  test('after an abort, with its reason', async () => {
    const stop = new AbortController()
    const { client, events } = record(never)
    const outcome = captureOutcome(client.tags.get(301, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(250)
    stop.abort('the user left')
    await outcome
    expect(byAttempt(events)).toEqual([['onRequest', 'onError']])
    expect(events.at(-1)?.event).toMatchObject({ error: 'the user left', milliseconds: 250 })
  })

  test('neither is called for a call that was aborted before', async () => {
    const { client, events } = record(() => json({}))
    await captureOutcome(client.tags.get(301, { signal: AbortSignal.abort('early') }))
    expect(events).toEqual([])
  })

  test('a response that arrives after the timeout is not reported', async () => {
    const late = () => new Promise<Response>((resolve) => setTimeout(() => resolve(json({ data: { id: 1 } })), 2000))
    const { client, events } = record(late, { timeout: 1000, maxRetries: 0 })
    await Promise.all([captureOutcome(client.tags.get(301)), vi.runAllTimersAsync()])
    expect(byAttempt(events)).toEqual([['onRequest', 'onError']])
  })
})

test('onError receives the error of the attempt', async () => {
  const errors: unknown[] = []
  const onError = ({ error }: FailureEvent) => void errors.push(error)
  const run = async (handler: RequestHandler, options: BillitOptions) => {
    const outcome = captureOutcome(createTestClient(handler, { onError, maxRetries: 0, ...options }).invoices.create(draft))
    await vi.runAllTimersAsync()
    await outcome
  }
  await run(refuse, {})
  await run(never, { timeout: 1000 })
  await run(never, { deadline: 1000 })
  expect(errors[0]).toBeInstanceOf(ConnectionError)
  for (const error of errors) {
    expect(error).toMatchObject({ operation: 'createInvoice', method: 'POST', attempts: 1, mayHaveSucceeded: true })
  }
  expect(errors.slice(1).every((error) => error instanceof TimeoutError)).toBe(true)
})

test('all attempts of a call have one callId, an id each, and the time that they waited', async () => {
  const responses = [json({}, 503, { 'Retry-After': '2' }), json({ data: { id: 1 } }), json({ data: { id: 1 } })]
  const { client, events } = record(() => responses.shift() ?? json({}, 500))
  const first = captureOutcome(client.tags.get(301))
  await vi.runAllTimersAsync()
  await first
  const second = captureOutcome(client.tags.get(301))
  await vi.runAllTimersAsync()
  await second
  const [one, two, three] = events.filter(({ name }) => name === 'onResponse').map(({ event }) => event)
  expect(two?.callId).toBe(one?.callId)
  expect(three?.callId).not.toBe(one?.callId)
  expect(new Set([one?.id, two?.id, three?.id]).size).toBe(3)
  // Two seconds and the jitter.
  expect([one?.waitedMs, two?.waitedMs, two?.queuedMs]).toEqual([0, 2125, 0])
  expect(events.find(({ name }) => name === 'onWait')?.event.id).toBe(two?.id)
})

test('queuedMs is the time in the queue of the rate limit', async () => {
  const rateLimit = { requests: 1, perMilliseconds: 1000 }
  const { client, events } = record(() => json({ data: { id: 1 } }), { rateLimit, token: 'token-of-the-queue' })
  const calls = Promise.all([client.tags.get(1), client.tags.get(2)])
  await vi.runAllTimersAsync()
  await calls
  const queued = events.filter(({ name }) => name === 'onRequest').map(({ event }) => Math.round(event.queuedMs))
  expect(queued).toEqual([0, 1000])
})

test('the logger receives what a message says as data, without the values of the query', async () => {
  const debug = vi.fn()
  const logger = { debug, info() {}, warn() {}, error() {} }
  const page = { data: [], links: {}, meta: { current_page: 1, last_page: 1, total: 0, per_page: 25 } }
  await captureOutcome(createTestClient(() => json(page), { logger }).contacts.list({ q: 'maria@example.gr' }))
  const [message, details] = debug.mock.calls[0] ?? []
  expect(message).toMatch(/^GET https:\/\/billit\.example\/v1\/contacts\?q\S* attempt 1: 200 in 0 ms$/)
  expect(details).toMatchObject({ operation: 'listContacts', method: 'GET', attempt: 1, status: 200, callId: expect.any(String) })
  expect(JSON.stringify([message, details])).not.toContain('maria')
})
