/**
 * The client of a process on the fake clock. Each call to the store or the server is delayed, so that processes interleave. The
 * process may crash: from then on, its pending calls never resolve.
 */
import type { Billit, BillitOptions, IdempotencyStore } from '../../src/index.ts'
import { wait } from '../transport/test-client.ts'
import type { InvoiceApi } from './invoice-server.ts'
import { connect } from './setup.ts'

export interface CrashingClient {
  billit: Billit
  crashed: Promise<'crashed'>
}

const NEVER = new Promise<never>(() => {})

let started = 0

/** @param crashAt The step at which the process crashes. Each await has two steps, before and after it. 0: never. */
export function createCrashingClient(
  server: InvoiceApi,
  store: IdempotencyStore,
  crashAt: number,
  options: BillitOptions = {},
): CrashingClient {
  let crash = (_: 'crashed') => {}
  const crashed = new Promise<'crashed'>((resolve) => {
    crash = resolve
  })
  let steps = 0
  started += 1
  const offset = started * 5
  /** Varies by step and process, and is the same in every run. */
  const delay = () => wait((offset + steps * 7) % 13)
  const takeStep = (): boolean => {
    steps += 1
    if (steps === crashAt) crash('crashed')
    return crashAt === 0 || steps < crashAt
  }
  const intercept = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!takeStep()) return NEVER
    await delay()
    const result = await work()
    await delay()
    return takeStep() ? result : NEVER
  }
  const interceptedStore: IdempotencyStore = {
    read: (key) => intercept(() => store.read(key)),
    write: (record) => intercept(() => store.write(record)),
    remove: (key, version) => intercept(() => store.remove(key, version)),
    claimed: (uuids) => intercept(() => store.claimed(uuids)),
    unsettled: () => intercept(() => store.unsettled()),
  }
  // The server processes a request even if the process crashes before the response arrives.
  const billit = connect(server, interceptedStore, options, intercept)
  return { billit, crashed }
}
