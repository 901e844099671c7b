/** What a token may read: every list, some records, pages, filters, and errors. GET only. */
import { randomUUID } from 'node:crypto'
import { isRecord } from '../core/record.ts'
import { type Document, type Parameter, parametersOf } from '../tools/document.ts'
import type { Deviation } from './compare.ts'
import type { Client, Exchange, Question } from './exchange.ts'
import { type PageFacts, pagingDeviation, readPage } from './paging.ts'
import { differentRows, orderOf } from './rows.ts'

/** An answer to a question that the document leaves open. In words of ours and counts. */
export interface Observation {
  question: string
  answer: string
}

/** What reading gave, beside the answers that the client keeps. */
export interface Reading {
  observations: Observation[]
  /** Pages that are wrong as pages. */
  paging: Array<{ exchange: Exchange; deviation: Deviation }>
  /** The account, if it was answered. */
  account: Record<PropertyKey, unknown>
  /** The rows of each list that were read, by its path. */
  rows: Map<string, unknown[]>
}

/** The most requests that reading sends, repetitions included. */
export const MAX_REQUESTS = 60
/** Rows asked for in each list. */
const ROWS = 50
/** Records read one by one, of each list. */
const RECORDS = 2
/** An id that no record has. */
const NO_ID = 2_147_483_647

/** Why nothing could be verified, and the cure, in a sentence without any value of an answer. */
export class VerifyError extends Error {
  override readonly name = 'VerifyError'
}

/**
 * @param isBillit Whether this is Billit itself. A mock may take any token.
 * @throws VerifyError if nothing can be read. The signal's reason, once it has aborted.
 */
export async function readAll(document: Document, client: Client, isBillit: boolean): Promise<Reading> {
  const reading: Reading = { observations: [], paging: [], account: {}, rows: new Map() }
  const observe = (question: string, answer: string) => reading.observations.push({ question, answer })

  /** Asks for a page, and looks at it as a page. */
  async function askPage(path: string, asked: { page: number; perPage?: number }, more: Question['query'] = {}) {
    const { page, perPage } = asked
    const query = { page, ...(perPage === undefined ? {} : { per_page: perPage }), ...more }
    const exchange = await client.ask({ path, query, expected: 200 })
    const facts = readPage(exchange?.body)
    const deviation = facts && pagingDeviation(facts, asked)
    if (exchange && deviation) reading.paging.push({ exchange, deviation })
    return { exchange, facts }
  }

  const account = await client.ask({ path: '/account', expected: 200 })
  if (!account) throw new VerifyError('No answer came: check the address, and that the API can be reached from here.')
  if (account.status === 401) {
    throw new VerifyError(
      'The API refuses the token (401). Sandbox and production have tokens of their own: create one under Settings > API.',
    )
  }
  if (isRecord(account?.body) && isRecord(account.body.data)) reading.account = account.body.data
  await observeRoot()

  const lists = listsIn(document)
  const pages = new Map<string, PageFacts>()
  for (const { path, item } of lists) {
    const { exchange, facts } = await askPage(path, { page: 1, perPage: ROWS })
    if (facts) pages.set(path, facts)
    // A page without its counts has rows all the same.
    const rows = rowsOf(exchange)
    reading.rows.set(path, rows)
    for (const key of item ? keysOf(differentRows(rows, RECORDS), item) : []) {
      await client.ask({ path: `${path}/{${item}}`, key, expected: 200 })
    }
  }
  await observePaging()
  for (const { path, filters } of lists) for (const filter of filters) await observeFilter(path, filter)
  await askForErrors()
  observeRateLimit()
  return reading

  /** The PHP client checks its token so. The document has the POST alone. */
  async function observeRoot() {
    const root = await client.ask({ path: '/' })
    observe(
      'Does GET / check the token, as POST / does?',
      root?.status === 200 ? 'Yes.' : `No: status ${root?.status ?? 'none'}.`,
    )
  }

  async function observePaging() {
    const [longest] = [...pages].sort(([, one], [, other]) => other.total - one.total)
    if (!longest) return
    const [path, { rows, total }] = longest
    const { facts: usual } = await askPage(path, { page: 1 })
    observe('How many rows has a page when per_page is not sent?', usual ? `${usual.perPage}.` : 'No page was answered.')

    const { facts: first } = await askPage(path, { page: 1, perPage: 2 })
    const before = reading.paging.length
    const { exchange, facts: second } = await askPage(path, { page: 2, perPage: 2 })
    const isRepeated = second?.rows.some((row) => first?.rows.some((other) => isSameRow(row, other)))
    // A page that is wrong in itself has been told already.
    if (isRepeated && exchange && reading.paging.length === before) {
      reading.paging.push({
        exchange,
        deviation: { kind: 'paging', path: 'data', declared: 'page 2 repeats a row of page 1' },
      })
    }
    await askPage(path, { page: Math.ceil(total / 2) + 1, perPage: 2 })

    const most = await client.ask({ path, query: { page: 1, per_page: 251 } })
    observe('What happens to a per_page above the maximum, 250?', beyondMaximum(most))
    observe('In which order are rows listed?', orderOf(rows))

    const byBody = readPage(await client.askWithBody(path, { per_page: 1 }))
    const isRead = byBody?.perPage === 1
    observe('Are filters and paging read from a JSON body on GET?', byBody ? (isRead ? 'Yes.' : 'No.') : 'It was not asked.')
  }

  async function observeFilter(path: string, { name, schema, example }: Parameter) {
    const tag = reading.rows.get('/tags')?.find(isRecord)?.id
    const value = /^tag_?id$/.test(name) && typeof tag === 'number' ? tag : (schema.enum?.at(-1) ?? example)
    if (typeof value !== 'string' && typeof value !== 'number') return
    const { facts: page } = await askPage(path, { page: 1, perPage: 10 }, { [name]: value })
    const all = pages.get(path)?.total ?? 0
    const effect = !page
      ? 'It was not answered.'
      : page.total < all
        ? 'Fewer rows.'
        : page.total === all
          ? 'As many rows.'
          : 'More rows.'
    observe(`What does ${name} do to ${path}?`, effect)
  }

  async function askForErrors() {
    for (const { path, item } of lists.filter(({ path: one }) => one === '/contacts' || one === '/invoices')) {
      await client.ask({ path: `${path}/{${item}}`, key: item === 'uuid' ? randomUUID() : NO_ID, expected: 404 })
    }
    await client.ask({ path: '/contacts', query: { per_page: 'many' }, expected: 422 })
    await client.with({ anonymous: true }).ask({ path: '/account', expected: 401 })
    const wrong = client.with({ token: `wrong-token-${randomUUID()}` })
    const answered = await wrong.ask({ path: '/account', ...(isBillit ? { expected: 401 } : {}) })
    observe(
      'Is a wrong token refused?',
      answered?.status === 401 ? 'Yes, with 401.' : `No: status ${answered?.status ?? 'none'}.`,
    )
  }

  function observeRateLimit() {
    const limit = Number(client.exchanges[0]?.headers.get('x-ratelimit-limit') ?? Number.NaN)
    // A number of another size is no limit, so it is not told.
    const answer = Number.isSafeInteger(limit) && limit < 10_000 ? `${limit} in a window.` : 'X-RateLimit-Limit does not say.'
    observe('How many requests are allowed?', answer)
  }
}

function rowsOf(exchange: Exchange | undefined): unknown[] {
  const data = isRecord(exchange?.body) ? exchange.body.data : undefined
  return Array.isArray(data) ? data : []
}

interface ListFacts {
  path: string
  /** What the path of a record ends with: `id` or `uuid`. `undefined`: records cannot be read one by one. */
  item: string | undefined
  filters: Parameter[]
}

/** Every list of the document. */
function listsIn(document: Document): ListFacts[] {
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    const query = get ? parametersOf(document, get, 'query') : []
    if (!query.some(({ name }) => name === 'per_page')) return []
    const item = ['id', 'uuid'].find((name) => document.paths[`${path}/{${name}}`]?.get)
    return [{ path, item, filters: query.filter(({ name }) => name !== 'page' && name !== 'per_page') }]
  })
}

const keysOf = (rows: readonly unknown[], name: string): Array<string | number> =>
  rows.map((row) => (isRecord(row) ? row[name] : undefined)).filter((key) => typeof key === 'string' || typeof key === 'number')

function isSameRow(one: unknown, other: unknown): boolean {
  const [key, otherKey] = [one, other].map((row) => (isRecord(row) ? (row.id ?? row.uuid) : undefined))
  return key !== undefined && key === otherKey
}

function beyondMaximum(exchange: Exchange | undefined): string {
  if (exchange?.status === 422) return 'It is refused with 422.'
  const page = readPage(exchange?.body)
  if (!page) return `It is answered with status ${exchange?.status ?? 'none'}.`
  return page.perPage === 251
    ? 'It is taken.'
    : page.perPage === 250
      ? 'It is lowered to 250.'
      : 'It is replaced by another size.'
}
