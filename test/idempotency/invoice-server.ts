/** Billit's invoices, as far as `createOnce` needs them, with the failures that make it necessary. No HTTP: it can be put behind any. */
import { randomUUID } from 'node:crypto'

export interface Stored {
  uuid: string
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  dateIssued: string
  customer: { id: number }
  amount: number
  tags: Array<string | { id: number; tag: string }>
  [field: string]: unknown
}

/** What happens to a POST. */
export type Fate =
  | 'created'
  | 'drop before' // the connection breaks, and nothing was done
  | 'drop after' // the same, and the invoice is there
  | 'late' // the connection breaks, and the invoice comes later
  | '500 before'
  | '500 after'
  | '429'
  | '422'
  | '401'
  | 'HTML' // 200 with a page, and the invoice is there
  | 'cut' // the answer is cut off, and the invoice is there
  | 'stall' // no answer ever comes, and the invoice is there
  | 'no uuid'

export interface Answer {
  status: number
  /** Text is sent as it is, everything else as JSON. */
  body: unknown
  headers?: Record<string, string>
}

export interface ServerOptions {
  /** Milliseconds since 1970 by the clock of the server. */
  now?: () => number
  order?: 'newest first' | 'oldest first' | 'by number' | 'shuffled'
  /** The most rows on a page. */
  pageSize?: number
  /** What happens to the next POST. */
  fate?: (body: Record<string, unknown>) => Fate
  /** Runs what comes late. */
  later?: (run: () => void) => void
  /** Whether tags come back as records. */
  tagRecords?: boolean
  /** Changes an invoice as the server stores it. */
  stored?: (invoice: Stored) => void
}

export interface Answering {
  /** @throws Dropped or Stalled if there is no answer. */
  answer(method: string, url: URL, body: string): Answer
}

/** Thrown in place of an answer. */
export class Dropped extends Error {}
export class Stalled extends Error {}

export class InvoiceServer implements Answering {
  readonly rows: Stored[] = []
  /** `POST`, `LIST` or `GET`, in the order in which they came. */
  readonly log: string[] = []
  readonly #options: Required<ServerOptions>

  constructor(options: ServerOptions = {}) {
    this.#options = {
      ...{ now: () => Date.now(), order: 'newest first', pageSize: 250, fate: () => 'created', tagRecords: false },
      stored: () => {},
      later: (run) => setTimeout(run, 5000),
      ...options,
    }
  }

  get posts(): number {
    return this.log.filter((entry) => entry === 'POST').length
  }

  /** The invoices with a tag. */
  tagged(tag: string): Stored[] {
    return this.rows.filter(({ tags }) => tags.some((each) => (typeof each === 'string' ? each : each.tag) === tag))
  }

  /** Puts an invoice there, as from another program. */
  add(given: object, fields: Partial<Stored> = {}): Stored {
    const { now, tagRecords } = this.#options
    const body: Record<string, unknown> = { ...given }
    const time = `${new Date(now()).toISOString().slice(0, 19)}+00:00`
    const products = (body.products ?? []) as Array<{ price: number; quantity: number }>
    const tags = ((body.tags ?? []) as string[]).map((tag, id) => (tagRecords ? { id, tag } : tag))
    const stored: Stored = {
      ...{ uuid: randomUUID(), number: this.rows.length + 1, type: { id: body.invoiceTypeId }, items: [] },
      ...{ createdAt: time, updatedAt: time, deletedAt: null, dateIssued: String(body.invoiceDate) },
      ...{ customer: { id: Number(body.customerId) }, tags },
      amount: products.reduce((sum, { price, quantity }) => sum + Math.round(price * quantity * 100), 0) / 100,
      ...fields,
    }
    this.#options.stored(stored)
    this.rows.push(stored)
    return stored
  }

  answer(method: string, url: URL, body: string): Answer {
    const [, uuid] = /\/invoices\/([^/]+)$/.exec(url.pathname) ?? []
    if (method === 'POST') return this.#post(JSON.parse(body))
    if (uuid === undefined) return this.#list(Number(url.searchParams.get('page')), Number(url.searchParams.get('per_page')))
    this.log.push('GET')
    const found = this.rows.find((row) => row.uuid === uuid)
    return found ? { status: 200, body: { data: found } } : { status: 404, body: { message: '' } }
  }

  #post(body: Record<string, unknown>): Answer {
    this.log.push('POST')
    const fate = this.#options.fate(body)
    const add = () => this.add(body)
    switch (fate) {
      case 'created':
        return { status: 201, body: { data: add() } }
      case 'drop before':
        throw new Dropped()
      case 'drop after':
        add()
        throw new Dropped()
      case 'late':
        this.#options.later(add)
        throw new Dropped()
      case 'stall':
        add()
        throw new Stalled()
      case '500 after':
        add()
        return { status: 500, body: { message: 'Server Error' } }
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
      case 'cut':
        return { status: 201, body: JSON.stringify({ data: add() }).slice(0, -9) }
      case 'no uuid':
        return { status: 201, body: { data: { ...add(), uuid: null } } }
    }
  }

  #list(page: number, perPage: number): Answer {
    this.log.push('LIST')
    const { order, pageSize } = this.#options
    const size = Math.min(perPage, pageSize)
    const rows = this.rows.map(({ tags: _tags, items: _items, ...row }) => row)
    if (order === 'newest first') rows.reverse()
    if (order === 'shuffled') rows.sort((one, other) => (one.uuid < other.uuid ? -1 : 1))
    if (order === 'by number') rows.sort((one, other) => Number(other.number) - Number(one.number))
    const lastPage = Math.max(1, Math.ceil(rows.length / size))
    const meta = { current_page: page, last_page: lastPage, per_page: size, total: rows.length }
    const links = { next: page < lastPage ? `http://billit.example/v1/invoices?page=${page + 1}` : null }
    return { status: 200, body: { data: rows.slice((page - 1) * size, page * size), links, meta } }
  }
}
