/** A client with `createOnce`, an invoice server and a fake clock. */
import { vi } from 'vitest'
import type { Billit, BillitOptions, IdempotencyStore, InvoiceCreate } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { captureOutcome, createTestClient, type RequestHandler } from '../transport/test-client.ts'
import { Dropped, type InvoiceApi, InvoiceServer, type ServerOptions, Stalled } from './invoice-server.ts'

export const START = Date.UTC(2026, 10, 24, 9)

export const draft = (fields: Partial<InvoiceCreate> = {}): InvoiceCreate => ({
  customerId: 4821,
  invoiceDate: '2026-11-24',
  invoiceTypeId: 31,
  excludeMydata: true,
  products: [{ details: 'Φιλοξενία', vatId: 901, price: 100, quantity: 1 }],
  ...fields,
})

export interface Setup {
  server: InvoiceServer
  store: IdempotencyStore
  billit: Billit
}

type Interceptor = <T>(work: () => Promise<T>) => Promise<T>

/**
 * The client of one process.
 *
 * @param intercept Wraps each request.
 */
export function connect(
  server: InvoiceApi,
  store: IdempotencyStore,
  options: BillitOptions = {},
  intercept: Interceptor = (work) => work(),
): Billit {
  const respond = async ({ method, url, body, signal }: Parameters<RequestHandler>[0]): Promise<Response> => {
    try {
      const { status, body: content, headers } = server.handle(method, url, body)
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      return new Response(text, { status, headers: { 'Content-Type': 'application/json', ...headers } })
    } catch (error) {
      if (error instanceof Dropped) throw new TypeError('fetch failed', { cause: new Error('socket hang up') })
      if (!(error instanceof Stalled)) throw error
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
  }
  return createTestClient((request) => intercept(() => respond(request)), { idempotencyStore: store, ...options })
}

export function setUp(options: ServerOptions = {}, clientOptions: BillitOptions = {}): Setup {
  const server = new InvoiceServer(options)
  const store = memoryStore()
  return { server, store, billit: connect(server, store, clientOptions) }
}

const digest = crypto.subtle.digest.bind(crypto.subtle)
let pendingHashes = 0
let lastHash: Promise<unknown> = Promise.resolve()

/**
 * Counts pending hashes, and completes them in the order of the calls. Hashing takes real time, so `finish` stops the fake clock
 * meanwhile.
 */
export function trackHashing(): void {
  vi.spyOn(crypto.subtle, 'digest').mockImplementation((...args) => {
    pendingHashes += 1
    const hash = lastHash.then(() => digest(...args))
    lastHash = hash
    return hash.finally(() => {
      pendingHashes -= 1
    })
  })
}

/** Advances the fake clock until a promise settles. Returns its value or error, and the time it took in milliseconds. */
export async function finish<T>(promise: PromiseLike<T>, limit = 3_600_000) {
  const started = performance.now()
  let outcome: { value: T } | { error: unknown } | undefined
  const end = captureOutcome(promise).then((result) => {
    outcome = result
  })
  while (!outcome && performance.now() - started < limit) {
    do await new Promise((resolve) => setImmediate(resolve))
    while (pendingHashes > 0)
    if (!outcome) await vi.advanceTimersByTimeAsync(100)
  }
  if (!outcome) throw new Error(`Not settled within ${limit} ms`)
  await end
  return { ...(outcome as { value?: T; error?: unknown }), took: performance.now() - started }
}
