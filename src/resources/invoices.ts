import { operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { checkInteger, show } from '../core/arguments.ts'
import { ConfigurationError, InvalidArgumentError, ResponseParseError } from '../core/errors.ts'
import type { CreatedOnce, CreateOnceOptions, ListOptions, ListQuery, RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice, InvoiceCreate, InvoiceLink, InvoiceListItem, InvoiceUpdate } from '../core/types.ts'
import { type CallOptions, shareDeadline } from '../http/call-options.ts'
import type { Caller, RequestParts } from '../http/caller.ts'
import { byUuid, encodeBody } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import type { AccountResource } from './account.ts'
import { type Bytes, downloadPdf, pdfUrl } from './invoice-pdf.ts'
import { InvoicePreflight } from './preflight.ts'
import { Resource } from './resource.ts'

/** How long after an attempt the server may still act on it, unless the caller says otherwise. */
const DEFAULT_SETTLE_MS = 120_000

/** Invoices, receipts and credit notes. */
export class Invoices extends Resource {
  readonly #preflight: InvoicePreflight | undefined

  /** @internal */
  constructor(caller: Caller, account: AccountResource) {
    super(caller)
    const { preflight } = caller.settings
    this.#preflight = preflight && new InvoicePreflight(caller, account, preflight)
  }

  /**
   * Lists invoices: await it for one page, or iterate for every row. `GET /invoices`
   */
  list(query?: ListQuery, options?: ListOptions): List<InvoiceListItem> {
    return this.listOf('listInvoices', query, options)
  }

  /**
   * Reads one invoice. `GET /invoices/{uuid}`
   *
   * @throws NotFoundError if there is none.
   */
  get(uuid: string, options?: RequestOptions): ApiPromise<Invoice> {
    return this.caller.call('getInvoice', () => byUuid(uuid), options)
  }

  /**
   * Creates an invoice. `POST /invoices`
   *
   * **It may be reported to the tax authority and, with `sendMail`, mailed.** After an error with
   * `mayHaveSucceeded: true`, look whether the invoice is there before you create it again, or use `createOnce`, which does
   * that.
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: InvoiceCreate, options?: RequestOptions): ApiPromise<Invoice> {
    return new ApiPromise(this.#write('createInvoice', () => ({ body }), options))
  }

  /**
   * Creates an invoice at most once for a key, whatever fails or crashes: `POST /invoices`, and `GET /invoices` and
   * `GET /invoices/{uuid}` to look for it if the answer was lost. Calling it again with the same key and draft, at any time
   * and from any process with the same store, gives the same invoice.
   *
   * The client needs a `idempotencyStore`. The invoice gets the tag `ref:<key>`. After an attempt that nobody knows the outcome of, it
   * looks and waits until `options.settle` has passed before it sends again; give it a `deadline` or a `signal` if you cannot
   * wait. What no client can promise: that a server does not act later than `settle`, and that nobody removes the tag.
   *
   * @param key Your own name for the invoice, such as `order-1042`: 1 to 200 characters.
   * @throws UncertainOutcomeError if it had to end before it was certain: call it again. InvalidArgumentError if the key was
   *   used for another draft. Any other error: this call has created nothing.
   */
  async createOnce(key: string, draft: InvoiceCreate, options: CreateOnceOptions = {}): Promise<CreatedOnce> {
    const { caller } = this
    const { idempotencyStore: store, timeZone } = caller.settings
    const callOptions = caller.readOptions(options, ['tag', 'settle'])
    const { tag = true, settle = DEFAULT_SETTLE_MS } = options
    checkInteger('settle', settle, 1)
    if (typeof tag !== 'boolean') throw new InvalidArgumentError(`tag must be true or false, not ${show(tag)}.`)
    if (!store) {
      throw new ConfigurationError(
        "createOnce needs an idempotencyStore: new Billit({ idempotencyStore: sqliteStore('invoices.db') }), with sqliteStore of billit-io/idempotency.",
      )
    }
    // Before the first await. The parsed JSON of a draft has the draft's shape.
    const body: InvoiceCreate = JSON.parse(encodeBody(draft, operations.createInvoice.dates, timeZone))
    // Loaded on first use: most clients do not need it.
    const { createOnce } = await import('../idempotency/create-once.ts')
    const send = async (parts: RequestParts, limits: CallOptions) => (await this.#send('createInvoice', parts, limits)).data
    return createOnce({ caller, store, key, body, tag, settle, options: callOptions, send })
  }

  /**
   * Replaces an invoice: what is left out may be cleared. `PUT /invoices/{uuid}`
   *
   * Unsafe to repeat: with `sendMail` each update mails again.
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such invoice.
   */
  update(uuid: string, body: InvoiceUpdate, options?: RequestOptions): ApiPromise<Invoice> {
    return new ApiPromise(this.#write('updateInvoice', () => ({ ...byUuid(uuid), body }), options))
  }

  /**
   * Deletes an invoice. `DELETE /invoices/{uuid}`
   *
   * **The first delete cancels the invoice. A second one may remove it for good.** It is never sent again on its own.
   *
   * @throws NotFoundError if there is none.
   */
  delete(uuid: string, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteInvoice', () => byUuid(uuid), options)
  }

  /**
   * Downloads the PDF of an invoice, from its `permalink` + `/pdf`. `GET /invoices/{uuid}`
   *
   * The PDF lies outside the API, so neither the token nor the client's headers are sent there. One deadline covers both
   * requests.
   *
   * @param invoice The uuid, or an invoice or a row of a list: its permalink saves the request for the invoice.
   * @throws ResponseParseError if the invoice has no permalink, or what lies there is no PDF.
   */
  pdf(invoice: string | InvoiceLink, options: RequestOptions = {}): ApiPromise<Bytes> {
    return new ApiPromise(this.#pdf(invoice, options))
  }

  async #pdf(invoice: string | InvoiceLink, options: RequestOptions): Promise<Result<Bytes>> {
    const { settings } = this.caller
    const remaining = shareDeadline(this.caller.readOptions(options), settings.deadline)
    const knownUrl = isRecord(invoice) ? pdfUrl(invoice.permalink) : undefined
    if (knownUrl) return downloadPdf(knownUrl, remaining(), settings)
    const path = byUuid(isRecord(invoice) ? invoice.uuid : invoice)
    const { data, response } = await this.caller.fetch('getInvoice', path, remaining())
    const url = pdfUrl(data.permalink)
    if (url) return downloadPdf(url, remaining(), settings)
    throw new ResponseParseError('The invoice has no permalink, so its PDF cannot be found.', {
      status: response.status,
      body: '',
      attempts: 1,
    })
  }

  async #write(id: 'createInvoice' | 'updateInvoice', read: () => RequestParts, options: RequestOptions | undefined) {
    return this.#send(id, read(), this.caller.readOptions(options))
  }

  #send(id: 'createInvoice' | 'updateInvoice', parts: RequestParts, options: CallOptions): Promise<Result<Invoice>> {
    return this.#preflight ? this.#preflight.send(id, parts, options) : this.caller.fetch(id, parts, options)
  }
}
