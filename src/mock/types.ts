import type { Row } from './row.ts'

/** The path of a field, such as `products.0.vatId`, and the error message for it. */
export type FieldError = [field: string, message: string]

/** A received request, with its body parsed. */
export interface IncomingRequest {
  method: string
  /** Path and query, as received. */
  url: string
  /** The origin that the client called, such as `http://127.0.0.1:4010`. Links in responses start with it. */
  origin: string
  /** By lower-case name. */
  headers: Record<string, string>
  /** Undefined if the body is larger than the mock reads. */
  bytes: Uint8Array | undefined
  /** The result of `parseBody(bytes)`. */
  body: unknown
}

export interface MockResponse {
  /** The HTTP status, or 0 if the connection is closed without a response. */
  status: number
  headers: Record<string, string>
  /** JSON, or text or bytes with the matching `content-type`. Undefined: no body. */
  body?: unknown
  /** Undefined if the OpenAPI document has no such operation. */
  operationId?: string | undefined
  /** Where the response violates the OpenAPI document. Each one is a bug in the mock. */
  violations?: string[]
}

/** Options of `startMock()`. All are optional. */
export interface MockOptions {
  /** The port to listen on. Default: a free port. */
  port?: number | undefined
  /** The address to listen on. Default `127.0.0.1`. */
  host?: string | undefined
  /** Other names of this machine, such as `mock` in a network of containers, for requests to `/_mock/…` and the pages that send them. */
  allowedHosts?: string[] | undefined
  /** Seed of the generated records and of the requests that `faultRate` fails: the same seed gives the same results. Default 1. */
  seed?: number | undefined
  /** Number of generated invoices. Other records are generated in proportion; 0 is an empty account. Default 600. */
  rows?: number | undefined
  /** Start with the examples of the OpenAPI document instead of generated records. Default `false`. */
  examples?: boolean | undefined
  /** Start with these records instead of generated ones: a result of `snapshot()`, or the path of a JSON file that contains one. */
  state?: Snapshot | string | undefined
  /**
   * A file that keeps the records across restarts. It is written before the response to each change, and a change that cannot be
   * written fails. If the file exists, `reset()` restores the records that it had at the start. Default: none.
   */
  persist?: string | undefined
  /** The current date at startup, such as `2026-11-24`: generated records end on it, and the mock's clock runs on from it. Default: today in Athens. */
  today?: string | undefined
  /** Leave created invoices without a MARK until `advance()` is called, as if the tax authority did not respond. Default `false`. */
  markLater?: boolean | undefined
  /** Allow 60 requests a minute per token, as Billit does, and return 429 for any more. Default `false`. */
  rateLimit?: boolean | undefined
  /** Delay of each response in milliseconds, or a range to choose from at random. Default: none. */
  latency?: number | [from: number, to: number] | undefined
  /** Share of requests that fail, from 0 to 1, chosen by `seed`. Half of the failed writes are still carried out. Default 0. */
  faultRate?: number | undefined
  /** A custom OpenAPI document, or the path of its file. Its examples become the records. Default: the document of this package. */
  document?: string | object | undefined
  /** Called after each request to the API. */
  onRequest?: ((request: MockRequest) => void) | undefined
}

/** A simulated failure. With `delay` alone, the request succeeds after the delay. */
export interface Fault {
  /** The operationId that fails, such as `createInvoice`. Default: any operation. */
  operation?: string | undefined
  /** The HTTP status to return, 400 to 599. Default 503, unless `disconnect` is set. */
  status?: number | undefined
  /** Close the connection instead of returning a response. Default `false`. */
  disconnect?: boolean | undefined
  /** Delay before the failure in milliseconds. Default 0. */
  delay?: number | undefined
  /** Carry out the request first, so that only its response is lost. Default `false`. */
  after?: boolean | undefined
  /** How many requests fail. Default 1. */
  times?: number | undefined
}

/**
 * What can happen to an invoice after its creation. `marked` and `refused`: the tax authority registers or refuses it. `paid` and
 * `partly-paid`: a payment of the amount due, or of half of it, arrives. `cancelled`: it is cancelled, as by `DELETE`.
 */
export type InvoiceEvent = 'marked' | 'refused' | 'paid' | 'partly-paid' | 'cancelled'

/** All records, as JSON. */
export interface Snapshot {
  /** The record that `GET /account` returns. Default: the account in the OpenAPI document. */
  account?: Row | undefined
  /** The records of each resource, such as `invoices`, newest first. Missing fields become empty, where the OpenAPI document allows it. */
  records: Record<string, Row[]>
  /** The types that `invoiceTypeId` may name. Those of the invoices are added. Default: 31 to 35. */
  invoiceTypes?: readonly AccountInvoiceType[] | undefined
}

/** A type of invoice that the account has. No operation of the API lists them. */
export interface AccountInvoiceType {
  /** For `invoiceTypeId`. Each type has its own numbers. */
  id: number
  name: string
  /** Default `''`. */
  subtitle?: string | undefined
  /** Default `null`. */
  note?: string | null | undefined
  /** The `mydataInvoiceType` of invoices that have none, such as `2.1`. Default: none, so that they are not reported. */
  mydata?: string | undefined
}

/** A request to the API and the status of its response. The API token is redacted. */
export interface MockRequest {
  /** In upper case. */
  method: string
  /** Path and query. */
  url: string
  /** Undefined if the OpenAPI document has no such operation. */
  operationId: string | undefined
  /** The HTTP status of the response, or 0 if the connection was closed without one. */
  status: number
  /** Time from receiving the request to its response. */
  milliseconds: number
  /** The headers of the request, by lower-case name. */
  headers: Record<string, string>
  /** The parsed request body; its text if it is not JSON; undefined if there was none. */
  body: unknown
  /** Where the response violates the OpenAPI document. Each one is a bug in the mock. */
  violations: string[]
}

/** A running mock. */
export interface Mock {
  /** Its base URL on this machine, without `/v1`. */
  url: string
  /** A `fetch` that calls the mock without a connection, whatever the host: `new Billit({ fetch: mock.fetch })`. */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>
  /** Stops the mock and closes every open connection. */
  close(): Promise<void>
  /** Restores the records of the start, and clears `requests` and pending faults. */
  reset(): void
  /** A copy of all records. */
  snapshot(): Snapshot
  /** Replaces all records, and clears pending faults. @throws TypeError if the snapshot is invalid. */
  restore(snapshot: Snapshot): void
  /**
   * Makes something happen to an invoice, as it would happen later in Billit: changes the invoice, its `updatedAt`, the balance of
   * its customer, and adds the payment. Returns a copy of the invoice.
   *
   * @throws TypeError if there is no such invoice, or this cannot happen to it: a cancelled invoice cannot be paid.
   */
  advance(uuid: string, to: InvoiceEvent): Row
  /** Makes one or more of the next requests fail. @throws TypeError if the fault is invalid or names an unknown operation. */
  failNext(fault: Fault): void
  /** The last 500 requests, newest last. Fewer if their bodies have more than 8 MB. */
  readonly requests: MockRequest[]
  /** A copy of a resource's records, such as those of `invoices`, newest first. @throws Error if there is no such resource. */
  rows(resource: string): Row[]
}
