// Uses every entry and every kind of export, as a caller would.
import {
  type ApiPromise,
  Billit,
  BillitError,
  type BillitOptions,
  type CreatedOnce,
  type DateInput,
  type Invoice,
  type InvoiceCreate,
  type List,
  type Logger,
  type Page,
  parseApiDate,
  type RateLimiter,
  type RequestEvent,
  type RequestOptions,
  type Result,
  toYmd,
  ValidationError,
} from 'billit-io'
import { type IdempotencyStore, memoryStore, postgresStore, type Queryable, sqliteStore } from 'billit-io/idempotency'
import { storeChecks } from 'billit-io/idempotency/testing'
import { type Mock, type MockOptions, startMock } from 'billit-io/mock'
import { checkInvoice, type IncomeClassificationType, incomeClassificationTypes, isAfm, type Problem } from 'billit-io/mydata'
import spec from 'billit-io/openapi.json' with { type: 'json' }

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
const options: BillitOptions = {
  token: async () => 'token',
  environment: 'sandbox',
  baseUrl: new URL('http://127.0.0.1:4010'),
  headers: { 'X-Shop': '1' },
  fetch: globalThis.fetch,
  logger,
  onRequest: ({ method, url }: RequestEvent) => logger.debug(`${method} ${url}`),
}
export const billit = new Billit(options)

export const limiter = (own: RateLimiter) => new Billit({ rateLimit: own })

export async function everyRow(): Promise<string[]> {
  const rows: string[] = []
  for await (const { uuid } of billit.invoices.list({ perPage: 250 }, { concurrency: 4 })) rows.push(uuid)
  return rows
}

export async function pages(): Promise<number> {
  const invoices: List<unknown> = billit.invoices.list()
  const page: Page<unknown> = await invoices
  let rows = page.data.length
  for await (const { data } of invoices.pages()) rows += data.length
  return rows + (await billit.contacts.list().toArray({ limit: 10 })).length
}

export async function create(body: InvoiceCreate, day: DateInput): Promise<Result<Invoice>> {
  const request: ApiPromise<Invoice> = billit.invoices.create({ ...body, invoiceDate: day })
  return request.withResponse()
}

export async function fields(call: () => Promise<unknown>): Promise<string[]> {
  try {
    await call()
    return []
  } catch (error) {
    if (error instanceof ValidationError) return Object.values(error.errors).flat()
    if (error instanceof BillitError && error.mayHaveSucceeded) return [error.message]
    throw error
  }
}

export const stores = (pool: Queryable): IdempotencyStore[] => [memoryStore(), postgresStore(pool), sqliteStore('invoices.db')]

export async function once(store: IdempotencyStore, draft: InvoiceCreate): Promise<CreatedOnce> {
  for (const { run } of storeChecks(() => store)) await run()
  return new Billit({ idempotencyStore: store }).invoices.createOnce('order-1', draft, { settle: 60_000, tag: true })
}

export async function rest(uuid: string, call: RequestOptions): Promise<Uint8Array> {
  await billit.account.get({ refresh: true })
  await billit.gsis.lookup('094014201', call)
  await billit.request<{ data: unknown[] }>({ method: 'GET', path: '/invoices', query: { anything: 1 } })
  return billit.invoices.pdf(uuid, { signal: new AbortController().signal })
}

export const days: Array<Date | null | string> = [parseApiDate('2026-11-22T22:30:00.000000Z'), toYmd(new Date())]

export async function onMock(mockOptions: MockOptions): Promise<string> {
  const mock: Mock = await startMock(mockOptions)
  await mock.close()
  return `${mock.url} ${spec.openapi}`
}

export const problems = (draft: InvoiceCreate): Problem[] => checkInvoice(draft)
export const codes: IncomeClassificationType[] = isAfm('094014201') ? incomeClassificationTypes.map(({ code }) => code) : []

// @ts-expect-error An environment that there is not.
new Billit({ environment: 'staging' })
// @ts-expect-error With exactOptionalPropertyTypes, a row without its details is refused.
export const wrong: InvoiceCreate = { customerId: 1, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [{}] }
