/** The invoice endpoints that `createOnce` uses, with scripted failures. It is independent of HTTP. */
import { randomUUID } from 'node:crypto'

export interface StoredInvoice {
  uuid: string
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  dateIssued: string
  customer: { id: number }
  amount: number
  /** As they were sent. */
  tags: string[]
  [field: string]: unknown
}

/** How the server handles a POST. */
export type Scenario =
  | 'created'
  | 'drop before' // the connection breaks, and no invoice is created
  | 'drop after' // the connection breaks after the invoice is created
  | 'late' // the connection breaks, and the invoice is created later
  | '500 before'
  | '500 after'
  | '429'
  | '422'
  | '401'
  | `${422 | 409 | 423 | 425 | 499} after` // the invoice is created, and the response refuses it
  | `HTML ${403 | 404} after` // the invoice is created, and a gateway refuses it
  | 'HTML' // the invoice is created, and the response is a 200 with HTML
  | 'truncated' // the invoice is created, and the response is truncated
  | 'stall' // the invoice is created, and the server never responds
  | 'no uuid' // the invoice is created, and the response has no uuid

export interface ApiResponse {
  status: number
  /** A string is sent unchanged, any other value as JSON. */
  body: unknown
  headers?: Record<string, string>
}

export interface ServerOptions {
  /** The server clock, in milliseconds since 1970. */
  now?: () => number
  order?: 'newest first' | 'oldest first' | 'by number' | 'shuffled'
  /** The largest page size. */
  pageSize?: number
  /** Returns the scenario for the next POST. */
  nextScenario?: (body: Record<string, unknown>) => Scenario
  /** Schedules the creation of a `late` invoice. */
  schedule?: (run: () => void) => void
  /** How tags are returned. Default: as they were sent. */
  showTags?: (tags: string[], invoice: StoredInvoice) => unknown
  /** Milliseconds after which a new invoice is in the list. */
  listDelay?: number
  /** Changes an invoice before it is stored. */
  beforeStore?: (invoice: StoredInvoice) => void
}

export interface InvoiceApi {
  /** @throws Dropped or Stalled if there is no response. */
  handle(method: string, url: URL, body: string): ApiResponse
}

/** Thrown if the connection breaks instead of a response. */
export class Dropped extends Error {}
/** Thrown if the server never responds. */
export class Stalled extends Error {}

export class InvoiceServer implements InvoiceApi {
  readonly rows: StoredInvoice[] = []
  /** `POST`, `LIST` or `GET` for each request, in order. */
  readonly log: string[] = []
  readonly #options: Required<ServerOptions>
  readonly #addedAt = new WeakMap<StoredInvoice, number>()

  constructor(options: ServerOptions = {}) {
    this.#options = {
      ...{ now: () => Date.now(), order: 'newest first', pageSize: 250, nextScenario: () => 'created', listDelay: 0 },
      showTags: (tags) => tags,
      beforeStore: () => {},
      schedule: (run) => setTimeout(run, 5000),
      ...options,
    }
  }

  get posts(): number {
    return this.log.filter((request) => request === 'POST').length
  }

  /** Returns the invoices with a tag. */
  findTagged(tag: string): StoredInvoice[] {
    return this.rows.filter(({ tags }) => tags.includes(tag))
  }

  /** Stores an invoice, as if another program had created it. */
  add(draft: object, fields: Partial<StoredInvoice> = {}): StoredInvoice {
    const { now } = this.#options
    const body: Record<string, unknown> = { ...draft }
    const time = `${new Date(now()).toISOString().slice(0, 19)}+00:00`
    const products = (body.products ?? []) as Array<{ price: number; quantity: number }>
    const tags = [...((body.tags ?? []) as string[])]
    const stored: StoredInvoice = {
      ...{ uuid: randomUUID(), number: this.rows.length + 1, type: { id: body.invoiceTypeId }, items: [] },
      ...{ createdAt: time, updatedAt: time, deletedAt: null, dateIssued: String(body.invoiceDate) },
      ...{ customer: { id: Number(body.customerId) }, tags },
      amount: products.reduce((sum, { price, quantity }) => sum + Math.round(price * quantity * 100), 0) / 100,
      ...fields,
    }
    this.#options.beforeStore(stored)
    this.rows.push(stored)
    this.#addedAt.set(stored, performance.now())
    return stored
  }

  handle(method: string, url: URL, body: string): ApiResponse {
    const [, uuid] = /\/invoices\/([^/]+)$/.exec(url.pathname) ?? []
    if (method === 'POST') return this.#post(JSON.parse(body))
    if (uuid === undefined) return this.#list(Number(url.searchParams.get('page')), Number(url.searchParams.get('per_page')))
    this.log.push('GET')
    const invoice = this.rows.find((row) => row.uuid === uuid)
    return invoice ? { status: 200, body: { data: this.#show(invoice) } } : { status: 404, body: { message: '' } }
  }

  #show(invoice: StoredInvoice): object {
    return { ...invoice, tags: this.#options.showTags(invoice.tags, invoice) }
  }

  #post(body: Record<string, unknown>): ApiResponse {
    this.log.push('POST')
    const scenario = this.#options.nextScenario(body)
    const add = () => this.#show(this.add(body))
    const [, html, status] = /^(HTML )?(\d+) after$/.exec(scenario) ?? []
    if (status) {
      add()
      return { status: Number(status), body: html ? '<h1>Gateway</h1>' : { message: 'The mail could not be sent.' } }
    }
    switch (scenario) {
      case 'created':
        return { status: 201, body: { data: add() } }
      case 'drop before':
        throw new Dropped()
      case 'drop after':
        add()
        throw new Dropped()
      case 'late':
        this.#options.schedule(add)
        throw new Dropped()
      case 'stall':
        add()
        throw new Stalled()
      case '500 before':
        return { status: 500, body: { message: 'Server Error' } }
      case '429':
        return { status: 429, body: { message: 'Too Many Attempts.' } }
      case '422':
        return { status: 422, body: { message: '', errors: { customerId: ['Unknown.'] } } }
      case '401':
        return { status: 401, body: { message: '' } }
      case 'HTML':
        add()
        return { status: 200, body: '<h1>Welcome</h1>' }
      case 'truncated':
        return { status: 201, body: JSON.stringify({ data: add() }).slice(0, -9) }
      case 'no uuid':
        return { status: 201, body: { data: { ...add(), uuid: null } } }
    }
    throw new Error(`There is no scenario ${scenario}.`)
  }

  #list(page: number, perPage: number): ApiResponse {
    this.log.push('LIST')
    const { order, pageSize, listDelay } = this.#options
    const size = Math.min(perPage, pageSize)
    const listed = this.rows.filter((row) => performance.now() - (this.#addedAt.get(row) ?? 0) >= listDelay)
    const rows = listed.map(({ tags: _tags, items: _items, ...row }) => row)
    if (order === 'newest first') rows.reverse()
    if (order === 'shuffled') rows.sort((one, other) => (one.uuid < other.uuid ? -1 : 1))
    if (order === 'by number') rows.sort((one, other) => Number(other.number) - Number(one.number))
    const lastPage = Math.max(1, Math.ceil(rows.length / size))
    const meta = { current_page: page, last_page: lastPage, per_page: size, total: rows.length }
    const links = { next: page < lastPage ? `http://billit.example/v1/invoices?page=${page + 1}` : null }
    return { status: 200, body: { data: rows.slice((page - 1) * size, page * size), links, meta } }
  }
}
