import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, ConfigurationError, type Logger } from '../../src/index.ts'
import { fakeClock, json, settled, virtualClient } from './virtual.ts'

const TOKEN = 'token-that-must-not-show'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

function recorder(): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`)
  return { lines, logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } }
}

/** Fails once with a status, once without an answer, then succeeds. */
function failingTwice(options: object) {
  let count = 0
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  return virtualClient(
    () => {
      count += 1
      if (count === 1) return json({}, 503, { 'Retry-After': '2' })
      if (count === 2) throw new TypeError('fetch failed', { cause: new Error(`other side closed on ${TOKEN}`) })
      return json({ data: { id: 301, tag: 'x' } })
    },
    { token: TOKEN, ...options },
  )
}

test('a logger is told of attempts, waits and reasons, and never of the token', async () => {
  const { logger, lines } = recorder()
  const client = failingTwice({ logger })
  const tag = settled(client.tags.get(301))
  await vi.runAllTimersAsync()
  expect(await tag).toHaveProperty('value')
  expect(lines).toEqual([
    'warn GET https://billit.example/v1/tags/301 attempt 1: 503 in 0 ms',
    'info GET https://billit.example/v1/tags/301: waiting 2125 ms before attempt 2',
    expect.stringMatching(/^warn GET .* attempt 2: no response \(other side closed/),
    'info GET https://billit.example/v1/tags/301: waiting 500 ms before attempt 3',
    'debug GET https://billit.example/v1/tags/301 attempt 3: 200 in 0 ms',
  ])
  expect(inspect(lines)).not.toContain(TOKEN)
})

test('a logger, or a hook on the answer, that throws does not undo what was done', async () => {
  const broken = () => {
    throw new Error('disk full')
  }
  const client = virtualClient(() => json({ data: { uuid: 'x' } }, 201), {
    logger: { debug: broken, info: broken, warn: broken, error: broken },
    onResponse: broken,
  })
  await expect(client.invoices.create({ invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] })).resolves.toEqual({
    uuid: 'x',
  })
})

test('a hook on the request that throws ends the call before anything is sent', async () => {
  const fetch = vi.fn(async () => json({}))
  const client = virtualClient(fetch, {
    onRequest: () => {
      throw new Error('no trace id')
    },
  })
  await expect(client.ping()).rejects.toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
  expect(fetch).not.toHaveBeenCalled()
})

test('hooks see each attempt and each answer', async () => {
  const seen: unknown[] = []
  let count = 0
  const client = virtualClient(() => (++count === 1 ? json({}, 429, { 'Retry-After': '1' }) : json({ msg: 'Hello' })), {
    onRequest: ({ operation, method, attempt, headers }) => {
      seen.push([operation, method, attempt])
      headers.set('X-Trace', String(attempt))
    },
    onResponse: ({ status, attempt, headers }) => seen.push([status, attempt, headers.get('Retry-After')]),
  })
  const ping = settled(client.ping())
  await vi.runAllTimersAsync()
  expect(await ping).toEqual({ value: { msg: 'Hello' } })
  expect(seen).toEqual([
    ['checkCredentials', 'POST', 1],
    [429, 1, '1'],
    ['checkCredentials', 'POST', 2],
    [200, 2, null],
  ])
})

test.each([
  [201, 'debug'],
  [302, 'debug'],
  [400, 'warn'],
])('a %i is told at the level %s', async (status, level) => {
  const { logger, lines } = recorder()
  await settled(virtualClient(() => json({ data: { id: 301 } }, status), { logger }).tags.get(301))
  expect(lines).toEqual([`${level} GET https://billit.example/v1/tags/301 attempt 1: ${status} in 0 ms`])
})

describe('an attempt that does not end by itself is told too', () => {
  test('the timeout', async () => {
    const { logger, lines } = recorder()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const client = virtualClient(() => new Promise(() => {}), { logger, timeout: 1000, maxRetries: 1 })
    const outcome = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toHaveProperty('error')
    expect(lines).toEqual([
      'warn GET https://billit.example/v1/tags/301 attempt 1: no complete response within 1000 ms (timeout) in 1000 ms',
      'info GET https://billit.example/v1/tags/301: waiting 250 ms before attempt 2',
      'warn GET https://billit.example/v1/tags/301 attempt 2: no complete response within 1000 ms (timeout) in 1000 ms',
    ])
    vi.restoreAllMocks()
  })

  test('the deadline', async () => {
    const { logger, lines } = recorder()
    const outcome = settled(virtualClient(() => new Promise(() => {}), { logger, deadline: 1000 }).tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toHaveProperty('error')
    expect(lines).toEqual(['warn GET https://billit.example/v1/tags/301 attempt 1: no response (Out of time) in 1000 ms'])
  })

  test('an abort, with its own reason, which may hold the token', async () => {
    const { logger, lines } = recorder()
    const stop = new AbortController()
    const client = virtualClient(() => new Promise(() => {}), { logger, token: TOKEN })
    const outcome = settled(client.tags.get(301, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(70)
    const reason = new Error(`no need of ${TOKEN}`)
    stop.abort(reason)
    expect(await outcome).toEqual({ error: reason })
    expect(lines).toEqual(['warn GET https://billit.example/v1/tags/301 attempt 1: no response (no need of [token]) in 70 ms'])
  })

  test('a token that cannot be got', async () => {
    const { logger, lines } = recorder()
    const token = () => Promise.reject(new Error('the vault is shut'))
    await settled(virtualClient(() => json({}), { logger, token }).tags.get(301))
    expect(lines).toEqual([
      'warn GET https://billit.example/v1/tags/301 attempt 1: Could not get the token: the vault is shut in 0 ms',
    ])
  })
})

test('a wait for the rate limit is told as such', async () => {
  const { logger, lines } = recorder()
  const limit = { requests: 1, perMilliseconds: 1000 }
  const client = virtualClient(() => json({ data: { id: 301 } }), { token: 'token-of-a-told-wait', logger, rateLimit: limit })
  const both = settled(Promise.all([client.tags.get(301), client.tags.get(301)]))
  await vi.runAllTimersAsync()
  expect(await both).toHaveProperty('value')
  expect(lines).toContain('info GET https://billit.example/v1/tags/301: waiting 1000 ms for the rate limit before attempt 1')
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('disk full')
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk full'))],
  [
    'gives an object that throws when it is looked at',
    () =>
      new Proxy(
        {},
        {
          get() {
            throw new Error('disk full')
          },
        },
      ),
  ],
])('an onWait that %s is told by its name, and the call goes on', async (_, onWait) => {
  const { logger, lines } = recorder()
  const client = failingTwice({ logger, onWait })
  const tag = settled(client.tags.get(301))
  await vi.runAllTimersAsync()
  expect(await tag).toHaveProperty('value')
  expect(lines.filter((line) => line.startsWith('error'))).toEqual(Array(2).fill('error onWait failed: disk full'))
})

describe('BILLIT_LOG', () => {
  test.each([
    ['debug', 5],
    ['info', 4],
    ['warn', 2],
    ['error', 0],
  ])('%s prints what is as grave to stderr', async (level, count) => {
    vi.stubEnv('BILLIT_LOG', level)
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const tag = settled(failingTwice({}).tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(print).toHaveBeenCalledTimes(count)
    for (const [line] of print.mock.calls) expect(line).toMatch(/^billit (debug|info|warn|error): \S/)
    expect(inspect(print.mock.calls)).not.toContain(TOKEN)
    print.mockRestore()
  })

  test('another word is refused', () => {
    vi.stubEnv('BILLIT_LOG', 'loud')
    expect(() => new Billit({ token: TOKEN })).toThrow(
      new ConfigurationError("BILLIT_LOG must be one of debug, info, warn, error, not 'loud'."),
    )
  })
})
