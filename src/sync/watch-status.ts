/** Reads and changes the outbox of a target, also while a watch is running. */
import { ExportError } from './export-error.ts'
import { type DeadChange, Outbox } from './outbox.ts'
import { Settings } from './settings.ts'
import type { WatchTarget } from './target.ts'

/** The state of a watched target. */
export interface WatchStatus {
  /** The target, without credentials. */
  target: string
  /** Changes that wait to be delivered. */
  waiting: number
  /** When the oldest of them was found, as ISO 8601. `undefined` if none waits. */
  oldest: string | undefined
  /** Number of changes that were delivered too often without success. */
  dead: number
  /** Some of these, the oldest first. */
  deadChanges: DeadChange[]
  /** When a watch last read the newest invoices or payments, as ISO 8601. */
  lastLook: string | undefined
  /** When a watch last finished reading all lists, as ISO 8601. */
  lastReading: string | undefined
}

/** @throws ExportError if the target was never watched. */
export const readWatchStatus = (target: WatchTarget): Promise<WatchStatus> =>
  withOutbox(target, async (outbox, settings) => ({
    target: target.name,
    ...(await outbox.count()),
    deadChanges: await outbox.dead(),
    lastLook: await settings.get('last look'),
    lastReading: await settings.get('last reading'),
  }))

/** Makes each dead change due again. @returns How many there were. @throws ExportError if the target was never watched. */
export const retryDead = (target: WatchTarget): Promise<number> => withOutbox(target, (outbox) => outbox.retryDead())

async function withOutbox<T>(target: WatchTarget, work: (outbox: Outbox, settings: Settings) => Promise<T>): Promise<T> {
  const database = await target.join()
  try {
    const settings = new Settings(database)
    const outbox = await Outbox.open(database, settings)
    if (!outbox) throw new ExportError(`${target.name} was never watched. Run npx billit-io watch --to ${target.name} first.`)
    return await work(outbox, settings)
  } finally {
    await database.close()
  }
}
