/**
 * A process that invoices: it creates one invoice for each key, some at the same time, and ends with 0 when all are there. It
 * may be told to kill itself at the n-th await of a key.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { Billit, type IdempotencyStore, isBillitError } from '../../../src/index.ts'
import { postgresStore, sqliteStore } from '../../../src/stores/index.ts'

export interface Job {
  url: string
  /** The path of a file, or the address of a PostgreSQL server. */
  store: string
  keys: string[]
  concurrency: number
  timeout: number
  settle: number
  tag: boolean
  /** 0: never. */
  killAt: number
}

const job: Job = JSON.parse(process.argv[2] ?? '')
const steps = new AsyncLocalStorage<{ count: number }>()

/** One side of an await. */
function step(): void {
  const own = steps.getStore()
  if (own && ++own.count === job.killAt) process.kill(process.pid, 'SIGKILL')
}

async function around<T>(work: () => Promise<T>): Promise<T> {
  step()
  const result = await work()
  step()
  return result
}

async function openStore(): Promise<IdempotencyStore> {
  if (!job.store.startsWith('postgres:')) return sqliteStore(job.store)
  const { default: pg } = await import('pg')
  return postgresStore(new pg.Pool({ connectionString: job.store, max: 4, allowExitOnIdle: true }))
}

const store = await openStore()
const watched: IdempotencyStore = {
  read: (key) => around(() => store.read(key)),
  write: (entry) => around(() => store.write(entry)),
  remove: (key, version) => around(() => store.remove(key, version)),
  claimed: (uuids) => around(() => store.claimed(uuids)),
  unsettled: () => around(() => store.unsettled()),
}

const billit = new Billit({
  ...{ token: 'test-token-of-nobody', baseUrl: job.url, rateLimit: false, timeout: job.timeout, idempotencyStore: watched },
  fetch: async (input: string | URL | Request, init?: RequestInit) => {
    const response = await around(() => fetch(input, init))
    const text = await around(() => response.text())
    return new Response(response.status === 204 ? null : text, response)
  },
})

let isDone = true
const left = [...job.keys]

async function work(): Promise<void> {
  for (let key = left.shift(); key !== undefined; key = left.shift()) {
    const products = [{ details: `Order ${key}`, vatId: 901, price: 10, quantity: 1 }]
    const draft = { customerId: 4821, invoiceDate: '2026-11-24', invoiceTypeId: 31, excludeMydata: true, products }
    const { settle, tag } = job
    const name = key
    try {
      await steps.run({ count: 0 }, () => billit.invoices.createOnce(name, draft, { settle, tag }))
    } catch (error) {
      // Not yet certain, or not sent at all on a machine that is too busy: the next worker goes on.
      if (!isBillitError(error)) throw error
      isDone = false
    }
  }
}

await Promise.all(Array.from({ length: job.concurrency }, work))
process.exit(isDone ? 0 : 3)
