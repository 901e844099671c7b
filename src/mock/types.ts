import type { Row } from './row.ts'

/** The path of a field, such as `products.0.vatId`, and what is wrong with it. */
export type FieldError = [field: string, message: string]

/** A request as it arrived, with its body read. */
export interface IncomingRequest {
  method: string
  /** Path and query, as they came. */
  url: string
  /** Where the mock was asked, for links: `http://127.0.0.1:4010`. */
  origin: string
  /** By name in lower case. */
  headers: Record<string, string>
  /** Undefined when it is larger than the mock reads. */
  body: Uint8Array | undefined
  /** What the body says: `parseBody(body)`. */
  sent: unknown
}

/** What the mock answers. */
export interface MockResponse {
  /** The HTTP status; 0 when the connection is broken instead. */
  status: number
  headers: Record<string, string>
  /** JSON, or text or bytes when `content-type` says so. Undefined: no body. */
  body?: unknown
  /** Undefined when the document has no such operation. */
  operationId?: string | undefined
  /** Where the answer breaks the document: a bug in the mock. */
  violations?: string[]
}

/** How the mock answers. All are optional. */
export interface MockOptions {
  /** Default: a free port. */
  port?: number | undefined
  /** Default `127.0.0.1`. */
  host?: string | undefined
  /** Repeats the invented records, and the requests that `faultRate` fails. Default 1. */
  seed?: number | undefined
  /** How many invoices are invented. Other records follow in proportion; 0 is an empty account. Default 600. */
  rows?: number | undefined
  /** Start with the records of the document's examples instead of invented ones. Default `false`. */
  examples?: boolean | undefined
  /** Start with these records instead of invented ones: what `snapshot()` returned, or the path of a JSON file with it. */
  state?: Snapshot | string | undefined
  /** A file that keeps the records from one start to the next. It is written before a change is answered. Default: none. */
  persist?: string | undefined
  /** The day on which the mock starts, such as `2026-11-24`: its records end there and its clock goes on from there. Default: today in Athens. */
  today?: string | undefined
  /** Refuse more than 60 requests a minute, as Billit does. Default `false`. */
  rateLimit?: boolean | undefined
  /** Milliseconds before each answer, or a range of them. Default none. */
  latency?: number | [from: number, to: number] | undefined
  /** The share of requests that fail, 0 to 1, chosen by `seed`. Half of the writes among them are carried out all the same. Default 0. */
  faultRate?: number | undefined
  /** The OpenAPI document, or the path of its file. Default: the package's own. With another one, the records are its examples. */
  document?: string | object | undefined
  /** Called with each request when it has been answered. */
  onRequest?: ((request: MockRequest) => void) | undefined
}

/** A failure to rehearse. With only `delay`, the request succeeds late. */
export interface Fault {
  /** The operationId that fails, such as `createInvoice`. Default: the next operation of any kind. */
  operation?: string | undefined
  /** The HTTP status that is answered, 400 to 599. Default 503, unless `disconnect` is set. */
  status?: number | undefined
  /** Break the connection instead of answering. Default `false`. */
  disconnect?: boolean | undefined
  /** Milliseconds before the failure. Default 0. */
  delay?: number | undefined
  /** Carry the request out first, so that only its answer is lost. Default `false`. */
  after?: boolean | undefined
  /** How many requests fail in this way. Default 1. */
  times?: number | undefined
}

/** All records, as JSON. */
export interface Snapshot {
  /** What `GET /account` answers. Default: the account of the document. */
  account?: Row | undefined
  /** The records of each resource, such as `invoices`, the newest first. Fields that are missing are empty, where the document lets them be. */
  records: Record<string, Row[]>
}

/** A request that the mock has answered. The token is not in it. */
export interface MockRequest {
  /** In capitals. */
  method: string
  /** Path and query. */
  url: string
  /** Undefined when the document has no such operation. */
  operationId: string | undefined
  /** The HTTP status of the answer; 0 when the connection was broken. */
  status: number
  /** From the request's arrival to its answer. */
  milliseconds: number
  /** The headers of the request, by name in lower case. */
  headers: Record<string, string>
  /** The parsed body of the request; its text when it is not JSON; undefined when there was none. */
  body: unknown
  /** Where the answer breaks the document: a bug in the mock. */
  violations: string[]
}

/** A mock that runs. */
export interface Mock {
  /** Where it answers, without `/v1`. */
  url: string
  /** Answers a request of any host without a connection, as the global `fetch` would: `new Billit({ fetch: mock.fetch })`. */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>
  /** Stops it, and breaks every open connection. */
  close(): Promise<void>
  /** Puts every record back as it was at the start, and forgets requests and faults. */
  reset(): void
  /** A copy of all records. */
  snapshot(): Snapshot
  /** Replaces all records. @throws TypeError if it is no snapshot. */
  restore(snapshot: Snapshot): void
  /** Lets one of the next requests fail. @throws TypeError if the fault names something unknown. */
  failNext(fault: Fault): void
  /** The last 500 requests, the newest last. */
  readonly requests: MockRequest[]
  /** A copy of the records of a resource, such as `invoices`, the newest first. */
  rows(resource: string): Row[]
}
