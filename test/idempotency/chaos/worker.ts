/**
 * A process that creates one invoice for each key, several at a time, and prints the uuid of each. It exits with 0 if all were
 * created or are in doubt, and with 3 if it must be run again. With `killAt`, it kills itself at that step of a key.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { Billit, type IdempotencyStore, isBillitError, UncertainOutcomeError } from '../../../src/index.ts'
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
  /** The step of a key at which the process kills itself. Each await has two steps, before and after it. 0: never. */
  killAt: number
}

const job: Job = JSON.parse(process.argv[2] ?? '')
const steps = new AsyncLocalStorage<{ count: number }>()

function takeStep(): void {
  const current = steps.getStore()
  if (current && ++current.count === job.killAt) process.kill(process.pid, 'SIGKILL')
}

async function intercept<T>(work: () => Promise<T>): Promise<T> {
  takeStep()
  const result = await work()
  takeStep()
  return result
}

async function openStore(): Promise<IdempotencyStore> {
  if (!job.store.startsWith('postgres:')) return sqliteStore(job.store)
  const { default: pg } = await import('pg')
  return postgresStore(new pg.Pool({ connectionString: job.store, max: 4, allowExitOnIdle: true }))
}

const store = await openStore()
const interceptedStore: IdempotencyStore = {
  read: (key) => intercept(() => store.read(key)),
  write: (record) => intercept(() => store.write(record)),
  remove: (key, version) => intercept(() => store.remove(key, version)),
  claimed: (uuids) => intercept(() => store.claimed(uuids)),
  unsettled: () => intercept(() => store.unsettled()),
}

const billit = new Billit({
  ...{ token: 'test-token', baseUrl: job.url, rateLimit: false, timeout: job.timeout, idempotencyStore: interceptedStore },
  fetch: async (input: string | URL | Request, init?: RequestInit) => {
    const response = await intercept(() => fetch(input, init))
    const text = await intercept(() => response.text())
    return new Response(response.status === 204 ? null : text, response)
  },
})

let isDone = true
const remaining = [...job.keys]

async function work(): Promise<void> {
  for (let key = remaining.shift(); key !== undefined; key = remaining.shift()) {
    const products = [{ details: `Order ${key}`, vatId: 901, price: 10, quantity: 1 }]
    const draft = { customerId: 4821, invoiceDate: '2026-11-24', invoiceTypeId: 31, excludeMydata: true, products }
    const { settle, tag } = job
    const name = key
    try {
      const { invoice } = await steps.run({ count: 0 }, () => billit.invoices.createOnce(name, draft, { settle, tag }))
      process.stdout.write(`${JSON.stringify([name, invoice.uuid])}\n`)
    } catch (error) {
      // Uncertain, or not sent on a busy machine: the next worker continues.
      if (!isBillitError(error)) throw error
      // A person has to decide.
      if (error instanceof UncertainOutcomeError && error.candidates.length > 0) continue
      isDone = false
    }
  }
}

await Promise.all(Array.from({ length: job.concurrency }, work))
process.exit(isDone ? 0 : 3)
