/** Records that a run makes for itself, and takes away again. It deletes nothing else. */
import { isRecord } from '../core/record.ts'
import { type Document, successOf } from '../tools/document.ts'
import type { Client, Exchange } from './exchange.ts'

/** A record that could not be deleted. */
export interface LeftOver {
  /** Such as `an invoice`: what the report may hold. */
  kind: string
  /** As a person finds it in the account. */
  name: string
}

export type Row = Record<PropertyKey, unknown>

export interface Draft {
  /** Such as `an invoice`. */
  kind: string
  /** The path of the list: `/invoices`. */
  path: string
  /** What a record is known by: `id` or `uuid`. */
  item: 'id' | 'uuid'
  body: object
}

/** A record that was made. */
export interface Made extends Draft {
  key: string | number
  row: Row
}

export interface TestRecords {
  /** `undefined`: it was not made, or nothing is known of it. */
  make(draft: Draft): Promise<Made | undefined>
  /** Takes note of a tag that came into being because a record names it. */
  named(tag: string): void
  /** Deletes what was made, the last first, and says what is still there. */
  removeAll(): Promise<LeftOver[]>
  /** Whether every record that was asked for was made. */
  isComplete(): boolean
  /** What deleting invoices showed. `undefined`: none was deleted. */
  secondDelete(): string | undefined
}

/** Pages of 250 tags that are searched for the run's own. */
const TAG_PAGES = 5

/** @param cleaner The client that deletes: it must not stop with the one that makes. */
export function createTestRecords(document: Document, client: Client, cleaner: Client, mark: string): TestRecords {
  const made: Made[] = []
  const tags: string[] = []
  const leftOver: LeftOver[] = []
  let isComplete = true
  let secondDelete: string | undefined

  return { make, named: (tag) => tags.push(tag), removeAll, isComplete: () => isComplete, secondDelete: () => secondDelete }

  async function make(draft: Draft): Promise<Made | undefined> {
    const { kind, path, item, body } = draft
    const post = document.paths[path]?.post
    const expected = post && successOf(document, post).status
    // Until its answer has come, the record may be there: an abort on the way must not hide it.
    const uncertain = { kind, name: `${kind} that may have been made: look for ${mark}` }
    leftOver.push(uncertain)
    const exchange = await client.ask({ method: 'POST', path, body, ...(expected ? { expected } : {}) })
    const isRefused = exchange !== undefined && exchange.status >= 300 && exchange.status < 500
    const row = dataOf(exchange)
    const key = row[item]
    if (isRefused || typeof key === 'string' || typeof key === 'number') leftOver.splice(leftOver.indexOf(uncertain), 1)
    if (isRefused || (typeof key !== 'string' && typeof key !== 'number')) {
      isComplete = false
      return undefined
    }
    const one = { ...draft, key, row }
    made.push(one)
    return one
  }

  async function removeAll(): Promise<LeftOver[]> {
    for (const one of made.toReversed()) if (!(await remove(one))) leftOver.push(nameOf(one))
    for (const tag of tags) if (!(await removeTag(tag))) leftOver.push({ kind: 'a tag', name: `the tag ${tag}` })
    return leftOver
  }

  async function remove({ path, item, key }: Made): Promise<boolean> {
    const question = { path: `${path}/{${item}}`, key }
    const deletion = await deleteAt(question)
    if (path !== '/invoices') return isGone(deletion)
    // The first delete cancels. Another one removes the last invoice of its type.
    const cancelled = await cleaner.ask(question)
    if (cancelled?.status === 404) {
      secondDelete = 'It is not needed: the first one removes the invoice.'
      return true
    }
    await deleteAt(question)
    const after = await cleaner.ask(question)
    secondDelete = after?.status === 404 ? 'It removes the invoice.' : 'The invoice still shows.'
    return after?.status === 404
  }

  async function deleteAt(question: { path: string; key: string | number }): Promise<Exchange | undefined> {
    const operation = document.paths[question.path]?.delete
    return cleaner.ask({
      ...question,
      method: 'DELETE',
      ...(operation ? { expected: successOf(document, operation).status } : {}),
    })
  }

  /** Looks for it by its name, which is of this run alone. */
  async function removeTag(tag: string): Promise<boolean> {
    for (let page = 1; page <= TAG_PAGES; page += 1) {
      const exchange = await cleaner.ask({ path: '/tags', query: { page, per_page: 250 }, expected: 200 })
      const rows = isRecord(exchange?.body) && Array.isArray(exchange.body.data) ? exchange.body.data.filter(isRecord) : []
      const key = rows.find((row) => row.tag === tag)?.id
      if (typeof key === 'number') {
        await cleaner.ask({ path: '/tags/{id}', key, expected: 200 })
        return isGone(await deleteAt({ path: '/tags/{id}', key }))
      }
      if (rows.length === 0) return exchange?.status === 200
    }
    return false
  }
}

/** The record in an answer. Empty where there is none. */
export const dataOf = (exchange: Exchange | undefined): Row =>
  isRecord(exchange?.body) && isRecord(exchange.body.data) ? exchange.body.data : {}

const isGone = (deletion: Exchange | undefined): boolean =>
  deletion !== undefined && (deletion.status < 300 || deletion.status === 404)

function nameOf({ kind, key, path, row }: Made): LeftOver {
  // A cancelled invoice stays, as Billit has it, unless it is the last of its type.
  const state = path === '/invoices' ? ` (number ${row.number}), which is cancelled at best` : ''
  return { kind, name: `${kind}, ${key}${state}` }
}
