/** A consumer, an account and a database that fail at random, and what every delivery must satisfy. */
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { vi } from 'vitest'
import { ServerError } from '../../src/core/errors.ts'
import { kindsOfChange } from '../../src/sync/kinds.ts'
import { type Change, type WatchOptions, watch } from '../../src/sync/watch.ts'
import { FakeBillit, type FakeRecord, type FakeResource, Killed } from './fake-billit.ts'
import { select } from './target-file.ts'

export const RESOURCES: FakeResource[] = ['contacts', 'tags', 'invoices', 'ocps', 'payments']

/** Returns a generator of pseudorandom numbers from 0 to 1. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Ends the process, as seen by SQLite: this statement and all later ones fail, and an open transaction is rolled back. */
export class KillSwitch {
  left = Number.POSITIVE_INFINITY
  onKill: () => void = () => {}
  readonly #restore: Array<() => void> = []

  constructor() {
    const count = () => {
      this.left -= 1
      if (this.left >= 0) return
      this.onKill()
      throw new Killed()
    }
    const { exec } = DatabaseSync.prototype
    const { all } = StatementSync.prototype
    DatabaseSync.prototype.exec = function (sql) {
      count()
      return exec.call(this, sql)
    }
    Object.assign(StatementSync.prototype, {
      all(this: StatementSync, ...values: Parameters<typeof all>) {
        count()
        return all.apply(this, values)
      },
    })
    this.#restore.push(() => {
      Object.assign(DatabaseSync.prototype, { exec })
      Object.assign(StatementSync.prototype, { all })
    })
  }

  remove(): void {
    for (const restore of this.#restore) restore()
  }
}

interface Delivered {
  id: string
  record: string
  kinds: readonly string[]
  before: string | null
  after: string | null
  isAcknowledged: boolean
}

export interface Figures {
  changes: number
  kills: number
  delivered: number
  repeats: number
  problems: string[]
}

const normalize = (json: string): string => JSON.stringify(JSON.parse(json))

/** A fake account with a history, and the log of a consumer. */
export class Model {
  readonly server = new FakeBillit()
  readonly #file: string
  readonly #random: () => number
  readonly #kill = new KillSwitch()
  /** All versions of each record, `null` while it is not in Billit. */
  readonly #versions = new Map<string, Array<string | null>>()
  readonly #baseline = new Map<string, string | null>()
  readonly #log: Delivered[] = []
  readonly #deleted: Array<{ resource: FakeResource; record: FakeRecord }> = []
  #changes = 0
  #kills = 0
  #changeRate = 0

  constructor(file: string, seed: number) {
    this.#file = file
    this.#random = createRandom(seed)
    this.server.pageSize = 3 + Math.floor(this.#random() * 6)
    for (let count = this.#random() * 12; count > 0; count -= 1) this.#change()
  }

  close(): void {
    this.#kill.remove()
  }

  /** Makes the copy, over several kills. Nothing changes meanwhile. */
  async begin(from: 'now' | 'beginning'): Promise<void> {
    if (from === 'now') for (const [record, json] of this.#state()) this.#baseline.set(record, json)
    for (let life = 0; life < 3; life += 1) await this.#live({ from, once: true }, Math.floor(this.#random() * 400))
    await this.#live({ from, once: true }, Number.POSITIVE_INFINITY)
  }

  /** One process: it is killed or the consumer throws, while the account changes. */
  async live(): Promise<void> {
    this.#changeRate = 0.5
    if (this.#random() < 0.3) this.server.order = (rows) => [...rows].sort(() => this.#random() - 0.5)
    // The clock of the machine may be set.
    if (this.#random() < 0.3) vi.setSystemTime(Date.now() + (this.#random() - 0.5) * 4 * 86_400_000)
    await this.#live({ once: this.#random() < 0.2 }, Math.floor(this.#random() * 700))
    this.#changeRate = 0
    this.server.order = (rows) => rows
  }

  /** Lets everything be delivered, and checks it. */
  async end(): Promise<Figures> {
    for (let run = 0; run < 4; run += 1) {
      vi.setSystemTime(Date.now() + 2 * 3_600_000)
      for await (const change of watch(this.server.client(), this.#file, { once: true, share: 1, maxDeliveries: 10_000 })) {
        this.#take(change)
        await change.done()
        this.#acknowledge(change.id)
      }
    }
    const problems = [...this.#check()]
    const ids = new Set(this.#log.map(({ id }) => id))
    return { changes: this.#changes, kills: this.#kills, delivered: ids.size, repeats: this.#log.length - ids.size, problems }
  }

  async #live(options: WatchOptions, statements: number): Promise<void> {
    const controller = new AbortController()
    this.#kill.left = statements
    this.#kill.onKill = () => controller.abort()
    let requests = 20 + this.#random() * 150
    this.server.beforeRequest = () => {
      requests -= 1
      if (requests < 0 && options.once !== true) {
        controller.abort()
        throw new Killed()
      }
      if (this.#random() < this.#changeRate) this.#change()
    }
    this.server.intercept = () => (this.#changeRate > 0 && this.#random() < 0.03 ? this.server.fail(500) : undefined)
    try {
      const all = { share: 1, maxDeliveries: 10_000, signal: controller.signal, onError: () => {}, ...options }
      for await (const change of watch(this.server.client(), this.#file, all)) await this.#consume(change)
    } catch (error) {
      // A watch that cannot read the account, which is its first request, does not start.
      const isNotStarted = error instanceof ServerError && this.server.requests.at(-1) === '/account'
      if (!(error instanceof Killed) && !controller.signal.aborted && !isNotStarted) throw error
      this.#kills += 1
    } finally {
      this.#kill.left = Number.POSITIVE_INFINITY
      this.server.intercept = () => undefined
      this.server.beforeRequest = () => {}
    }
  }

  /** A consumer that fails in all ways. */
  async #consume(change: Change): Promise<void> {
    this.#take(change)
    const luck = this.#random()
    if (luck < 0.05) throw new Killed()
    if (luck < 0.15) return
    if (luck < 0.25) return change.failed(new Error('out of paper'))
    await change.done()
    this.#acknowledge(change.id)
  }

  #take({ id, resource, key, kinds, before, after }: Change): void {
    const [old, now] = [before, after].map((version) => version && JSON.stringify(version))
    this.#log.push({ id, record: `${resource} ${key}`, kinds, before: old ?? null, after: now ?? null, isAcknowledged: false })
  }

  #acknowledge(id: string): void {
    const last = this.#log.findLast((entry) => entry.id === id)
    if (last) last.isAcknowledged = true
  }

  /** Changes a record at random, without a trace in the list half of the time. */
  #change(): void {
    const { server } = this
    const resource = RESOURCES[Math.floor(this.#random() * RESOURCES.length)] ?? 'invoices'
    const rows = server.records.get(resource) ?? []
    const index = Math.floor(this.#random() * rows.length)
    const kind = this.#random()
    this.#changes += 1
    const note = `change ${this.#changes}`
    const deleted = this.#deleted.find((each) => each.resource === resource)
    if (kind < 0.1 && deleted) {
      // A record that was missing for a while.
      rows.push(deleted.record)
      this.#deleted.splice(this.#deleted.indexOf(deleted), 1)
    } else if (kind < 0.2 || rows.length < 2) server.create(resource, { note })
    else if (kind < 0.4) {
      const [record] = rows.splice(index, 1)
      if (record) this.#deleted.push({ resource, record })
    } else if (resource === 'invoices' && kind < 0.7) Object.assign(rows[index] ?? {}, { item: note, mark: '4000' })
    else server.change(resource, index, { note, item: note })
    const state = this.#state()
    for (const record of new Set([...state.keys(), ...this.#versions.keys()])) {
      const versions = this.#versions.get(record) ?? []
      const now = state.get(record) ?? null
      if (versions.at(-1) !== now) versions.push(now)
      this.#versions.set(record, versions)
    }
  }

  #state(): Map<string, string> {
    const records = RESOURCES.flatMap((resource) =>
      Object.entries(this.server.expected(resource)).map(([key, json]) => [`${resource} ${key}`, normalize(json)] as const),
    )
    return new Map(records)
  }

  *#check(): Generator<string> {
    const state = this.#state()
    for (const record of new Set([...this.#versions.keys(), ...this.#log.map((entry) => entry.record)])) {
      const entries = this.#log.filter((entry) => entry.record === record)
      yield* this.#checkRecord(record, entries)
      const last = entries.at(-1)
      const reported = last ? last.after : (this.#baseline.get(record) ?? null)
      if (reported !== (state.get(record) ?? null)) yield `missing: the last state of ${record}`
    }
    const [left] = select(this.#file, 'SELECT count(*) AS left FROM billit_changes')
    if (left?.left !== 0) yield `${left?.left} changes were not delivered`
  }

  *#checkRecord(record: string, entries: readonly Delivered[]): Generator<string> {
    const versions = this.#versions.get(record) ?? []
    const done = new Set<string>()
    let [position, current] = [0, this.#baseline.get(record) ?? null]
    let previous: Delivered | undefined
    for (const entry of entries) {
      if (entry.id === previous?.id) {
        if (done.has(entry.id)) yield `a change of ${record} came again after done()`
      } else {
        if (entry.before !== current) yield `order: a change of ${record} does not continue the one before`
        if (previous && !done.has(previous.id)) yield `order: a change of ${record} came before the earlier one was done`
        const found = versions.indexOf(entry.after, position)
        if (found < 0) yield `invented: ${record} never was ${entry.after}`
        position = Math.max(found, position)
        const kinds = kindsOfChange(record.startsWith('invoices') ? 'invoices' : 'tags', entry.before, entry.after)
        if (kinds.join() !== entry.kinds.join()) yield `wrong kinds of ${record}: ${entry.kinds}`
      }
      if (entry.isAcknowledged) done.add(entry.id)
      current = entry.after
      previous = entry
    }
  }
}
