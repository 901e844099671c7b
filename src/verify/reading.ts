/** Reads everything that a token can read: lists, some of their records, pages, filters and errors. GET only. */
import { randomUUID } from 'node:crypto'
import { isRecord } from '../core/record.ts'
import { type Document, type Parameter, parametersOf } from '../tools/document.ts'
import { type ApiRequest, type Client, type Exchange, recordIn } from './client.ts'
import type { Deviation } from './compare.ts'
import { type Page, type PageRequest, pagingDeviation, readPage } from './paging.ts'
import { describeOrder, selectDiverseRows } from './rows.ts'
import { observeInvoices } from './sum-assumptions.ts'
import { countTied, haveSameTieOrder } from './tie-order.ts'
import { describeMarks } from './updated-at.ts'

/** The answer to a question that the OpenAPI document leaves open. It contains no response values except counts. */
export interface Observation {
  question: string
  answer: string
}

/** The result of reading, apart from the exchanges that the client records. */
export interface Reading {
  observations: Observation[]
  /** Pages with wrong paging. */
  paging: Array<{ exchange: Exchange; deviation: Deviation }>
  /** The account. Empty if it could not be read. */
  account: Record<PropertyKey, unknown>
  /** The rows of each list, by path. */
  rows: Map<string, unknown[]>
}

/** The state of one reading. */
interface Context {
  client: Client
  reading: Reading
  lists: readonly ListInfo[]
  /** The first page of each list, by path. */
  pages: Map<string, Page>
  observe(question: string, answer: string): void
}

/** Maximum number of requests for reading, including retries. */
export const MAX_REQUESTS = 60
/** Rows to request from each list. */
const ROWS = 50
/** Records of each list to read one by one. */
const RECORDS = 2
/** An id that no record has. */
const UNUSED_ID = 2_147_483_647

/** Nothing could be verified. The message explains how to fix it, and contains no response values. */
export class VerifyError extends Error {
  override readonly name = 'VerifyError'
}

/**
 * @param isBillit Whether this is Billit itself. A mock may accept any token.
 * @throws VerifyError if nothing can be read. The signal's reason after an abort.
 */
export async function readApi(document: Document, client: Client, isBillit: boolean): Promise<Reading> {
  const reading: Reading = { observations: [], paging: [], account: {}, rows: new Map() }
  const observe = (question: string, answer: string) => reading.observations.push({ question, answer })
  const context: Context = { client, reading, lists: findLists(document), pages: new Map(), observe }
  reading.account = await readAccount(client)
  await observeRoot(context)
  for (const list of context.lists) await readList(context, list)
  const details = client.exchanges.filter(({ path, status }) => path === '/invoices/{uuid}' && status === 200).map(recordIn)
  observeInvoices(reading.rows.get('/invoices') ?? [], details, observe)
  observe('Does updatedAt of an invoice move when it gets its MARK?', describeMarks(details))
  await observePaging(context)
  await observeTies(context)
  for (const { path, filters } of context.lists) for (const filter of filters) await observeFilter(context, path, filter)
  await requestErrors(context, isBillit)
  observeRateLimit(context)
  return reading
}

async function readAccount(client: Client): Promise<Reading['account']> {
  const response = await client.send({ path: '/account', expected: 200 })
  if (!response) throw new VerifyError('No response. Check the URL and your network connection.')
  if (response.status === 401) {
    throw new VerifyError(
      'The API rejected the token (401). Sandbox and production use different tokens. Create one under Settings > API.',
    )
  }
  return isRecord(response.body) && isRecord(response.body.data) ? response.body.data : {}
}

/** Billit's PHP client checks its token with GET /, but the OpenAPI document has only POST /. */
async function observeRoot({ client, observe }: Context): Promise<void> {
  const root = await client.send({ path: '/' })
  observe('Does GET / check the token, like POST /?', root?.status === 200 ? 'Yes.' : `No: status ${root?.status ?? 'none'}.`)
}

async function readList(context: Context, { path, keyName }: ListInfo): Promise<void> {
  const { client, reading, pages } = context
  const { exchange, page } = await requestPage(context, path, { page: 1, perPage: ROWS })
  if (page) pages.set(path, page)
  // Rows can be read even if the counts are missing.
  const rows = rowsIn(exchange)
  reading.rows.set(path, rows)
  for (const key of keyName ? keysOf(selectDiverseRows(rows, RECORDS), keyName) : []) {
    await client.send({ path: `${path}/{${keyName}}`, key, expected: 200 })
  }
}

/** Requests a page and checks its paging. */
async function requestPage(
  { client, reading }: Context,
  path: string,
  request: PageRequest,
  filters: ApiRequest['query'] = {},
): Promise<{ exchange: Exchange | undefined; page: Page | undefined }> {
  const query = { page: request.page, ...(request.perPage === undefined ? {} : { per_page: request.perPage }), ...filters }
  const exchange = await client.send({ path, query, expected: 200 })
  const page = readPage(exchange?.body)
  const deviation = page && pagingDeviation(page, request)
  if (exchange && deviation) reading.paging.push({ exchange, deviation })
  return { exchange, page }
}

async function observePaging(context: Context): Promise<void> {
  const { client, reading, pages, observe } = context
  const [longest] = [...pages].sort(([, one], [, other]) => other.total - one.total)
  if (!longest) return
  const [path, { rows, total }] = longest
  const { page: byDefault } = await requestPage(context, path, { page: 1 })
  observe('What is the default of per_page?', byDefault ? `${byDefault.perPage}.` : 'No page was returned.')

  const { page: first } = await requestPage(context, path, { page: 1, perPage: 2 })
  const before = reading.paging.length
  const { exchange, page: second } = await requestPage(context, path, { page: 2, perPage: 2 })
  const isRepeated = second?.rows.some((row) => first?.rows.some((other) => isSameRow(row, other)))
  // Not reported if the page already has a finding.
  if (isRepeated && exchange && reading.paging.length === before) {
    const deviation: Deviation = { kind: 'paging', path: 'data', declared: 'page 2 repeats a row of page 1' }
    reading.paging.push({ exchange, deviation })
  }
  await requestPage(context, path, { page: Math.ceil(total / 2) + 1, perPage: 2 })

  const aboveMaximum = await client.send({ path, query: { page: 1, per_page: 251 } })
  observe('What happens with a per_page above the maximum of 250?', describeAboveMaximum(aboveMaximum))
  observe('In which order are rows listed?', describeOrder(rows))

  const byBody = readPage(await client.getWithBody(path, { per_page: 1 }))
  const answer = byBody?.perPage === 1 ? 'Yes.' : 'No.'
  observe('Does GET accept filters and paging in a JSON body?', byBody ? answer : 'Not tested.')
}

/** Reads the list with the most ties again: at once, and in halves, because a database may order each size differently. */
async function observeTies(context: Context): Promise<void> {
  const { reading, observe } = context
  const question = 'Do rows with the same createdAt keep their order?'
  const [most] = [...reading.rows].sort(([, one], [, other]) => countTied(other) - countTied(one))
  const tied = countTied(most?.[1] ?? [])
  if (!most || tied === 0) return observe(question, 'Unknown: no listed rows have the same createdAt.')
  const [path, rows] = most
  const whole = await requestPage(context, path, { page: 1, perPage: ROWS })
  const parts: unknown[] = []
  for (const page of [1, 2]) parts.push(...rowsIn((await requestPage(context, path, { page, perPage: ROWS / 2 })).exchange))
  if ([rowsIn(whole.exchange), parts].every((again) => haveSameTieOrder(rows, again))) {
    return observe(question, `Yes: ${tied} rows, in three readings.`)
  }
  observe(question, 'No, so that a page can miss or repeat rows.')
  const declared = 'rows with the same createdAt change their order'
  if (whole.exchange) reading.paging.push({ exchange: whole.exchange, deviation: { kind: 'paging', path: 'data', declared } })
}

async function observeFilter(context: Context, path: string, { name, schema, example }: Parameter): Promise<void> {
  const { reading, pages, observe } = context
  const tag = reading.rows.get('/tags')?.find(isRecord)?.id
  const value = /^tag_?id$/.test(name) && typeof tag === 'number' ? tag : (schema.enum?.at(-1) ?? example)
  if (typeof value !== 'string' && typeof value !== 'number') return
  const { page } = await requestPage(context, path, { page: 1, perPage: 10 }, { [name]: value })
  observe(`How does ${name} change the number of rows of ${path}?`, describeEffect(page, pages.get(path)?.total ?? 0))
}

function describeEffect(page: Page | undefined, total: number): string {
  if (!page) return 'No response.'
  if (page.total === total) return 'Not at all.'
  return page.total < total ? 'Fewer rows.' : 'More rows.'
}

async function requestErrors({ client, lists, observe }: Context, isBillit: boolean): Promise<void> {
  for (const { path, keyName } of lists.filter((list) => list.path === '/contacts' || list.path === '/invoices')) {
    await client.send({ path: `${path}/{${keyName}}`, key: keyName === 'uuid' ? randomUUID() : UNUSED_ID, expected: 404 })
  }
  await client.send({ path: '/contacts', query: { per_page: 'many' }, expected: 422 })
  await client.with({ anonymous: true }).send({ path: '/account', expected: 401 })
  const withWrongToken = client.with({ token: `wrong-token-${randomUUID()}` })
  const response = await withWrongToken.send({ path: '/account', ...(isBillit ? { expected: 401 } : {}) })
  const answer = response?.status === 401 ? 'Yes, with 401.' : `No: status ${response?.status ?? 'none'}.`
  observe('Is a wrong token rejected?', answer)
}

function observeRateLimit({ client, observe }: Context): void {
  const limit = Number(client.exchanges[0]?.headers.get('x-ratelimit-limit') ?? Number.NaN)
  // Any other number may be data, so it is not reported.
  const isPlausible = Number.isSafeInteger(limit) && limit < 10_000
  observe(
    'What is the rate limit?',
    isPlausible ? `${limit} requests per window.` : 'X-RateLimit-Limit is missing or implausible.',
  )
}

function rowsIn(exchange: Exchange | undefined): unknown[] {
  const data = isRecord(exchange?.body) ? exchange.body.data : undefined
  return Array.isArray(data) ? data : []
}

interface ListInfo {
  path: string
  /** The path parameter of a record: `id` or `uuid`. `undefined` if records cannot be read one by one. */
  keyName: string | undefined
  filters: Parameter[]
}

/** Returns every list of the OpenAPI document. */
function findLists(document: Document): ListInfo[] {
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    const query = get ? parametersOf(document, get, 'query') : []
    if (!query.some(({ name }) => name === 'per_page')) return []
    const keyName = ['id', 'uuid'].find((name) => document.paths[`${path}/{${name}}`]?.get)
    return [{ path, keyName, filters: query.filter(({ name }) => name !== 'page' && name !== 'per_page') }]
  })
}

const keysOf = (rows: readonly unknown[], name: string): Array<string | number> =>
  rows.map((row) => (isRecord(row) ? row[name] : undefined)).filter((key) => typeof key === 'string' || typeof key === 'number')

function isSameRow(one: unknown, other: unknown): boolean {
  const [key, otherKey] = [one, other].map((row) => (isRecord(row) ? (row.id ?? row.uuid) : undefined))
  return key !== undefined && key === otherKey
}

function describeAboveMaximum(exchange: Exchange | undefined): string {
  if (exchange?.status === 422) return 'It is rejected with 422.'
  const page = readPage(exchange?.body)
  if (!page) return `The response has status ${exchange?.status ?? 'none'}.`
  if (page.perPage === 251) return 'It is accepted.'
  return page.perPage === 250 ? 'It is reduced to 250.' : 'It is replaced by another size.'
}
