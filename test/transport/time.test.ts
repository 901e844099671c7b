import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { Billit, TimeoutError } from '../../src/index.ts'
import { type Fault, startFaultProxy } from '../faults/fault-proxy.ts'
import { captureOutcome, createTestClient, fakeClock, json, wait } from './test-client.ts'

const never = () => new Promise<never>(() => {})

/** A response whose body stalls after one byte. */
const stalledResponse = () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) }))

describe('on a fake clock', () => {
  beforeEach(() => fakeClock())
  afterEach(() => {
    vi.useRealTimers()
  })

  const hangs: Array<[string, () => Billit, string, string]> = [
    ['a server that does not respond', () => createTestClient(never), 'no complete response within', ''],
    ['a body that stalls', () => createTestClient(stalledResponse), 'no complete response within', ''],
    [
      'a token function that does not resolve',
      () => createTestClient(() => json({}), { token: never }),
      'still waiting for the token after',
      '; nothing was sent',
    ],
    [
      'an onRequest that does not resolve',
      () => createTestClient(() => json({}), { onRequest: never }),
      'still waiting for onRequest after',
      '; nothing was sent',
    ],
  ]
  const error = (message: string) => ({ name: 'TimeoutError', message: `GET https://billit.example/v1/tags/301: ${message}.` })

  describe.each(hangs)('with %s', (_, createHangingClient, what, sent) => {
    test('ends each attempt at the timeout', async () => {
      const outcome = captureOutcome(createHangingClient().tags.get(301, { timeout: 700, maxRetries: 0 }))
      await vi.advanceTimersByTimeAsync(700)
      expect(await outcome).toMatchObject({ error: error(`${what} 700 ms (timeout)${sent}`) })
      expect(vi.getTimerCount()).toBe(0)
    })

    test('ends the call at the deadline', async () => {
      const outcome = captureOutcome(createHangingClient().tags.get(301, { deadline: 900 }))
      await vi.advanceTimersByTimeAsync(900)
      expect(await outcome).toMatchObject({ error: error(`${what} 900 ms (deadline)${sent}`) })
      expect(vi.getTimerCount()).toBe(0)
    })

    test('rejects with the abort reason', async () => {
      const stop = new AbortController()
      const outcome = captureOutcome(createHangingClient().tags.get(301, { signal: stop.signal }))
      await vi.advanceTimersByTimeAsync(100)
      stop.abort('enough')
      expect(await outcome).toEqual({ error: 'enough' })
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
      expect(vi.getTimerCount()).toBe(0)
    })
  })

  test('rejects with the abort reason while it waits to retry', async () => {
    const stop = new AbortController()
    const client = createTestClient(() => json({}, 503, { 'Retry-After': '200' }))
    const outcome = captureOutcome(client.tags.get(301, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(1000)
    stop.abort('enough')
    expect(await outcome).toEqual({ error: 'enough' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('sends nothing if the signal is already aborted', async () => {
    const fetch = vi.fn(async () => json({}))
    const client = createTestClient(fetch)
    await expect(client.tags.get(301, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough')
    await expect(client.tags.list({}, { signal: AbortSignal.abort('enough') }).toArray()).rejects.toBe('enough')
    expect(fetch).not.toHaveBeenCalled()
  })

  test('applies the deadline to attempts and delays together', async () => {
    const client = createTestClient(never, { timeout: 1000 })
    const started = performance.now()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const outcome = captureOutcome(client.tags.get(301, { deadline: 2500 }))
    await vi.advanceTimersByTimeAsync(2500)
    expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 3 } })
    expect(performance.now() - started).toBe(2500)
    vi.restoreAllMocks()
  })

  test('ignores a timeout beyond the maximum of setTimeout', async () => {
    const client = createTestClient(async () => {
      await wait(10_000)
      return json({ data: { id: 1, tag: 'x' } })
    })
    const outcome = captureOutcome(client.tags.get(301, { timeout: 2 ** 31, deadline: Number.POSITIVE_INFINITY }))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await outcome).toHaveProperty('value')
  })

  test('ignores a late response to an attempt that timed out', async () => {
    const respond: Array<(response: Response) => void> = []
    const client = createTestClient(() => new Promise((resolve) => respond.push(resolve)), { timeout: 1000 })
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const outcome = captureOutcome(client.contacts.delete(4821, { maxRetries: 1 }))
    await vi.advanceTimersByTimeAsync(1500)
    respond[0]?.(json({}, 404))
    await vi.advanceTimersByTimeAsync(500)
    expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 2, mayHaveSucceeded: true } })
    vi.restoreAllMocks()
  })
})

describe('over a real connection', () => {
  async function connectThrough(fault: Fault, timeout = 10_000) {
    const proxy = await startFaultProxy(inject('prismUrl'), [fault])
    onTestFinished(() => proxy.close())
    return new Billit({ token: 'test-token', baseUrl: proxy.url, timeout, maxRetries: 0, rateLimit: false })
  }

  test('reads a body that arrives byte by byte', async () => {
    const client = await connectThrough({ do: 'drip' })
    expect(await client.tags.get(301)).toMatchObject({ tag: expect.any(String) })
  })

  test.each(['stall', 'stall body'] as const)('ends a call by timeout and by abort (fault: %s)', async (fault) => {
    const client = await connectThrough({ do: fault }, 300)
    await expect(client.tags.get(301)).rejects.toBeInstanceOf(TimeoutError)
    const stop = new AbortController()
    const outcome = captureOutcome(client.tags.get(301, { signal: stop.signal, timeout: 10_000 }))
    setImmediate(() => stop.abort('enough'))
    expect(await outcome).toEqual({ error: 'enough' })
  })
})

test('leaves no listener and no timer after 10,000 calls with one signal', async () => {
  const warned = vi.fn()
  process.on('warning', warned)
  const stop = new AbortController()
  let mostListeners = 0
  const client = createTestClient(
    () => {
      mostListeners = Math.max(mostListeners, getEventListeners(stop.signal, 'abort').length)
      return json({ data: { id: 301, tag: 'x' } })
    },
    { deadline: 60_000 },
  )
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  for (let batch = 0; batch < 100; batch += 1) {
    await Promise.all(Array.from({ length: 100 }, () => client.tags.get(301, { signal: stop.signal })))
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
  }
  expect(timers()).toBeLessThanOrEqual(before)
  // Node 20 warns of a signal with more than ten listeners.
  expect(mostListeners).toBe(1)
  // Node warns of leaking listeners on the next turn of the event loop.
  await new Promise((turn) => setImmediate(turn))
  process.off('warning', warned)
  expect(warned).not.toHaveBeenCalled()
})
