/** A process that dies: from then on, nothing that it has begun goes on, and nothing is answered. */
import type { Billit, BillitOptions, Ledger } from '../../src/index.ts'
import type { Answering } from './invoice-server.ts'
import { clientOf } from './virtual.ts'

export interface Mortal {
  billit: Billit
  died: Promise<'died'>
}

const NEVER = new Promise<never>(() => {})

/** @param diesAt At which side of an await: 1 for the first, before its work begins. */
export function mortal(server: Answering, ledger: Ledger, diesAt: number, options: BillitOptions = {}): Mortal {
  let die = (_: 'died') => {}
  const died = new Promise<'died'>((resolve) => {
    die = resolve
  })
  let steps = 0
  const lives = (): boolean => {
    steps += 1
    if (steps === diesAt) die('died')
    return diesAt === 0 || steps < diesAt
  }
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!lives()) return NEVER
    const result = await work()
    return lives() ? result : NEVER
  }
  const watched: Ledger = {
    read: (key) => around(() => ledger.read(key)),
    write: (entry) => around(() => ledger.write(entry)),
    remove: (key, version) => around(() => ledger.remove(key, version)),
    claimed: (uuids) => around(() => ledger.claimed(uuids)),
    unsettled: () => around(() => ledger.unsettled()),
  }
  // The server acts on what it was sent, whether anybody waits for its answer or not.
  const billit = clientOf(server, watched, options, around)
  return { billit, died }
}
