import type * as wire from '../../generated/client/types.gen.ts'
import type { OperationTypes } from '../../generated/operations.ts'
import type { DateInput } from './dates.ts'

export type { Account, AccountHelpers } from '../resources/account-helpers.ts'
export type * from './wire-types.ts'

/** Options of one call. They win over the client's. */
export interface RequestOptions {
  /** Ends the call: it rejects with the signal's own reason. */
  signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, its body included. */
  timeout?: number | undefined
  /** Milliseconds for the whole call: attempts, waits and queueing. */
  deadline?: number | undefined
  /** How often the request is sent again after a failure that allows it. */
  maxRetries?: number | undefined
  /** Sent besides the client's headers. */
  headers?: RequestInit['headers']
  /** Query parameters that the document does not have. */
  query?: Record<string, unknown> | undefined
}

/** Options of `list()`. */
export interface ListOptions extends RequestOptions {
  /**
   * When all rows are read: how many pages to ask for ahead, once the first has told how many there are. They come in
   * order all the same. Default: none, each page is asked for when it is needed.
   */
  concurrency?: number | undefined
  /** Milliseconds for reading the whole list. The client's own `deadline` counts for each page. */
  deadline?: number | undefined
}

/** A request that the document does not have. */
export interface RawRequest extends RequestOptions {
  /** What is not a GET counts as unsafe to repeat, unless the document says otherwise. */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The path below the API's base, such as `/invoices`. */
  path: string
  /** Sent as JSON. A `Date` in it becomes `Y-m-d`. */
  body?: object | undefined
}

/** Options of `account.get()`. */
export interface AccountOptions extends RequestOptions {
  /** Ask the server again, in place of giving the cached account. Default `false`. */
  refresh?: boolean | undefined
}

/** A sent schema, with `DateInput` where the document has a calendar date. */
type WithDates<Body, Dates extends PropertyKey> = {
  [Key in keyof Body]: Key extends Dates ? DateInput | Extract<Body[Key], null | undefined> : Body[Key]
}

/** A field that answers have, and that Billit does not publish for what is sent. */
interface Linked {
  /** The invoices that this one refers to, as for a credit note of type 5.1. Not confirmed by Billit, in any form. */
  correlatedInvoices?: readonly unknown[]
}

/** An invoice to create. */
export interface InvoiceCreate extends WithDates<wire.InvoiceCreate, 'invoiceDate' | 'dateExpires'>, Linked {}

/** An invoice as it shall be. */
export interface InvoiceUpdate extends WithDates<wire.InvoiceUpdate, 'invoiceDate' | 'dateExpires'>, Linked {}

/** A one-click-payment link to create. */
export interface OcpCreate extends WithDates<wire.OcpCreate, 'expirationAt'> {}

/** A one-click-payment link as it shall be. */
export interface OcpUpdate extends WithDates<wire.OcpUpdate, 'expirationAt'> {}

/** A payment to record. */
export interface PaymentCreate extends WithDates<wire.PaymentCreate, 'dateOccurred'> {}

/** A purchase to record. */
export interface PurchaseCreate extends WithDates<wire.PurchaseCreate, 'dateOccurred'> {}

/** What every list takes. */
export interface ListQuery {
  /** The first page to read. Default 1. */
  page?: number | undefined
  /** Rows on a page, 1 to 250. Default 25 for one page, 250 when all rows are read. */
  perPage?: number | undefined
  /** Parameters that the document does not have are sent as they are. */
  [parameter: string]: unknown
}

type WireQuery<Id extends keyof OperationTypes> = NonNullable<OperationTypes[Id]['data']['query']>

/** The filters of a list, under the wire's names. A flag may be given as a boolean. */
type Filters<Id extends keyof OperationTypes> = {
  [Key in keyof WireQuery<Id> as Exclude<Key, 'page' | 'per_page'>]: Flag<WireQuery<Id>[Key]> | undefined
}

type Flag<Value> = [Value] extends [0 | 1 | undefined] ? Value | boolean : Value

/** The filters of `contacts.list()`. */
export interface ContactListQuery extends ListQuery, Filters<'listContacts'> {}

/** The filters of `customers.list()`. */
export interface CustomerListQuery extends ListQuery, Filters<'listCustomers'> {}

/** The filters of `suppliers.list()`. */
export interface SupplierListQuery extends ListQuery, Filters<'listSuppliers'> {}

/** The filters of `products.list()`. */
export interface ProductListQuery extends ListQuery, Filters<'listProducts'> {}
