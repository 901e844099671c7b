import { ApiPromise, type Result } from './core/api-promise.ts'
import { show } from './core/arguments.ts'
import { InvalidArgumentError } from './core/errors.ts'
import type { BillitOptions, RawRequest, RequestOptions } from './core/options.ts'
import { isRecord } from './core/record.ts'
import type { CredentialsCheck } from './core/types.ts'
import { Caller } from './http/caller.ts'
import { checkPath } from './http/encode.ts'
import { readOptions } from './http/settings.ts'
import { AccountResource } from './resources/account.ts'
import { AlpSignatures } from './resources/alp-signatures.ts'
import { Contacts } from './resources/contacts.ts'
import { Customers } from './resources/customers.ts'
import { Gsis } from './resources/gsis.ts'
import { Invoices } from './resources/invoices.ts'
import { Ocps } from './resources/ocps.ts'
import { Payments } from './resources/payments.ts'
import { Products } from './resources/products.ts'
import { Purchases } from './resources/purchases.ts'
import { Suppliers } from './resources/suppliers.ts'
import { Tags } from './resources/tags.ts'

/**
 * Client of the Billit API.
 *
 * ```ts
 * const billit = new Billit({ token, environment: 'sandbox' })
 * for await (const invoice of billit.invoices.list()) console.log(invoice.number)
 * ```
 */
export class Billit {
  /** The account of the API token, with the ids that other calls need. */
  readonly account: AccountResource
  /** Signatures for receipts paid by card. */
  readonly alpSignatures: AlpSignatures
  /** Contacts: customers and suppliers. */
  readonly contacts: Contacts
  /** @deprecated Since March 2022. Use `contacts`, which have the same ids. */
  readonly customers: Customers
  /** Lookup of Greek VAT numbers. */
  readonly gsis: Gsis
  /** Invoices, receipts and credit notes. */
  readonly invoices: Invoices
  /** One-click-payment links. */
  readonly ocps: Ocps
  /** Money received. */
  readonly payments: Payments
  /** Goods and services. */
  readonly products: Products
  /** Expenses. */
  readonly purchases: Purchases
  /** @deprecated Since March 2022. Use `contacts`, with `contactType` 2 or 3. */
  readonly suppliers: Suppliers
  /** Labels on invoices and contacts. */
  readonly tags: Tags
  readonly #caller: Caller

  /** @throws ConfigurationError if an option or environment variable is invalid or missing. */
  constructor(options?: BillitOptions) {
    const caller = new Caller(readOptions(options))
    this.#caller = caller
    this.account = new AccountResource(caller)
    this.alpSignatures = new AlpSignatures(caller)
    this.contacts = new Contacts(caller)
    this.customers = new Customers(caller)
    this.gsis = new Gsis(caller)
    this.invoices = new Invoices(caller, this.account)
    this.ocps = new Ocps(caller)
    this.payments = new Payments(caller)
    this.products = new Products(caller)
    this.purchases = new Purchases(caller)
    this.suppliers = new Suppliers(caller)
    this.tags = new Tags(caller)
  }

  /**
   * Checks the API token. `POST /`
   *
   * @throws AuthenticationError if the token is invalid.
   */
  ping(options?: RequestOptions): ApiPromise<CredentialsCheck> {
    return this.#caller.call('checkCredentials', () => ({}), options)
  }

  /**
   * Sends a request to an endpoint that the OpenAPI document does not define, with the client's authentication, rate limit, time
   * limits and errors. Returns the parsed response body unchanged, or `undefined` if it is empty.
   *
   * All methods except GET are treated as unsafe to retry, even if the OpenAPI document defines the operation as safe.
   *
   * @throws InvalidArgumentError if the path would leave the base URL of the API.
   */
  request<Body = unknown>(request: RawRequest): ApiPromise<Body> {
    const send = async () => {
      if (!isRecord(request)) {
        throw new InvalidArgumentError(
          `request() expects an object such as { method: 'GET', path: '/tags' }, not ${show(request)}.`,
        )
      }
      const { method, path, query, body, ...options } = request
      if (!METHODS.includes(method)) {
        throw new InvalidArgumentError(`method must be one of ${METHODS.join(', ')}, not ${show(method)}.`)
      }
      if (method === 'GET' && body !== undefined) {
        throw new InvalidArgumentError("A GET request cannot have a body. Pass 'query' instead.")
      }
      const parts = { query, ...(body === undefined ? {} : { body }) }
      // The type is the caller's assertion: the OpenAPI document does not define this response.
      return (await this.#caller.request(method, checkPath(path), parts, options)) as Result<Body>
    }
    return new ApiPromise(send())
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
