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

/** A contact that takes longer to be read does not keep an invoice waiting. */
const CONTACT_DEADLINE_MS = 5000
/** How long after an attempt the server may still act on it, unless the caller knows better. */
const DEFAULT_SETTLE_MS = 120_000

/** Invoices, receipts and credit notes. */
export class Invoices extends Resource {
  readonly #contacts = new ContactCache()

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
   * Replaces an invoice: what is left out may be cleared. `PUT /invoices/{uuid}`
   *
   * Unsafe to repeat: with `sendMail` each update mails again.
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such invoice.
   */
  update(uuid: string, body: InvoiceUpdate, options?: RequestOptions): ApiPromise<Invoice> {
    return this.#send('updateInvoice', () => ({ ...byUuid(uuid), body }), options)
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
    const remaining = sharedDeadline(options, settings)
    const known = isRecord(invoice) ? pdfUrl(invoice.permalink) : undefined
    if (known) return downloadPdf(known, remaining(), settings)
    const path = byUuid(isRecord(invoice) ? invoice.uuid : invoice)
    const { data, response } = await this.caller.fetch('getInvoice', () => path, remaining())
    const url = pdfUrl(data.permalink)
    if (url) return downloadPdf(url, remaining(), settings)
    throw new ResponseParseError('The invoice has no permalink, so its PDF cannot be found.', {
      status: response.status,
      body: '',
      attempts: 1,
    })
  }

  #send(id: 'createInvoice' | 'updateInvoice', read: () => Draft, options: RequestOptions | undefined): ApiPromise<Invoice> {
    const { preflight, logger } = this.caller.settings
    if (!preflight) return this.caller.call(id, read, options)
    const { check, contacts } = preflight
    if (contacts) return new ApiPromise(this.#sendChecked(check, id, read, options))
    // It runs inside the promise, and without a wait: what was checked is what is sent.
    const readChecked = () => {
      const parts = read()
      refuseProblems(check(parts.body, this.caller.account), logger)
      return parts
    }
    return this.caller.call(id, readChecked, options)
  }

  /** Checks the invoice with its contact, and sends it. One deadline covers both requests. */
  async #sendChecked(
    check: InvoiceCheck,
    id: 'createInvoice' | 'updateInvoice',
    read: () => Draft,
    options: RequestOptions = {},
  ): Promise<Result<Invoice>> {
    const { settings } = this.caller
    const remaining = sharedDeadline(options, settings)
    const { body: given, ...rest } = read()
    // As it stands now: reading the contact takes a while. JSON of a checked body has its shape.
    const body: InvoiceCreate = JSON.parse(encodeBody(given, operations[id].dates, settings.timeZone))
    // The rules on the customer are those of the authority.
    const customerId = body.excludeMydata === true ? undefined : body.customerId
    const known = customerId === undefined ? undefined : this.#contacts.get(customerId)
    const contact = known ?? (await this.#readContact(customerId, remaining()))
    const problems = check(body, this.caller.account, contact)
    if (known && hasErrors(problems)) {
      const current = await this.#readContact(customerId, remaining())
      refuseProblems(check(body, this.caller.account, current), settings.logger)
    } else {
      refuseProblems(problems, settings.logger)
    }
    return this.caller.fetch(id, () => ({ ...rest, body }), remaining())
  }

  /** The contact of an invoice. Whatever goes wrong, the invoice is sent without this check: only an abort ends it. */
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

/** What an invoice is sent as. */
interface Draft {
  body: InvoiceCreate | InvoiceUpdate
  beforeSend?: () => Promise<void>
}

/** Where the PDF of an invoice lies. `undefined` if there is no address to go by. */
function pdfUrl(permalink: unknown): string | undefined {
  if (typeof permalink !== 'string' || !/^https?:/i.test(permalink) || !URL.canParse(permalink)) return undefined
  const url = new URL(permalink)
  url.pathname = url.pathname.replace(/\/?$/, '/pdf')
  return url.href
}
