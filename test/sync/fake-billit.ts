/** A Billit in this process, whose records change while they are read. */

import { Billit } from '../../src/index.ts'
import type { ExportResource } from '../../src/sync/index.ts'

export type FakeResource = Exclude<ExportResource, 'customers' | 'suppliers'>

export interface FakeRecord {
  key: string
  note: string
  /** Only the details of an invoice show it. */
  item: string
  /** As its digits stand in the JSON. */
  amount: string
  updatedAt: number | undefined
}

export const FAKE_RESOURCES: FakeResource[] = ['contacts', 'products', 'tags', 'invoices', 'ocps', 'payments', 'purchases']

/** Thrown in the place of an answer, from which on the server does not answer any more. */
export class Killed extends Error {}

export class FakeBillit {
  readonly records = new Map(FAKE_RESOURCES.map((name) => [name, [] as FakeRecord[]]))
  /** The path and query of each request. */
  readonly requests: string[] = []
  /** Called before each request is answered. */
  beforeRequest: (path: string) => void = () => {}
  /** The server's clock, in milliseconds. */
  now = Date.parse('2026-11-24T10:00:00Z')
  /** By so much the clock goes on with each request. */
  tick = 400
  /** The most rows on a page, whatever is asked for. */
  pageSize = 4
  /** What `GET /account` answers. */
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
      amount: '10.50',
      updatedAt: resource === 'tags' ? undefined : this.#second(),
      ...fields,
    }
    // New rows come in at the front.
    this.#of(resource).unshift(record)
    return record
  }

  change(resource: FakeResource, index: number, fields: Partial<FakeRecord>): void {
    const rows = this.#of(resource)
    const record = rows[index % Math.max(1, rows.length)]
    if (record) Object.assign(record, record.updatedAt === undefined ? {} : { updatedAt: this.#second() }, fields)
  }

  delete(resource: FakeResource, index: number): void {
    const rows = this.#of(resource)
    if (rows.length > 0) rows.splice(index % rows.length, 1)
  }

  /** The records as an export should have them: JSON by key. */
  expected(resource: FakeResource): Record<string, string> {
    return Object.fromEntries(this.#of(resource).map((record) => [record.key, jsonOf(resource, record, true)]))
  }

  /** How many invoices were asked for one by one. */
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
    const [, resource = '', key] = path.split('/')
    if (resource === 'account') return this.#answer(this.account ? 200 : 404, JSON.stringify({ data: this.account ?? [] }))
    const rows = this.#of(resource as FakeResource)
    if (key !== undefined) {
      const record = rows.find((row) => row.key === key)
      return record
        ? this.#answer(200, `{"data": ${jsonOf(resource as FakeResource, record, true)} }`)
        : this.#answer(404, '{"statusCode":404,"error":"Not found","message":"","data":[]}')
    }
    const page = Number(searchParams.get('page'))
    const perPage = Math.min(this.pageSize, Number(searchParams.get('per_page')))
    const data = rows.slice((page - 1) * perPage, page * perPage).map((row) => jsonOf(resource as FakeResource, row, false))
    const lastPage = Math.max(1, Math.ceil(rows.length / perPage))
    const meta = { current_page: page, last_page: lastPage, per_page: perPage, total: rows.length }
    const links = { next: page < lastPage ? `?page=${page + 1}` : null }
    return this.#answer(200, `{"links":${JSON.stringify(links)},"data":[${data.join(' , ')}],"meta":${JSON.stringify(meta)}}`)
  }

  #answer(status: number, body: string): Response {
    const headers = { 'content-type': 'application/json', date: new Date(this.now).toUTCString() }
    return new Response(body, { status, headers })
  }

  /** Billit's times have no fractions. */
  #second(): number {
    return Math.floor(this.now / 1000) * 1000
  }

  #of(resource: FakeResource): FakeRecord[] {
    const rows = this.records.get(resource)
    if (!rows) throw new Error(`There is no resource ${resource}`)
    return rows
  }
}

/** Numbers are written digit by digit. */
function jsonOf(resource: FakeResource, { key, note, item, amount, updatedAt }: FakeRecord, isWhole: boolean): string {
  const id = resource === 'invoices' || resource === 'ocps' ? { uuid: key } : { id: Number(key) }
  const time = updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt).toISOString().replace('.000Z', '+00:00') }
  const items =
    resource === 'invoices' && isWhole ? { items: [{ quantity: '@1', netAmount: `@${amount}`, product: { title: item } }] } : {}
  const record = { ...id, note, amount: `@${amount}`, dateIssued: '2026-11-24', ...items, ...time }
  return JSON.stringify(record).replace(/"@((?:[^"\\]|\\.)*)"/g, (_, digits) => JSON.parse(`"${digits}"`))
}
