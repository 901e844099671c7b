/** A fake Billit API in this process, whose records can change between requests. */
import { Billit } from '../../src/index.ts'
import type { ExportResource } from '../../src/sync/index.ts'

export type FakeResource = Exclude<ExportResource, 'customers' | 'suppliers'>

export interface FakeRecord {
  key: string
  note: string
  /** Only in the details of an invoice, and not in the list. */
  item: string
  /** The tax authority's number, only in the details of an invoice. `undefined` while it has not decided. */
  mark: string | undefined
  /** The digits in the JSON. */
  amount: string
  updatedAt: number | undefined
}

export const FAKE_RESOURCES: FakeResource[] = ['contacts', 'products', 'tags', 'invoices', 'ocps', 'payments', 'purchases']

/** Thrown instead of a response, after which the server does not respond any more. */
export class Killed extends Error {}

export class FakeBillit {
  readonly records = new Map(FAKE_RESOURCES.map((name) => [name, [] as FakeRecord[]]))
  /** The path and query of each request. */
  readonly requests: string[] = []
  /** Called before each response. */
  beforeRequest: (path: string) => void = () => {}
  /** Responds to a request by itself. `undefined` for the usual response. */
  intercept: (path: string) => Response | undefined | Promise<Response | undefined> = () => undefined
  /** The order of the rows in a list. A database without a unique sort key may return another one for each request. */
  order: (rows: readonly FakeRecord[]) => readonly FakeRecord[] = (rows) => rows
  /** The server's clock, in milliseconds. */
  now = Date.parse('2026-11-24T10:00:00Z')
  /** How far each request advances the clock, in milliseconds. */
  tick = 400
  /** Maximum number of rows on a page, even if more are requested. */
  pageSize = 4
  /** The response of `GET /account`. */
  account: object | undefined = { uuid: '0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e' }
  #created = 0

  client(options: object = {}): Billit {
    return new Billit({
      token: 'secret-token',
      baseUrl: 'https://fake.example/v1',
      rateLimit: false,
      maxRetries: 0,
      fetch: this.fetch,
      ...options,
    })
  }

  create(resource: FakeResource, fields: Partial<FakeRecord> = {}): FakeRecord {
    this.#created += 1
    const number = String(this.#created).padStart(4, '0')
    const key =
      resource === 'invoices' || resource === 'ocps' ? `${number}0000-0000-4000-8000-000000000000` : String(this.#created)
    const record = {
      key,
      note: '',
      item: '',
      mark: undefined,
      amount: '10.50',
      updatedAt: resource === 'tags' ? undefined : this.#nowInSeconds(),
      ...fields,
    }
    // New rows come first.
    this.#rows(resource).unshift(record)
    return record
  }

  change(resource: FakeResource, index: number, fields: Partial<FakeRecord>): void {
    const rows = this.#rows(resource)
    const record = rows[index % Math.max(1, rows.length)]
    if (record) Object.assign(record, record.updatedAt === undefined ? {} : { updatedAt: this.#nowInSeconds() }, fields)
  }

  delete(resource: FakeResource, index: number): void {
    const rows = this.#rows(resource)
    if (rows.length > 0) rows.splice(index % rows.length, 1)
  }

  /** The expected records of an export: JSON by key. */
  expected(resource: FakeResource): Record<string, string> {
    return Object.fromEntries(this.#rows(resource).map((record) => [record.key, jsonOf(resource, record, true)]))
  }

  /** Number of requests for single invoices. */
  get details(): number {
    return this.requests.filter((path) => path.startsWith('/invoices/')).length
  }

  fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const { pathname, search, searchParams } = new URL(request.url)
    const path = pathname.replace('/v1', '')
    this.requests.push(path + search)
    this.now += this.tick
    this.beforeRequest(path)
    const intercepted = await this.intercept(path)
    if (intercepted) return intercepted
    const [, resource = '', key] = path.split('/')
    if (resource === 'account') return this.#respond(this.account ? 200 : 404, JSON.stringify({ data: this.account ?? [] }))
    const rows = this.#rows(resource as FakeResource)
    if (key !== undefined) {
      const record = rows.find((row) => row.key === key)
      return record
        ? this.#respond(200, `{"data": ${jsonOf(resource as FakeResource, record, true)} }`)
        : this.#respond(404, '{"statusCode":404,"error":"Not found","message":"","data":[]}')
    }
    const page = Number(searchParams.get('page'))
    const perPage = Math.min(this.pageSize, Number(searchParams.get('per_page')))
    const data = this.order(rows)
      .slice((page - 1) * perPage, page * perPage)
      .map((row) => jsonOf(resource as FakeResource, row, false))
    const lastPage = Math.max(1, Math.ceil(rows.length / perPage))
    const meta = { current_page: page, last_page: lastPage, per_page: perPage, total: rows.length }
    const links = { next: page < lastPage ? `?page=${page + 1}` : null }
    return this.#respond(200, `{"links":${JSON.stringify(links)},"data":[${data.join(' , ')}],"meta":${JSON.stringify(meta)}}`)
  }

  /** An error response. */
  fail = (status: number): Response =>
    this.#respond(status, JSON.stringify({ statusCode: status, error: 'Error', message: '', data: [] }))

  #respond(status: number, body: string): Response {
    const headers = { 'content-type': 'application/json', date: new Date(this.now).toUTCString() }
    return new Response(body, { status, headers })
  }

  /** The current time in whole seconds, like Billit's timestamps. */
  #nowInSeconds(): number {
    return Math.floor(this.now / 1000) * 1000
  }

  #rows(resource: FakeResource): FakeRecord[] {
    const rows = this.records.get(resource)
    if (!rows) throw new Error(`Unknown resource ${resource}`)
    return rows
  }
}

/** Keeps the digits of amounts. */
function jsonOf(resource: FakeResource, { key, note, item, mark, amount, updatedAt }: FakeRecord, withItems: boolean): string {
  const id = resource === 'invoices' || resource === 'ocps' ? { uuid: key } : { id: Number(key) }
  const time = updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt).toISOString().replace('.000Z', '+00:00') }
  const items =
    resource === 'invoices' && withItems
      ? {
          items: [{ quantity: '@1', netAmount: `@${amount}`, product: { title: item } }],
          ...(mark === undefined ? {} : { mydata: { invoiceMark: mark } }),
        }
      : {}
  const record = { ...id, note, amount: `@${amount}`, dateIssued: '2026-11-24', ...items, ...time }
  return JSON.stringify(record).replace(/"@((?:[^"\\]|\\.)*)"/g, (_, digits) => JSON.parse(`"${digits}"`))
}
