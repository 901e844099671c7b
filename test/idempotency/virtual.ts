/** `createOnce` on a clock of our own. */
import { vi } from 'vitest'
import type { Billit, BillitOptions, IdempotencyStore, InvoiceCreate } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { captureOutcome as settled, type RequestHandler as VirtualHandler, createTestClient as virtualClient } from '../transport/test-client.ts'
import { type Answering, Dropped, InvoiceServer, type ServerOptions, Stalled } from './invoice-server.ts'

export const START = Date.UTC(2026, 10, 24, 9)

export const draft = (given: Partial<InvoiceCreate> = {}): InvoiceCreate => ({
  customerId: 4821,
  invoiceDate: '2026-11-24',
  invoiceTypeId: 31,
  excludeMydata: true,
  products: [{ details: 'Φιλοξενία', vatId: 901, price: 100, quantity: 1 }],
  ...given,
})

export interface World {
  server: InvoiceServer
  store: IdempotencyStore
  billit: Billit
}

type Around = <T>(work: () => Promise<T>) => Promise<T>

/**
 * A client, as a process has one.
 *
 * @param around Runs each request.
 */
export function clientOf(
  server: Answering,
  store: IdempotencyStore,
  options: BillitOptions = {},
  around: Around = (work) => work(),
): Billit {
  const answer = async ({ method, url, body, signal }: Parameters<VirtualHandler>[0]): Promise<Response> => {
    try {
      const { status, body: content, headers } = server.answer(method, url, body)
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      return new Response(text, { status, headers: { 'Content-Type': 'application/json', ...headers } })
    } catch (error) {
      if (error instanceof Dropped) throw new TypeError('fetch failed', { cause: new Error('socket hang up') })
      if (!(error instanceof Stalled)) throw error
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
  }
  return virtualClient((request) => around(() => answer(request)), { idempotencyStore: store, ...options })
}

export function world(options: ServerOptions = {}, clientOptions: BillitOptions = {}): World {
  const server = new InvoiceServer(options)
  const store = memoryStore()
  return { server, store, billit: clientOf(server, store, clientOptions) }
}

const digest = crypto.subtle.digest.bind(crypto.subtle)
let hashing = 0

/** Hashing takes real time, which the fake clock knows nothing of: it stands still meanwhile. */
export function watchHashing(): void {
  vi.spyOn(crypto.subtle, 'digest').mockImplementation((...given) => {
    hashing += 1
    return digest(...given).finally(() => {
      hashing -= 1
    })
  })
}

/** Moves the clock on until a promise is settled, and tells how long that took. */
export async function finish<T>(promise: PromiseLike<T>, limit = 3_600_000) {
  const started = performance.now()
  let outcome: { value: T } | { error: unknown } | undefined
  const end = settled(promise).then((result) => {
    outcome = result
  })
  while (!outcome && performance.now() - started < limit) {
    do await new Promise((resolve) => setImmediate(resolve))
    while (hashing > 0)
    if (!outcome) await vi.advanceTimersByTimeAsync(100)
  }
  if (!outcome) throw new Error(`Not settled within ${limit} ms`)
  await end
  return { ...(outcome as { value?: T; error?: unknown }), took: performance.now() - started }
}
