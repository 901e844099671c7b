/**
 * A process on the fake clock: what it asks of the store and the server takes a while, so that others come in between. It may
 * die: from then on, nothing that it has begun goes on, and nothing is answered.
 */
import type { Billit, BillitOptions, IdempotencyStore } from '../../src/index.ts'
import { wait } from '../transport/test-client.ts'
import type { Answering } from './invoice-server.ts'
import { clientOf } from './virtual.ts'

export interface Mortal {
  billit: Billit
  died: Promise<'died'>
}

const NEVER = new Promise<never>(() => {})

let started = 0

/** @param diesAt At which side of an await: 1 for the first, before its work begins. 0: never. */
export function mortal(server: Answering, store: IdempotencyStore, diesAt: number, options: BillitOptions = {}): Mortal {
  let die = (_: 'died') => {}
  const died = new Promise<'died'>((resolve) => {
    die = resolve
  })
  let steps = 0
  started += 1
  const offset = started * 5
  /** Different for each step and process, and the same in every run. */
  const delay = () => wait((offset + steps * 7) % 13)
  const lives = (): boolean => {
    steps += 1
    if (steps === diesAt) die('died')
    return diesAt === 0 || steps < diesAt
  }
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!lives()) return NEVER
    await delay()
    const result = await work()
    await delay()
    return lives() ? result : NEVER
  }
  const watched: IdempotencyStore = {
    read: (key) => around(() => store.read(key)),
    write: (entry) => around(() => store.write(entry)),
    remove: (key, version) => around(() => store.remove(key, version)),
    claimed: (uuids) => around(() => store.claimed(uuids)),
    unsettled: () => around(() => store.unsettled()),
  }
  // The server acts on what it was sent, whether anybody waits for its answer or not.
  const billit = clientOf(server, watched, options, around)
  return { billit, died }
}
