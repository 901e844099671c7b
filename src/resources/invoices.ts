import type { Result } from '../call/outcome.ts'
import { type InvoiceCheck, refuseProblems } from '../call/preflight.ts'
import { ApiPromise } from '../core/api-promise.ts'
import { byUuid } from '../core/arguments.ts'
import { ResponseParseError } from '../core/errors.ts'
import type {
  Invoice,
  InvoiceCreate,
  InvoiceListItem,
  InvoiceUpdate,
  ListOptions,
  ListQuery,
  RequestOptions,
} from '../core/types.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Invoices, receipts and credit notes. */
export class Invoices extends Resource {
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
    return this.call('getInvoice', () => byUuid(uuid), options)
  }

  /**
   * Creates an invoice. `POST /invoices`
   *
   * **It may be reported to the tax authority and, with `sendMail`, mailed.** After an error with
   * `mayHaveSucceeded: true`, look whether the invoice is there before you create it again.
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: InvoiceCreate, options?: RequestOptions): ApiPromise<Invoice> {
    return this.#send('createInvoice', () => ({ body }), options)
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
    return this.call('deleteInvoice', () => byUuid(uuid), options)
  }

  /**
   * Downloads the PDF of an invoice, from its `permalink` + `/pdf`. `GET /invoices/{uuid}`
   *
   * The PDF lies outside the API, so that neither the token nor the client's headers are sent there.
   *
   * @throws ResponseParseError if the invoice has no permalink, or what lies there is no PDF.
   */
  pdf(uuid: string, options: RequestOptions = {}): ApiPromise<ReturnType<Uint8Array['slice']>> {
    return new ApiPromise(this.#pdf(uuid, options))
  }

  #send(
    id: 'createInvoice' | 'updateInvoice',
    read: () => { body: InvoiceCreate | InvoiceUpdate },
    options: RequestOptions | undefined,
  ): ApiPromise<Invoice> {
    const { preflight } = this.caller.settings
    return preflight ? new ApiPromise(this.#checked(preflight, id, read, options)) : this.call(id, read, options)
  }

  async #checked(
    check: InvoiceCheck,
    id: 'createInvoice' | 'updateInvoice',
    read: () => { body: InvoiceCreate | InvoiceUpdate },
    options: RequestOptions | undefined,
  ): Promise<Result<Invoice>> {
    const parts = read()
    refuseProblems(check(parts.body, this.caller.account), this.caller.settings.logger)
    // Encoded before anything else runs, so that what was checked is what is sent.
    return this.caller.fetch(id, () => parts, options)
  }

  async #pdf(uuid: string, options: RequestOptions): Promise<Result<ReturnType<Uint8Array['slice']>>> {
    const started = performance.now()
    const { data, response } = await this.get(uuid, options).withResponse()
    // One deadline covers both requests.
    const left = options.deadline && Math.max(1, options.deadline - (performance.now() - started))
    return this.caller.download(pdfUrl(data.permalink, response.status), { ...options, deadline: left })
  }
}

function pdfUrl(permalink: unknown, status: number): string {
  if (typeof permalink === 'string' && /^https?:/i.test(permalink) && URL.canParse(permalink)) {
    const url = new URL(permalink)
    url.pathname = url.pathname.replace(/\/?$/, '/pdf')
    return url.href
  }
  throw new ResponseParseError('The invoice has no permalink, so that its PDF cannot be found.', {
    status,
    body: '',
    attempts: 1,
  })
}
