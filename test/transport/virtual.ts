/** A server and a clock of our own, for tests in which the real ones would make us wait. */
import { vi } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
// createOnce() loads this on first use, and a fake clock would not wait for it.
import '../../src/idempotency/create-once.ts'

/** Fakes what the client tells time by. `Math.random` stays real: the jitter is under test. */
export function fakeClock(start = Date.UTC(2026, 10, 22, 12)): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: start })
}

/** Answers a request, at the time that the fake clock shows. */
export type VirtualHandler = (request: {
  method: string
  url: URL
  body: string
  signal: AbortSignal
}) => Response | Promise<Response>

/** A client whose `fetch` is a handler. */
export function virtualClient(handler: VirtualHandler, options: BillitOptions = {}): Billit {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url, body, signal } = { ...init, url: new URL(String(input)) } as {
      method?: string
      url: URL
      body?: unknown
      signal?: AbortSignal
    }
    return handler({ method: method ?? 'GET', url, body: String(body ?? ''), signal: signal ?? new AbortController().signal })
  }
  return new Billit({ token: 'test-token-of-nobody', baseUrl: 'https://billit.example/v1', rateLimit: false, fetch, ...options })
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

/** Waits on the fake clock. */
export const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A promise's outcome, so that a rejection is nobody's while the clock is moved on. */
export const settled = <T>(promise: PromiseLike<T>): Promise<{ value: T } | { error: unknown }> =>
  Promise.resolve(promise).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
