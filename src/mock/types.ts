/** A record as the wire has it. */
export type Row = Record<string, unknown>

/** The records of one resource, the newest first. */
export interface Collection {
  /** Its name, the path without the slash: `invoices`. */
  readonly name: string
  /** What identifies a record, as the path names it: `id` or `uuid`. */
  readonly key: string
  rows: Row[]
  find(key: unknown): Row | undefined
  /** A new record with a key of its own and every field that the document has, empty. It is not in `rows` yet. */
  blank(): Row
}

/** What the mock knows. */
export interface State {
  collection(name: string): Collection
  /** The record that `GET /account` answers. */
  account: Row
  /** Now, as an ISO timestamp of the API. */
  now(): string
}

/** The path of a field, such as `products.0.vatId`, and what is wrong with it. */
export type FieldError = [field: string, message: string]

/** What an operation means beyond storing what it is sent. Keyed by operationId in rules.ts. */
export interface Rule {
  /** For a list: which rows a query leaves. */
  filter?: (row: Row, query: URLSearchParams, state: State) => boolean
  /** For a create or update: what is wrong with a body of the right shape. Of such a body nothing is kept. */
  refuse?: (body: Row, state: State) => FieldError[]
  /** For a create or update: the fields that are not simply those of the body. `row` is the record so far. */
  fields?: (body: Row, row: Row, state: State) => Row
  /** What else changes, after the record has been stored. */
  effect?: (body: Row, row: Row, state: State) => void
  /** For a delete: whether the record is to be kept. */
  keep?: (row: Row, state: State) => boolean
}

/** How the mock answers. All are optional. */
export interface MockOptions {
  /** Default: a free one. */
  port?: number | undefined
  /** Default `127.0.0.1`. */
  host?: string | undefined
  /** Makes a data set that this number repeats. Default: the rows of the document's list examples. */
  seed?: number | undefined
  /** How many invoices the data set has. Other resources follow in proportion. Default 600. */
  rows?: number | undefined
  /** 60 requests a minute, as the real one. Default `false`. */
  rateLimit?: boolean | undefined
  /** Milliseconds before each answer, or from and to. Default none. */
  latency?: number | [from: number, to: number] | undefined
  /** The share of requests that fail, 0 to 1, chosen by `seed`. Default 0. */
  faultRate?: number | undefined
  /** The OpenAPI document, or the path of its file. Default: the package's own. */
  document?: string | object | undefined
  /** Told of each request when it has been answered. */
  onRequest?: ((request: MockRequest) => void) | undefined
}

/** A request that the mock has answered. The token is not in it. */
export interface MockRequest {
  /** In capitals. */
  method: string
  /** Path and query. */
  url: string
  /** Undefined where the document has no such operation. */
  operationId: string | undefined
  /** The HTTP status that it got. */
  status: number
  /** From its arrival to its answer. */
  milliseconds: number
  /** Those of the request, by their names in small letters. */
  headers: Record<string, string>
  /** The parsed body of the request; the text where it is not JSON; undefined where it had none. */
  body: unknown
  /** Where the answer breaks the document: a fault of the mock. */
  violations: string[]
}

/** A mock that runs. */
export interface Mock {
  /** Where it answers, without `/v1`. */
  url: string
  /** Ends it, with every open connection. */
  close(): Promise<void>
  /** Puts every record back as it was at the start, and forgets the requests. */
  reset(): void
  /** The last requests, the newest last. */
  readonly requests: MockRequest[]
  /** The records of a resource, such as `invoices`, the newest first. */
  rows(resource: string): Row[]
}
