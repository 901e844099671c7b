/** Creates test records and deletes them again. It deletes no other records. */
import { isRecord } from '../core/record.ts'
import { type Document, successOf } from '../tools/document.ts'
import { type Client, type Exchange, type Row, recordIn } from './client.ts'
import { movesUpdatedAt, type Sleep } from './updated-at.ts'

/** A record that could not be deleted. */
export interface Leftover {
  /** Such as `an invoice`. The report contains only this. */
  kind: string
  /** Identifies the record in the account, for the user. */
  name: string
}

/** A record to create. */
export interface RecordTemplate {
  /** Such as `an invoice`. */
  kind: string
  /** The path of the list: `/invoices`. */
  path: string
  /** The field that identifies a record. */
  keyName: 'id' | 'uuid'
  body: object
}

export interface CreatedRecord extends RecordTemplate {
  key: string | number
  /** The record in the response. */
  row: Row
}

/** How many pages of 250 tags to search for the run's tag. */
const TAG_PAGES = 5

/** The clients of a run. `cleanup` deletes, and must still work after `client` has been aborted. */
interface Clients {
  client: Client
  cleanup: Client
}

export class TestRecords {
  readonly #document: Document
  readonly #clients: Clients
  readonly #mark: string
  readonly #created: CreatedRecord[] = []
  readonly #tags: string[] = []
  readonly #leftovers: Leftover[] = []
  #isComplete = true
  #secondDelete: string | undefined
  #cancellation: string | undefined
  readonly #sleep: Sleep

  /** @param mark The name of every test record of this run. */
  constructor(document: Document, clients: Clients, mark: string, sleep: Sleep) {
    this.#document = document
    this.#clients = clients
    this.#mark = mark
    this.#sleep = sleep
  }

  /** Whether all records were created. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** The effect of a second DELETE of an invoice. `undefined` if no invoice was deleted. */
  get secondDelete(): string | undefined {
    return this.#secondDelete
  }

  /** Whether `updatedAt` of an invoice moves when it is cancelled. `undefined` if no invoice was cancelled. */
  get cancellation(): string | undefined {
    return this.#cancellation
  }

  /** @returns `undefined` if the record was not created, or its key is unknown. */
  async create(template: RecordTemplate): Promise<CreatedRecord | undefined> {
    const { kind, path, keyName, body } = template
    const post = this.#document.paths[path]?.post
    const expected = post && successOf(this.#document, post).status
    // Listed before the request, because an abort during the request may leave a record behind.
    const uncertain = { kind, name: `${kind} that may have been created: search for ${this.#mark}` }
    this.#leftovers.push(uncertain)
    const exchange = await this.#clients.client.send({ method: 'POST', path, body, ...(expected ? { expected } : {}) })
    const isRejected = exchange !== undefined && exchange.status >= 300 && exchange.status < 500
    const row = recordIn(exchange)
    const key = row[keyName]
    const hasKey = typeof key === 'string' || typeof key === 'number'
    if (isRejected || hasKey) this.#leftovers.splice(this.#leftovers.indexOf(uncertain), 1)
    if (isRejected || !hasKey) {
      this.#isComplete = false
      return undefined
    }
    const record = { ...template, key, row }
    this.#created.push(record)
    return record
  }

  /** Adds a tag to delete, which Billit created because a record has it. */
  addTag(tag: string): void {
    this.#tags.push(tag)
  }

  /** Deletes all test records, the last one first. @returns Those that could not be deleted. */
  async deleteAll(): Promise<Leftover[]> {
    const leftovers = this.#leftovers
    for (const record of this.#created.toReversed()) if (!(await this.#delete(record))) leftovers.push(toLeftover(record))
    for (const tag of this.#tags) if (!(await this.#deleteTag(tag))) leftovers.push({ kind: 'a tag', name: `the tag ${tag}` })
    return leftovers
  }

  async #delete({ path, keyName, key }: CreatedRecord): Promise<boolean> {
    const { cleanup } = this.#clients
    const target = { path: `${path}/{${keyName}}`, key }
    if (path !== '/invoices') return isGone(await this.#sendDelete(target))
    // The first DELETE cancels an invoice. A second one removes it if it is the last of its type.
    const read = () => cleanup.send(target)
    const { after, answer } = await movesUpdatedAt(this.#sleep, read, () => this.#sendDelete(target))
    if (after?.status === 404) {
      this.#secondDelete = 'Not needed: the first DELETE removes the invoice.'
      return true
    }
    await this.#sendDelete(target)
    this.#cancellation ??= answer
    const afterSecond = await cleanup.send(target)
    this.#secondDelete = afterSecond?.status === 404 ? 'It removes the invoice.' : 'Nothing: the invoice can still be read.'
    return afterSecond?.status === 404
  }

  async #sendDelete(target: { path: string; key: string | number }): Promise<Exchange | undefined> {
    const operation = this.#document.paths[target.path]?.delete
    const expected = operation ? { expected: successOf(this.#document, operation).status } : {}
    return this.#clients.cleanup.send({ ...target, method: 'DELETE', ...expected })
  }

  /** Searches for the tag by name, which is unique to this run. */
  async #deleteTag(tag: string): Promise<boolean> {
    const { cleanup } = this.#clients
    for (let page = 1; page <= TAG_PAGES; page += 1) {
      const exchange = await cleanup.send({ path: '/tags', query: { page, per_page: 250 }, expected: 200 })
      const rows = isRecord(exchange?.body) && Array.isArray(exchange.body.data) ? exchange.body.data.filter(isRecord) : []
      const key = rows.find((row) => row.tag === tag)?.id
      if (typeof key === 'number') {
        await cleanup.send({ path: '/tags/{id}', key, expected: 200 })
        return isGone(await this.#sendDelete({ path: '/tags/{id}', key }))
      }
      if (rows.length === 0) return exchange?.status === 200
    }
    return false
  }
}

const isGone = (deletion: Exchange | undefined): boolean =>
  deletion !== undefined && (deletion.status < 300 || deletion.status === 404)

function toLeftover({ kind, key, path, row }: CreatedRecord): Leftover {
  // Billit keeps a cancelled invoice, unless it is the last of its type.
  const state = path === '/invoices' ? ` (number ${row.number}), which may be cancelled` : ''
  return { kind, name: `${kind}, ${key}${state}` }
}
