import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, ConfigurationError, type Logger } from '../../src/index.ts'
import { captureOutcome, createTestClient, fakeClock, json } from './test-client.ts'

const TOKEN = 'token-that-must-not-show'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

function recordLog(): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`)
  return { lines, logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } }
}

/** A client whose first attempt gets a 503, whose second gets no response, and whose third succeeds. */
function createTwiceFailingClient(options: object) {
  let count = 0
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  return createTestClient(
    () => {
      count += 1
      if (count === 1) return json({}, 503, { 'Retry-After': '2' })
      if (count === 2) throw new TypeError('fetch failed', { cause: new Error(`other side closed on ${TOKEN}`) })
      return json({ data: { id: 301, tag: 'x' } })
    },
    { token: TOKEN, ...options },
  )
}

test('logs attempts, delays and reasons, and never the token', async () => {
  const { logger, lines } = recordLog()
  const client = createTwiceFailingClient({ logger })
  const tag = captureOutcome(client.tags.get(301))
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

test('returns the result even if the logger and onResponse throw', async () => {
  const throwDiskFull = () => {
    throw new Error('disk full')
  }
  const client = createTestClient(() => json({ data: { uuid: 'x' } }, 201), {
    logger: { debug: throwDiskFull, info: throwDiskFull, warn: throwDiskFull, error: throwDiskFull },
    onResponse: throwDiskFull,
  })
  await expect(client.invoices.create({ invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] })).resolves.toEqual({
    uuid: 'x',
  })
})

test('sends nothing if onRequest throws', async () => {
  const fetch = vi.fn(async () => json({}))
  const client = createTestClient(fetch, {
    onRequest: () => {
      throw new Error('no trace id')
    },
  })
  await expect(client.ping()).rejects.toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
  expect(fetch).not.toHaveBeenCalled()
})

test('calls the hooks for each attempt and each response', async () => {
  const seen: unknown[] = []
  let count = 0
  const client = createTestClient(() => (++count === 1 ? json({}, 429, { 'Retry-After': '1' }) : json({ msg: 'Hello' })), {
    onRequest: ({ operation, method, attempt, headers }) => {
      seen.push([operation, method, attempt])
      headers.set('X-Trace', String(attempt))
    },
    onResponse: ({ status, attempt, headers }) => seen.push([status, attempt, headers.get('Retry-After')]),
  })
  const ping = captureOutcome(client.ping())
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
])('logs a %i at the level %s', async (status, level) => {
  const { logger, lines } = recordLog()
  await captureOutcome(createTestClient(() => json({ data: { id: 301 } }, status), { logger }).tags.get(301))
  expect(lines).toEqual([`${level} GET https://billit.example/v1/tags/301 attempt 1: ${status} in 0 ms`])
})

describe('an attempt without a response', () => {
  test('is logged after a timeout', async () => {
    const { logger, lines } = recordLog()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const client = createTestClient(() => new Promise(() => {}), { logger, timeout: 1000, maxRetries: 1 })
    const outcome = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toHaveProperty('error')
    expect(lines).toEqual([
      'warn GET https://billit.example/v1/tags/301 attempt 1: no complete response within 1000 ms (timeout) in 1000 ms',
      'info GET https://billit.example/v1/tags/301: waiting 250 ms before attempt 2',
      'warn GET https://billit.example/v1/tags/301 attempt 2: no complete response within 1000 ms (timeout) in 1000 ms',
    ])
    vi.restoreAllMocks()
  })

  test('is logged after the deadline', async () => {
    const { logger, lines } = recordLog()
    const outcome = captureOutcome(createTestClient(() => new Promise(() => {}), { logger, deadline: 1000 }).tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toHaveProperty('error')
    expect(lines).toEqual(['warn GET https://billit.example/v1/tags/301 attempt 1: no response (Out of time) in 1000 ms'])
  })

  test('is logged after an abort, with its redacted reason', async () => {
    const { logger, lines } = recordLog()
    const stop = new AbortController()
    const client = createTestClient(() => new Promise(() => {}), { logger, token: TOKEN })
    const outcome = captureOutcome(client.tags.get(301, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(70)
    const reason = new Error(`no need for ${TOKEN}`)
    stop.abort(reason)
    expect(await outcome).toEqual({ error: reason })
    expect(lines).toEqual(['warn GET https://billit.example/v1/tags/301 attempt 1: no response (no need for [token]) in 70 ms'])
  })

  test('is logged if the token function rejects', async () => {
    const { logger, lines } = recordLog()
    const token = () => Promise.reject(new Error('the vault is shut'))
    await captureOutcome(createTestClient(() => json({}), { logger, token }).tags.get(301))
    expect(lines).toEqual([
      'warn GET https://billit.example/v1/tags/301 attempt 1: Could not get the token: the vault is shut in 0 ms',
    ])
  })
})

test('logs a delay for the rate limit with its reason', async () => {
  const { logger, lines } = recordLog()
  const limit = { requests: 1, perMilliseconds: 1000 }
  const client = createTestClient(() => json({ data: { id: 301 } }), {
    token: 'token-of-a-logged-delay',
    logger,
    rateLimit: limit,
  })
  const both = captureOutcome(Promise.all([client.tags.get(301), client.tags.get(301)]))
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
    'returns a proxy that throws when it is read',
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
])('logs an onWait that %s, and continues the call', async (_, onWait) => {
  const { logger, lines } = recordLog()
  const client = createTwiceFailingClient({ logger, onWait })
  const tag = captureOutcome(client.tags.get(301))
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
  ])('prints messages of the level %s and above to stderr', async (level, count) => {
    vi.stubEnv('BILLIT_LOG', level)
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const tag = captureOutcome(createTwiceFailingClient({}).tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(print).toHaveBeenCalledTimes(count)
    for (const [line] of print.mock.calls) expect(line).toMatch(/^billit (debug|info|warn|error): \S/)
    expect(inspect(print.mock.calls)).not.toContain(TOKEN)
    print.mockRestore()
  })

  test('throws for an unknown level', () => {
    vi.stubEnv('BILLIT_LOG', 'loud')
    expect(() => new Billit({ token: TOKEN })).toThrow(
      new ConfigurationError("BILLIT_LOG must be one of debug, info, warn, error, not 'loud'."),
    )
  })
})
