import { operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { checkInteger, show } from '../core/arguments.ts'
import { ConfigurationError, InvalidArgumentError, ResponseParseError } from '../core/errors.ts'
import type { CreatedOnce, CreateOnceOptions, InvoiceCheck, ListOptions, RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Contact, Invoice, InvoiceCreate, InvoiceLink, InvoiceListItem, InvoiceUpdate, ListQuery } from '../core/types.ts'
import { copyOptions, sharedDeadline } from '../http/caller.ts'
import { type Bytes, downloadPdf } from '../http/download.ts'
import { encodeBody } from '../http/encode.ts'
import { byId, byUuid } from '../http/path.ts'
import { ContactCache, hasErrors, refuseProblems } from '../http/preflight.ts'
import { checkCallOptions } from '../http/settings.ts'
import { createOnce } from '../idempotency/create-once.ts'
import { readDraft } from '../idempotency/draft.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Time limit for reading the contact before an invoice is sent. */
const CONTACT_DEADLINE_MS = 5000
/** Default of `settle`: how long after an attempt the server may still create the invoice. */
const DEFAULT_SETTLE_MS = 120_000

/** Invoices, receipts and credit notes. */
export class Invoices extends Resource {
  readonly #contacts = new ContactCache()

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
    return this.#send('createInvoice', () => ({ body }), options)
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
    checkCallOptions(options, ['tag', 'settle'])
    const { tag = true, settle = DEFAULT_SETTLE_MS, ...rest } = options
    checkInteger('settle', settle, 1)
    if (typeof tag !== 'boolean') throw new InvalidArgumentError(`tag must be true or false, not ${show(tag)}.`)
    if (!store) {
      throw new ConfigurationError(
        "createOnce needs an idempotencyStore: new Billit({ idempotencyStore: sqliteStore('invoices.db') }), with sqliteStore of billit-io/idempotency.",
      )
    }
    const taken = copyOptions(rest, caller.settings)
    const read = await readDraft(key, draft, tag, operations.createInvoice.dates, timeZone)
    const send = (beforeSend: () => Promise<void>, limits: RequestOptions) =>
      this.#send('createInvoice', () => ({ body: read.body, beforeSend }), limits)
    return createOnce({ caller, store, key, draft: read, settle, options: taken, send })
  }

  /**
   * Replaces an invoice. Fields that are left out may be cleared. `PUT /invoices/{uuid}`
   *
   * Unsafe to retry: with `sendMail`, each update sends the mail again.
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the invoice does not exist.
   */
  update(uuid: string, body: InvoiceUpdate, options?: RequestOptions): ApiPromise<Invoice> {
    return this.#send('updateInvoice', () => ({ ...byUuid(uuid), body }), options)
  }

  /**
   * Deletes an invoice. `DELETE /invoices/{uuid}`
   *
   * **The first delete cancels the invoice. A second delete may remove it permanently.** The request is never retried.
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
    const remaining = sharedDeadline(options, settings)
    const knownUrl = isRecord(invoice) ? buildPdfUrl(invoice.permalink) : undefined
    if (knownUrl) return downloadPdf(knownUrl, remaining(), settings)
    const path = byUuid(isRecord(invoice) ? invoice.uuid : invoice)
    const { data, response } = await this.caller.fetch('getInvoice', () => path, remaining())
    const url = buildPdfUrl(data.permalink)
    if (url) return downloadPdf(url, remaining(), settings)
    throw new ResponseParseError('The invoice has no permalink, so that its PDF cannot be downloaded.', {
      status: response.status,
      body: '',
      attempts: 1,
    })
  }

  #send(
    id: 'createInvoice' | 'updateInvoice',
    read: () => InvoiceRequest,
    options: RequestOptions | undefined,
  ): ApiPromise<Invoice> {
    const { preflight, logger } = this.caller.settings
    if (!preflight) return this.caller.call(id, read, options)
    const { check, contacts } = preflight
    if (contacts) return new ApiPromise(this.#sendChecked(check, id, read, options))
    // Reading and checking are synchronous, so that the checked body is exactly the body that is sent.
    const readChecked = () => {
      const parts = read()
      refuseProblems(check(parts.body, this.caller.account), logger)
      return parts
    }
    return this.caller.call(id, readChecked, options)
  }

  /** Checks the invoice together with its contact, and sends it. One deadline covers both requests. */
  async #sendChecked(
    check: InvoiceCheck,
    id: 'createInvoice' | 'updateInvoice',
    read: () => InvoiceRequest,
    options: RequestOptions = {},
  ): Promise<Result<Invoice>> {
    const { settings } = this.caller
    const remaining = sharedDeadline(options, settings)
    const { body: draft, ...rest } = read()
    // Copied now, because the caller may change it while the contact is read. The copy has the same shape.
    const body: InvoiceCreate = JSON.parse(encodeBody(draft, operations[id].dates, settings.timeZone))
    // The checks of the customer only apply to invoices that are reported to the tax authority.
    const customerId = body.excludeMydata === true ? undefined : body.customerId
    const cached = customerId === undefined ? undefined : this.#contacts.get(customerId)
    const contact = cached ?? (await this.#readContact(customerId, remaining()))
    const problems = check(body, this.caller.account, contact)
    if (cached && hasErrors(problems)) {
      const current = await this.#readContact(customerId, remaining())
      refuseProblems(check(body, this.caller.account, current), settings.logger)
    } else {
      refuseProblems(problems, settings.logger)
    }
    return this.caller.fetch(id, () => ({ ...rest, body }), remaining())
  }

  /** Reads the contact of an invoice. Returns `undefined` if that fails. Rejects only if the call is aborted. */
  async #readContact(id: unknown, { signal, deadline = Infinity }: RequestOptions): Promise<Contact | undefined> {
    if (!Number.isSafeInteger(id) || Number(id) < 1) return undefined
    const limits = { signal, maxRetries: 0, deadline: Math.min(deadline, CONTACT_DEADLINE_MS) }
    try {
      const { data } = await this.caller.fetch('getContact', () => byId(Number(id)), limits)
      this.#contacts.set(Number(id), data)
      return data
    } catch (error) {
      if (signal?.aborted) throw error
      this.caller.settings.logger?.warn(`preflight: the contact ${id} could not be read, so the customer is not checked.`)
      return undefined
    }
  }
}

/** The parts of a request that creates or updates an invoice. */
interface InvoiceRequest {
  body: InvoiceCreate | InvoiceUpdate
  beforeSend?: () => Promise<void>
}

/** Returns the URL of an invoice's PDF. `undefined` if the permalink is not a valid URL. */
function buildPdfUrl(permalink: unknown): string | undefined {
  if (typeof permalink !== 'string' || !/^https?:/i.test(permalink) || !URL.canParse(permalink)) return undefined
  const url = new URL(permalink)
  url.pathname = url.pathname.replace(/\/?$/, '/pdf')
  return url.href
}
