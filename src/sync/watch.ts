import { checkInteger, checkNames, show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { type Change, type ChangeOf, Delivery } from './changes.ts'
import type { ExportClient } from './client.ts'
import type { Database } from './database.ts'
import { DetailQueue } from './detail-queue.ts'
import { ExportError, TargetBusyError } from './export-error.ts'
import { CHANGE_KINDS, type ChangeKind } from './kinds.ts'
import { MAX_CHANGES, Outbox } from './outbox.ts'
import { Pacer, pacedClient, pause } from './paced-client.ts'
import { type ExportStart, prepareStore } from './prepare.ts'
import { DEFAULT_RESOURCES, type ExportResource, RESOURCES } from './resources.ts'
import { Scanner, type WatchProgress } from './scanner.ts'
import { MAX_REQUESTS_PER_MINUTE, REQUESTS_PER_MINUTE, requestInterval } from './schedule.ts'
import { readWatchTarget, type Target } from './target.ts'

export type { VerifyOptions } from './signature.ts'
export { verifySignature } from './signature.ts'
export type { Change, ChangeKind, ChangeOf, ExportClient, ExportResource, ExportStart, WatchProgress }
export { ExportError }

/** Options of `watch`. */
export interface WatchOptions {
  /** The resources to watch. Default: all except `customers` and `suppliers`, which are older names for contacts. */
  resources?: readonly ExportResource[] | undefined
  /** Hands out only changes of these kinds. The others are acknowledged. Default: all. */
  kinds?: readonly ChangeKind[] | undefined
  /** The part of the rate limit to spend, more than 0 and at most 1. The rest is left to the program. Default 0.3. */
  share?: number | undefined
  /** The rate limit. More than Billit's is for the mock only. Default 60. */
  requestsPerMinute?: number | undefined
  /**
   * What the first run reports. `now`: nothing, it makes the copy. `beginning`: each record as created. Later runs continue where
   * the last one stopped. Default `now`.
   */
  from?: 'now' | 'beginning' | undefined
  /** Ends after everything was looked at once and each change was handed out once. Default `false`. */
  once?: boolean | undefined
  /** A change that was handed out this many times without `done()` is dead. Default 10, which takes about four hours. */
  maxDeliveries?: number | undefined
  /** Ends the watch: the loop throws the signal's reason. */
  signal?: AbortSignal | undefined
  /**
   * Called with each error after which the watch continues: a record or a list that cannot be read, or a server that does not
   * respond. Default: the loop throws the error.
   */
  onError?: ((error: unknown) => void) | undefined
  /** Called before the first record is read. */
  onStart?: ((start: ExportStart) => void) | undefined
  /** Called if another process watches or exports to the target. This one takes over when the other one ends. */
  onStandby?: (() => void) | undefined
  /** Called after each page and each invoice that was read. */
  onProgress?: ((progress: WatchProgress) => void) | undefined
}

/**
 * Reports each change in the account at least once, over crashes and restarts.
 *
 * The target has a copy of all records, as `exportAll` makes it, and the changes that were not acknowledged yet. A change is
 * stored in the transaction that replaces the record, and removed by `done()`. Without `done()`, it is handed out again: after 5
 * seconds, then after pauses that grow to an hour. After a crash, it is handed out at once. Changes of one record are handed out
 * in order. While the consumer handles a change, nothing is read.
 *
 * ```ts
 * for await (const change of watch(billit, 'billit.db')) {
 *   if (change.resource === 'invoices' && change.kinds.includes('paid')) await ship(change.key)
 *   await change.done()
 * }
 * ```
 *
 * @param billit The client. The watch uses its rate limit and hooks.
 * @param target A SQLite file such as `billit.db`, or `postgres://…`.
 * @throws InvalidArgumentError if an option is invalid.
 * @throws ExportError if the target cannot be used.
 * @throws BillitError if the token is rejected, if the account cannot be read at the start, or, without `onError`, if a request
 * fails.
 */
export function watch(billit: ExportClient, target: string, options: WatchOptions = {}): AsyncGenerator<Change, void, undefined> {
  checkOptions(options)
  return stoppable(runWatch(billit, readWatchTarget(target), options), options.signal)
}

async function* runWatch(billit: ExportClient, target: Target, options: WatchOptions): AsyncGenerator<Change, void, undefined> {
  const { signal, share = 0.3, requestsPerMinute, maxDeliveries = 10 } = options
  const interval = requestInterval(share, requestsPerMinute)
  signal?.throwIfAborted()
  const database = await takeOver(target, options)
  try {
    const client = pacedClient(billit, new Pacer(interval, signal))
    const resources = RESOURCES.filter((name) => (options.resources ?? DEFAULT_RESOURCES).includes(name))
    const preparation = { client, database, name: target.name, resources, signal, onStart: options.onStart }
    const { store } = await prepareStore(preparation)
    for (const statement of database.dialect.durable) await database.query(statement)
    store.outbox ??= await Outbox.create(database, store.settings)
    const { outbox } = store
    await outbox.recover()
    const context = { client, store, signal, refresh: false }
    const { onError = rethrow, onProgress = () => {} } = options
    const scanner = new Scanner({ context, outbox, resources, interval, onError, onProgress }, new DetailQueue(database))
    const delivery = new Delivery(outbox, maxDeliveries)
    try {
      yield* handOut(scanner, outbox, delivery, options)
    } finally {
      delivery.end()
    }
  } finally {
    await database.close()
  }
}

/** Hands out the changes in the outbox, and reads on when none is due. */
async function* handOut(
  scanner: Scanner,
  outbox: Outbox,
  delivery: Delivery,
  { signal, kinds = CHANGE_KINDS, from = 'now', once = false, maxDeliveries = 10, onError = rethrow }: WatchOptions,
): AsyncGenerator<Change, void, undefined> {
  const steps = scanner.steps(from, once)
  const isWanted = (kind: ChangeKind) => kinds.includes(kind)
  for (let isFull = false; ; ) {
    signal?.throwIfAborted()
    const stored = await outbox.take(Date.now(), maxDeliveries)
    if (stored) {
      if (!stored.kinds.some(isWanted)) await outbox.acknowledge(stored.seq)
      else {
        const { change, settle } = delivery.open(stored)
        yield change
        await settle()
      }
      continue
    }
    const { waiting, dead } = await outbox.count()
    const wasFull = isFull
    isFull = waiting + dead >= MAX_CHANGES
    if (!isFull) {
      if ((await steps.next()).done) return
      continue
    }
    if (!wasFull) onError(new ExportError(`${waiting + dead} changes are not delivered, so nothing is read until some are.`))
    if (once) return
    await pause(FULL_PAUSE_MS, signal)
  }
}

const FULL_PAUSE_MS = 5000

const rethrow = (error: unknown): never => {
  throw error
}

/** How long a second watch waits before it tries again to take over. */
const STANDBY_PAUSE_MS = 2000

/** Opens the target and locks it, when no other process has it. The lock is released when a process ends. */
async function takeOver(target: Target, { signal, once, onStandby }: WatchOptions): Promise<Database> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      // Without the signal, which would end the connection before the last change is acknowledged.
      return await target.open()
    } catch (error) {
      if (once || !(error instanceof TargetBusyError)) throw error
      if (isFirst) onStandby?.()
    }
    await pause(STANDBY_PAUSE_MS, signal)
  }
}

/** Throws the signal's reason instead of the error that the abort has caused, such as that of a statement. */
async function* stoppable<T>(work: AsyncGenerator<T, void>, signal: AbortSignal | undefined): AsyncGenerator<T, void, undefined> {
  try {
    yield* work
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}

const NAMES = [
  ...['resources', 'kinds', 'share', 'requestsPerMinute', 'from', 'once', 'maxDeliveries'],
  ...['signal', 'onError', 'onStart', 'onStandby', 'onProgress'],
]

function checkOptions(options: WatchOptions): void {
  checkNames('watch()', options, NAMES)
  const { resources, kinds, share = 0.3, requestsPerMinute = REQUESTS_PER_MINUTE, from = 'now', maxDeliveries = 10 } = options
  checkList('resources', resources, RESOURCES)
  checkList('kinds', kinds, CHANGE_KINDS)
  if (!(typeof share === 'number' && share > 0 && share <= 1)) {
    throw new InvalidArgumentError(`share must be a number more than 0 and at most 1, not ${show(share)}.`)
  }
  if (from !== 'now' && from !== 'beginning') {
    throw new InvalidArgumentError(`from must be 'now' or 'beginning', not ${show(from)}.`)
  }
  checkInteger('maxDeliveries', maxDeliveries, 1)
  checkInteger('requestsPerMinute', requestsPerMinute, 1, MAX_REQUESTS_PER_MINUTE)
}

function checkList(name: string, value: readonly string[] | undefined, known: readonly string[]): void {
  if (value === undefined) return
  const unknown = value.find((each) => !known.includes(each))
  if (unknown !== undefined) throw new InvalidArgumentError(`${name} accepts ${known.join(', ')}, but not ${show(unknown)}.`)
  if (value.length === 0) throw new InvalidArgumentError(`${name} must not be empty.`)
}
