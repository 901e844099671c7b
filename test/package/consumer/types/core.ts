// Uses every entry that is also CommonJS, and every kind of export, without any global of the web or of Node.
import {
  type ApiPromise,
  Billit,
  BillitError,
  type BillitOptions,
  type CreatedOnce,
  type DateInput,
  type Invoice,
  type InvoiceCreate,
  isBillitError,
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
import { type Config, createClient, createConfig, listTags, type TagPage } from 'billit-io/client'
import { type IdempotencyStore, memoryStore, postgresStore, type Queryable, sqliteStore } from 'billit-io/idempotency'
import { storeChecks } from 'billit-io/idempotency/testing'
import { checkInvoice, type IncomeClassificationType, incomeClassificationTypes, isAfm, type Problem } from 'billit-io/mydata'
import { type FlexibleLimiter, redisRateLimiter, sharedRateLimiter } from 'billit-io/rate-limit'

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
const options: BillitOptions = {
  token: async () => 'token',
  environment: 'sandbox',
  headers: { 'X-Shop': '1' },
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
  return billit.invoices.pdf(uuid, call)
}

export async function status(): Promise<number | undefined> {
  const { response } = await billit.tags.get(1).withResponse()
  return response.headers.get('Retry-After') === null ? response.status : undefined
}

export async function tags(config: Config): Promise<TagPage | undefined> {
  const { data, response } = await listTags({ client: createClient(createConfig(config)), query: { page: 1 } })
  return response?.status === 200 ? data : undefined
}

export const limiters = (store: FlexibleLimiter, redis: Parameters<typeof redisRateLimiter>[0]): RateLimiter[] => [
  sharedRateLimiter(store),
  redisRateLimiter(redis, { requests: 60 }),
]

export const operation = (error: unknown): string | undefined => (isBillitError(error) ? error.operation : undefined)

export const days: Array<Date | null | string> = [parseApiDate('2026-11-22T22:30:00.000000Z'), toYmd(new Date())]

export const problems = (draft: InvoiceCreate): Problem[] => checkInvoice(draft)
export const codes: IncomeClassificationType[] = isAfm('094014201') ? incomeClassificationTypes.map(({ code }) => code) : []

// @ts-expect-error An environment that there is not.
new Billit({ environment: 'staging' })
// @ts-expect-error With exactOptionalPropertyTypes, a row without its details is refused.
export const wrong: InvoiceCreate = { customerId: 1, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [{}] }
