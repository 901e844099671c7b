/** Creates test records and deletes them again. It deletes no other records. */
import { isRecord } from '../core/record.ts'
import { type Document, successOf } from '../tools/document.ts'
import type { Client, Exchange } from './client.ts'

/** A record that could not be deleted. */
export interface Leftover {
  /** Such as `an invoice`. The report contains only this. */
  kind: string
  /** Identifies the record in the account, for the user. */
  name: string
}

export type Row = Record<PropertyKey, unknown>

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

export interface TestRecords {
  /** `undefined` if the record was not created, or its key is unknown. */
  create(template: RecordTemplate): Promise<CreatedRecord | undefined>
  /** Adds a tag to delete, which Billit created because a record has it. */
  addTag(tag: string): void
  /** Deletes all test records, the last one first. @returns Those that could not be deleted. */
  deleteAll(): Promise<Leftover[]>
  /** Whether all records were created. */
  isComplete(): boolean
  /** The effect of a second DELETE of an invoice. `undefined` if no invoice was deleted. */
  secondDelete(): string | undefined
}

/** How many pages of 250 tags to search for the run's tag. */
const TAG_PAGES = 5

/**
 * @param cleanupClient The client for deleting, which must still work after the other one has been aborted.
 * @param mark The name of every test record of this run.
 */
export function createTestRecords(document: Document, client: Client, cleanupClient: Client, mark: string): TestRecords {
  const created: CreatedRecord[] = []
  const tags: string[] = []
  const leftovers: Leftover[] = []
  let isComplete = true
  let secondDelete: string | undefined

  return { create, addTag: (tag) => tags.push(tag), deleteAll, isComplete: () => isComplete, secondDelete: () => secondDelete }

  async function create(template: RecordTemplate): Promise<CreatedRecord | undefined> {
    const { kind, path, keyName, body } = template
    const post = document.paths[path]?.post
    const expected = post && successOf(document, post).status
    // Listed before the request, because an abort during the request may leave a record behind.
    const uncertain = { kind, name: `${kind} that may have been created: search for ${mark}` }
    leftovers.push(uncertain)
    const exchange = await client.send({ method: 'POST', path, body, ...(expected ? { expected } : {}) })
    const isRejected = exchange !== undefined && exchange.status >= 300 && exchange.status < 500
    const row = recordIn(exchange)
    const key = row[keyName]
    const hasKey = typeof key === 'string' || typeof key === 'number'
    if (isRejected || hasKey) leftovers.splice(leftovers.indexOf(uncertain), 1)
    if (isRejected || !hasKey) {
      isComplete = false
      return undefined
    }
    const record = { ...template, key, row }
    created.push(record)
    return record
  }

  async function deleteAll(): Promise<Leftover[]> {
    for (const record of created.toReversed()) if (!(await deleteRecord(record))) leftovers.push(toLeftover(record))
    for (const tag of tags) if (!(await deleteTag(tag))) leftovers.push({ kind: 'a tag', name: `the tag ${tag}` })
    return leftovers
  }

  async function deleteRecord({ path, keyName, key }: CreatedRecord): Promise<boolean> {
    const target = { path: `${path}/{${keyName}}`, key }
    const deletion = await sendDelete(target)
    if (path !== '/invoices') return isGone(deletion)
    // The first DELETE cancels an invoice. A second one removes it if it is the last of its type.
    const afterFirst = await cleanupClient.send(target)
    if (afterFirst?.status === 404) {
      secondDelete = 'Not needed: the first DELETE removes the invoice.'
      return true
    }
    await sendDelete(target)
    const afterSecond = await cleanupClient.send(target)
    secondDelete = afterSecond?.status === 404 ? 'It removes the invoice.' : 'Nothing: the invoice can still be read.'
    return afterSecond?.status === 404
  }

  async function sendDelete(target: { path: string; key: string | number }): Promise<Exchange | undefined> {
    const operation = document.paths[target.path]?.delete
    const expected = operation ? { expected: successOf(document, operation).status } : {}
    return cleanupClient.send({ ...target, method: 'DELETE', ...expected })
  }

  /** Searches for the tag by name, which is unique to this run. */
  async function deleteTag(tag: string): Promise<boolean> {
    for (let page = 1; page <= TAG_PAGES; page += 1) {
      const exchange = await cleanupClient.send({ path: '/tags', query: { page, per_page: 250 }, expected: 200 })
      const rows = isRecord(exchange?.body) && Array.isArray(exchange.body.data) ? exchange.body.data.filter(isRecord) : []
      const key = rows.find((row) => row.tag === tag)?.id
      if (typeof key === 'number') {
        await cleanupClient.send({ path: '/tags/{id}', key, expected: 200 })
        return isGone(await sendDelete({ path: '/tags/{id}', key }))
      }
      if (rows.length === 0) return exchange?.status === 200
    }
    return false
  }
}

/** The record in a response. Empty if there is none. */
export const recordIn = (exchange: Exchange | undefined): Row =>
  isRecord(exchange?.body) && isRecord(exchange.body.data) ? exchange.body.data : {}

const isGone = (deletion: Exchange | undefined): boolean =>
  deletion !== undefined && (deletion.status < 300 || deletion.status === 404)

function toLeftover({ kind, key, path, row }: CreatedRecord): Leftover {
  // Billit keeps a cancelled invoice, unless it is the last of its type.
  const state = path === '/invoices' ? ` (number ${row.number}), which may be cancelled` : ''
  return { kind, name: `${kind}, ${key}${state}` }
}
