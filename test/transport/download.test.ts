/** How the answer at a permalink is read, piece by piece. `test/facade/pdf.test.ts` has the same over a real connection. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ApiError, type BillitOptions, NotFoundError, ResponseParseError } from '../../src/index.ts'
import { fakeClock, settled, virtualClient } from './virtual.ts'

const permalink = 'https://app.example/i/abc'
const row = { uuid: '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11', permalink }

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

const download = (answer: (request: { signal: AbortSignal }) => Response, options: BillitOptions = {}) =>
  settled(virtualClient(answer, options).invoices.pdf(row))

/** A body in pieces, which tells how many of them were taken. */
function pieces(count: number, piece: string, cancel: () => Promise<void> = async () => {}) {
  const taken = vi.fn()
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        taken()
        controller.enqueue(new TextEncoder().encode(piece))
        if (taken.mock.calls.length === count) controller.close()
      },
      cancel,
    },
    { highWaterMark: 0 },
  )
  return { body, taken }
}

test.each([
  [0, true],
  [1019, true],
  [1020, false],
])('a mark of PDF behind %i bytes: %s', async (before, isPdf) => {
  const text = `${'x'.repeat(before)}%PDF-1.7${'y'.repeat(10_000)}`
  const outcome = await download(() => new Response(text))
  if (isPdf) expect(outcome).toEqual({ value: new TextEncoder().encode(text) })
  else expect(outcome).toMatchObject({ error: { name: 'ResponseParseError', status: 200, body: text.slice(0, 2000) } })
})

test.each([1, 3, 1000, 1024, 5000])('a PDF in pieces of %i bytes is read to its end', async (size) => {
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

describe('what is no PDF', () => {
  test.each([
    [200, 'x'.repeat(100), 41],
    [200, 'x'.repeat(4096), 1],
    [404, '%PDF-'.repeat(100), 9],
  ])('%i: it is left after about four kilobytes', async (status, piece, count) => {
    const { body, taken } = pieces(1000, piece)
    const outcome = await download(() => new Response(body, { status }))
    expect(taken).toHaveBeenCalledTimes(count)
    const { error } = outcome as { error: ApiError }
    expect(error).toBeInstanceOf(status === 200 ? ResponseParseError : NotFoundError)
    // The error of a good status quotes 2,000 characters.
    expect(error.body).toBe(piece.repeat(count).slice(0, status === 200 ? 2000 : undefined))
  })

  test.each<[string, () => Promise<void>]>([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['does not end', () => new Promise(() => {})],
  ])('leaving it may take as it likes: it %s', async (_, cancel) => {
    const { body } = pieces(1000, 'x'.repeat(5000), cancel)
    expect(await download(() => new Response(body))).toMatchObject({ error: { name: 'ResponseParseError', attempts: 1 } })
  })

  test('an answer without a body', async () => {
    const outcome = await download(() => new Response(null, { status: 204 }))
    expect(outcome).toMatchObject({ error: { name: 'ResponseParseError', status: 204, body: '' } })
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty object', {}],
    ['no text()', { status: 200, headers: new Headers() }],
  ])('a fetch that gives %s', async (_, response) => {
    // The type of fetch promises a Response.
    const outcome = await download(() => response as Response, { maxRetries: 0 })
    expect(outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: false } })
    expect(String((outcome as { error: unknown }).error)).toContain('no response (fetch did not return a Response)')
  })
})

test('it is tried again like any other request, and the log tells of it', async () => {
  const lines: string[] = []
  const tell = (line: string) => void lines.push(line)
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const answers = [
    () => Promise.reject(new TypeError('closed')),
    () => new Response('', { status: 503 }),
    () => new Response('%PDF-1.7'),
  ]
  const client = virtualClient(() => answers.shift()?.() ?? new Response(), {
    logger: { debug: tell, info: tell, warn: tell, error: tell },
  })
  const outcome = settled(client.invoices.pdf(row))
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

test('it asks for a PDF, and sends nothing else', async () => {
  const sent = vi.fn()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url, headers } = new Request(input, init)
    sent(method, url, Object.fromEntries(headers))
    return new Response('%PDF-1.7')
  }
  await virtualClient(() => new Response(), { fetch, headers: { 'X-Shop': 'secret' } }).invoices.pdf(row)
  expect(sent.mock.calls).toEqual([['GET', `${permalink}/pdf`, { accept: 'application/pdf' }]])
})

test('options that are wrong are refused, and nothing is sent', async () => {
  const fetch = vi.fn(() => new Response('%PDF-1.7'))
  const outcome = await settled(virtualClient(fetch).invoices.pdf(row, { timeout: '5' as never }))
  expect(outcome).toMatchObject({ error: { name: 'InvalidArgumentError' } })
  expect(fetch).not.toHaveBeenCalled()
})
