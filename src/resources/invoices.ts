import { operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { checkInteger, checkNames, show } from '../core/arguments.ts'
import { ConfigurationError, InvalidArgumentError, ResponseParseError } from '../core/errors.ts'
import type { CreatedOnce, CreateOnceOptions, ListOptions, RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice, InvoiceCreate, InvoiceLink, InvoiceListItem, InvoiceUpdate, ListQuery } from '../core/types.ts'
import { type CallOptions, shareDeadline } from '../http/call-options.ts'
import type { Caller, RequestParts } from '../http/caller.ts'
import { byUuid, encodeBody } from '../http/encode.ts'
import type { Bytes } from '../http/read-body.ts'
import type { List } from '../pagination/list.ts'
import type { AccountResource } from './account.ts'
import { downloadPdf, pdfUrl } from './invoice-pdf.ts'
import { InvoicePreflight } from './preflight.ts'
import { Resource } from './resource.ts'

/** Default of `settle`: how long after an attempt the server may still create the invoice. */
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
   * Lists invoices. Await the list for one page, or iterate over it for all rows. `GET /invoices`
   */
  list(query?: ListQuery, options?: ListOptions): List<InvoiceListItem> {
    return this.listOf('listInvoices', query, options)
  }

  /**
   * Reads an invoice. `GET /invoices/{uuid}`
   *
   * @throws NotFoundError if the invoice does not exist.
   */
  get(uuid: string, options?: RequestOptions): ApiPromise<Invoice> {
    return this.caller.call('getInvoice', () => byUuid(uuid), options)
  }

  /**
   * Creates an invoice. `POST /invoices`
   *
   * **The invoice may be reported to the tax authority and, with `sendMail`, mailed.** After an error with
   * `mayHaveSucceeded: true`, check whether the invoice exists before you retry, or use `createOnce`, which does that for you.
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the invoice may exist anyway.
   */
  create(body: InvoiceCreate, options?: RequestOptions): ApiPromise<Invoice> {
    return new ApiPromise(this.#write('createInvoice', () => ({ body }), options))
  }

  /**
   * Creates an invoice at most once for a key, whatever fails or crashes. Sends `POST /invoices`. If its response is lost, searches
   * for the invoice with `GET /invoices` and `GET /invoices/{uuid}`. A second call with the same key and draft returns the same
   * invoice, at any time and from any process with the same store.
   *
   * The client needs an `idempotencyStore`. The invoice gets the tag `ref:<key>`. If the outcome of an attempt is unknown, the call
   * searches until `options.settle` has passed before it sends the request again. Pass a `deadline` or a `signal` to wait less.
   * Limits: the promise does not hold if the server acts later than `settle`, or if somebody removes the tag.
   *
   * @param key A unique name for the invoice, such as `order-1042`: 1 to 200 characters.
   * @throws UncertainOutcomeError if the call ended before the outcome was certain. Call it again. InvalidArgumentError if the key
   *   was used for another draft. After any other error, this call has created nothing.
   */
  async createOnce(key: string, draft: InvoiceCreate, options: CreateOnceOptions = {}): Promise<CreatedOnce> {
    const { caller } = this
    const { idempotencyStore: store, timeZone } = caller.settings
    const callOptions = caller.readOptions(options, ['tag', 'settle', 'resolve'])
    const { tag = true, settle = DEFAULT_SETTLE_MS } = options
    const resolve = readResolve(options.resolve)
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
    return createOnce({ caller, store, key, body, tag, settle, resolve, options: callOptions, send })
  }

  /**
   * Replaces an invoice. Fields that are left out may be cleared. `PUT /invoices/{uuid}`
   *
   * Unsafe to retry: with `sendMail`, each update sends the mail again.
   *
   * To take back an invoice that has a MARK, issue a credit note: type 5.1 or 5.2, or 11.4 for a receipt. Do not rely on a
   * delete. It cancels the invoice in Billit, but the tax authority does not cancel an invoice that a provider has reported
   * (error 249), and Billit probably reports through a provider. Billit has confirmed neither. If `mydata.canceledByMark` is
   * still empty after a delete, the invoice is still valid at the authority.
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the invoice does not exist.
   */
  update(uuid: string, body: InvoiceUpdate, options?: RequestOptions): ApiPromise<Invoice> {
    return new ApiPromise(this.#write('updateInvoice', () => ({ ...byUuid(uuid), body }), options))
  }

  /**
   * Deletes an invoice. `DELETE /invoices/{uuid}`
   *
   * **The first delete cancels the invoice. A second delete may remove it permanently.** The request is never retried.
   *
   * To take back an invoice that has a MARK, issue a credit note: type 5.1 or 5.2, or 11.4 for a receipt. Do not rely on a
   * delete. It cancels the invoice in Billit, but the tax authority does not cancel an invoice that a provider has reported
   * (error 249), and Billit probably reports through a provider. Billit has confirmed neither. If `mydata.canceledByMark` is
   * still empty after a delete, the invoice is still valid at the authority.
   *
   * @throws NotFoundError if the invoice does not exist.
   */
  delete(uuid: string, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteInvoice', () => byUuid(uuid), options)
  }

  /**
   * Downloads the PDF of an invoice from its `permalink` + `/pdf`. `GET /invoices/{uuid}`
   *
   * The PDF is not part of the API, so that neither the API token nor the client's headers are sent with its request. One
   * deadline covers both requests.
   *
   * @param invoice The uuid, an invoice, or a row of a list. If it has a permalink, the invoice is not requested first.
   * @throws ResponseParseError if the invoice has no permalink, or the response is not a PDF.
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
    throw new ResponseParseError('The invoice has no permalink, so that its PDF cannot be downloaded.', {
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

function readResolve(resolve: CreateOnceOptions['resolve']): CreateOnceOptions['resolve'] {
  if (resolve === undefined || resolve === 'not-created') return resolve
  if (!isRecord(resolve)) throw new InvalidArgumentError(`resolve must be { uuid } or 'not-created', not ${show(resolve)}.`)
  checkNames('resolve', resolve, ['uuid'])
  return byUuid(resolve.uuid).path
}
