/** Reads the response at a permalink chunk by chunk. `test/facade/pdf.test.ts` does so over a real connection. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ApiError, type BillitOptions, NotFoundError, ResponseParseError } from '../../src/index.ts'
import { captureOutcome, createTestClient, fakeClock } from './test-client.ts'

const permalink = 'https://app.example/i/abc'
const row = { uuid: '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11', permalink }

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

const download = (handler: (request: { signal: AbortSignal }) => Response, options: BillitOptions = {}) =>
  captureOutcome(createTestClient(handler, options).invoices.pdf(row))

/** A body of equal chunks, and a spy that counts the chunks read. */
function createBody(count: number, chunk: string, cancel: () => Promise<void> = async () => {}) {
  const onRead = vi.fn()
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        onRead()
        controller.enqueue(new TextEncoder().encode(chunk))
        if (onRead.mock.calls.length === count) controller.close()
      },
      cancel,
    },
    { highWaterMark: 0 },
  )
  return { body, onRead }
}

test.each([
  [0, true],
  [1019, true],
  [1020, false],
])('accepts a PDF header after %i bytes: %s', async (before, isPdf) => {
  const text = `${'x'.repeat(before)}%PDF-1.7${'y'.repeat(10_000)}`
  const outcome = await download(() => new Response(text))
  if (isPdf) expect(outcome).toEqual({ value: new TextEncoder().encode(text) })
  else expect(outcome).toMatchObject({ error: { name: 'ResponseParseError', status: 200, body: text.slice(0, 2000) } })
})

test.each([1, 3, 1000, 1024, 5000])('reads a PDF that arrives in chunks of %i bytes', async (size) => {
  const text = `%PDF-${'y'.repeat(9995)}`
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(at, at + size)))
      at += size
      if (at >= text.length) controller.close()
    },
  })
  expect(await download(() => new Response(body))).toEqual({ value: new TextEncoder().encode(text) })
})

describe('a response that is not a PDF', () => {
  test.each([
    [200, 'x'.repeat(100), 41],
    [200, 'x'.repeat(4096), 1],
    [404, '%PDF-'.repeat(100), 9],
  ])('is read only up to about four kilobytes (status %i)', async (status, chunk, count) => {
    const { body, onRead } = createBody(1000, chunk)
    const outcome = await download(() => new Response(body, { status }))
    expect(onRead).toHaveBeenCalledTimes(count)
    const { error } = outcome as { error: ApiError }
    expect(error).toBeInstanceOf(status === 200 ? ResponseParseError : NotFoundError)
    // After a successful status, the error quotes 2,000 characters.
    expect(error.body).toBe(chunk.repeat(count).slice(0, status === 200 ? 2000 : undefined))
  })

  test.each<[string, () => Promise<void>]>([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['never ends', () => new Promise(() => {})],
  ])('throws a ResponseParseError even if cancelling its body %s', async (_, cancel) => {
    const { body } = createBody(1000, 'x'.repeat(5000), cancel)
    expect(await download(() => new Response(body))).toMatchObject({ error: { name: 'ResponseParseError', attempts: 1 } })
  })

  test('throws a ResponseParseError if it has no body', async () => {
    const outcome = await download(() => new Response(null, { status: 204 }))
    expect(outcome).toMatchObject({ error: { name: 'ResponseParseError', status: 204, body: '' } })
  })

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['an empty object', {}],
    ['a response without text()', { status: 200, headers: new Headers() }],
  ])('throws a ConnectionError if fetch returns %s', async (_, response) => {
    // By its type, fetch resolves to a Response.
    const outcome = await download(() => response as Response, { maxRetries: 0 })
    expect(outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: false } })
    expect(String((outcome as { error: unknown }).error)).toContain('no response (fetch did not return a Response)')
  })
})

test('retries a download like any other request, and logs each attempt', async () => {
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const responses = [
    () => Promise.reject(new TypeError('closed')),
    () => new Response('', { status: 503 }),
    () => new Response('%PDF-1.7'),
  ]
  const client = createTestClient(() => responses.shift()?.() ?? new Response(), {
    logger: { debug: log, info: log, warn: log, error: log },
  })
  const outcome = captureOutcome(client.invoices.pdf(row))
  await vi.runAllTimersAsync()
  expect(await outcome).toHaveProperty('value')
  expect(lines).toEqual([
    `GET ${permalink}/pdf attempt 1: no response (closed) in 0 ms`,
    `GET ${permalink}/pdf: waiting 250 ms before attempt 2`,
    `GET ${permalink}/pdf attempt 2: 503 in 0 ms`,
    `GET ${permalink}/pdf: waiting 500 ms before attempt 3`,
    `GET ${permalink}/pdf attempt 3: 200 in 0 ms`,
  ])
  vi.restoreAllMocks()
})

test('sends only an Accept header for PDF', async () => {
  const sent = vi.fn()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url, headers } = new Request(input, init)
    sent(method, url, Object.fromEntries(headers))
    return new Response('%PDF-1.7')
  }
  await createTestClient(() => new Response(), { fetch, headers: { 'X-Shop': 'secret' } }).invoices.pdf(row)
  expect(sent.mock.calls).toEqual([['GET', `${permalink}/pdf`, { accept: 'application/pdf' }]])
})

test('throws for invalid options, and sends nothing', async () => {
  const fetch = vi.fn(() => new Response('%PDF-1.7'))
  const outcome = await captureOutcome(createTestClient(fetch).invoices.pdf(row, { timeout: '5' as never }))
  expect(outcome).toMatchObject({ error: { name: 'InvalidArgumentError' } })
  expect(fetch).not.toHaveBeenCalled()
})
