/** A client with a scripted `fetch` and a fake clock, for tests that would otherwise have to wait. */
import { vi } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
// createOnce() imports this on first use, and a fake clock does not wait for an import.
import '../../src/idempotency/create-once.ts'

/** Fakes the timers and clocks of the client. `Math.random` stays real, because the jitter is under test. */
export function fakeClock(start = Date.UTC(2026, 10, 22, 12)): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: start })
}

/** Handles a request in place of `fetch`. */
export type RequestHandler = (request: {
  method: string
  url: URL
  body: string
  signal: AbortSignal
}) => Response | Promise<Response>

/** A client whose `fetch` calls the handler. */
export function createTestClient(handler: RequestHandler, options: BillitOptions = {}): Billit {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url, body, signal } = { ...init, url: new URL(String(input)) } as {
      method?: string
      url: URL
      body?: unknown
      signal?: AbortSignal
    }
    return handler({ method: method ?? 'GET', url, body: String(body ?? ''), signal: signal ?? new AbortController().signal })
  }
  return new Billit({ token: 'test-token', baseUrl: 'https://billit.example/v1', rateLimit: false, fetch, ...options })
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

/** Waits on the fake clock. */
export const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Resolves with the value or the error of a promise, so that a rejection is handled while the fake clock advances. */
export const captureOutcome = <T>(promise: PromiseLike<T>): Promise<{ value: T } | { error: unknown }> =>
  Promise.resolve(promise).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
