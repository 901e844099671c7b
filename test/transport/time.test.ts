import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { Billit, TimeoutError } from '../../src/index.ts'
import { type Fault, startFaultProxy } from '../faults/fault-proxy.ts'
import { fakeClock, json, settled, virtualClient, wait } from './virtual.ts'

const never = () => new Promise<never>(() => {})

/** A body that begins and does not go on. */
const stalled = () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) }))

describe('on a clock of our own', () => {
  beforeEach(() => fakeClock())
  afterEach(() => {
    vi.useRealTimers()
  })

  const hangs: Array<[string, () => Billit, string, string]> = [
    ['a server that does not answer', () => virtualClient(never), 'no complete response within', ''],
    ['a body that stalls', () => virtualClient(stalled), 'no complete response within', ''],
    [
      'a token that does not come',
      () => virtualClient(() => json({}), { token: never }),
      'still waiting for the token after',
      '; nothing was sent',
    ],
    [
      'a hook that does not end',
      () => virtualClient(() => json({}), { onRequest: never }),
      'still waiting for onRequest after',
      '; nothing was sent',
    ],
  ]
  const error = (message: string) => ({ name: 'TimeoutError', message: `GET https://billit.example/v1/tags/301: ${message}.` })

  describe.each(hangs)('%s', (_, hanging, what, sent) => {
    test('the timeout ends each attempt', async () => {
      const outcome = settled(hanging().tags.get(301, { timeout: 700, maxRetries: 0 }))
      await vi.advanceTimersByTimeAsync(700)
      expect(await outcome).toMatchObject({ error: error(`${what} 700 ms (timeout)${sent}`) })
      expect(vi.getTimerCount()).toBe(0)
    })

    test('the deadline ends the call', async () => {
      const outcome = settled(hanging().tags.get(301, { deadline: 900 }))
      await vi.advanceTimersByTimeAsync(900)
      expect(await outcome).toMatchObject({ error: error(`${what} 900 ms (deadline)${sent}`) })
      expect(vi.getTimerCount()).toBe(0)
    })

    test("the caller's signal ends it with its own reason", async () => {
      const stop = new AbortController()
      const outcome = settled(hanging().tags.get(301, { signal: stop.signal }))
      await vi.advanceTimersByTimeAsync(100)
      stop.abort('enough')
      expect(await outcome).toEqual({ error: 'enough' })
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
      expect(vi.getTimerCount()).toBe(0)
    })
  })

  test('an abort while it waits to retry', async () => {
    const stop = new AbortController()
    const client = virtualClient(() => json({}, 503, { 'Retry-After': '200' }))
    const outcome = settled(client.tags.get(301, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(1000)
    stop.abort('enough')
    expect(await outcome).toEqual({ error: 'enough' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a signal that was aborted before sends nothing', async () => {
    const fetch = vi.fn(async () => json({}))
    const client = virtualClient(fetch)
    await expect(client.tags.get(301, { signal: AbortSignal.abort('before') })).rejects.toBe('before')
    await expect(client.tags.list({}, { signal: AbortSignal.abort('before') }).toArray()).rejects.toBe('before')
    expect(fetch).not.toHaveBeenCalled()
  })

  test('the deadline covers attempts and waits together', async () => {
    const client = virtualClient(never, { timeout: 1000 })
    const started = performance.now()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const outcome = settled(client.tags.get(301, { deadline: 2500 }))
    await vi.advanceTimersByTimeAsync(2500)
    expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 3 } })
    expect(performance.now() - started).toBe(2500)
    vi.restoreAllMocks()
  })

  test('a timeout that no timer can hold is none', async () => {
    const client = virtualClient(async () => {
      await wait(10_000)
      return json({ data: { id: 1, tag: 'x' } })
    })
    const outcome = settled(client.tags.get(301, { timeout: 2 ** 31, deadline: Number.POSITIVE_INFINITY }))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await outcome).toHaveProperty('value')
  })

  test('a late answer to an attempt that timed out changes nothing', async () => {
    const answers: Array<(response: Response) => void> = []
    const client = virtualClient(() => new Promise((resolve) => answers.push(resolve)), { timeout: 1000 })
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const outcome = settled(client.contacts.delete(4821, { maxRetries: 1 }))
    await vi.advanceTimersByTimeAsync(1500)
    answers[0]?.(json({}, 404))
    await vi.advanceTimersByTimeAsync(500)
    expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 2, mayHaveSucceeded: true } })
    vi.restoreAllMocks()
  })
})

describe('over a real connection', () => {
  async function behind(fault: Fault, timeout = 10_000) {
    const proxy = await startFaultProxy(inject('prismUrl'), [fault])
    onTestFinished(() => proxy.close())
    return new Billit({ token: 'test-token-of-nobody', baseUrl: proxy.url, timeout, maxRetries: 0, rateLimit: false })
  }

  test('a body that comes byte by byte is read to its end', async () => {
    const client = await behind({ do: 'drip' })
    expect(await client.tags.get(301)).toMatchObject({ tag: expect.any(String) })
  })

  test.each(['stall', 'stall body'] as const)('%s: the timeout and the abort both end it', async (fault) => {
    const client = await behind({ do: fault }, 300)
    await expect(client.tags.get(301)).rejects.toBeInstanceOf(TimeoutError)
    const stop = new AbortController()
    const outcome = settled(client.tags.get(301, { signal: stop.signal, timeout: 10_000 }))
    setImmediate(() => stop.abort('enough'))
    expect(await outcome).toEqual({ error: 'enough' })
  })
})

test('10,000 calls under one signal leave no listener and no timer behind', async () => {
  const warned = vi.fn()
  process.on('warning', warned)
  const stop = new AbortController()
  let mostListeners = 0
  const client = virtualClient(
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
  // Node 20 warns when a signal has more than ten.
  expect(mostListeners).toBe(1)
  // Node warns of leaking listeners on the next turn.
  await new Promise((turn) => setImmediate(turn))
  process.off('warning', warned)
  expect(warned).not.toHaveBeenCalled()
})
