import { sharedDeadline } from '../call/caller.ts'
import { type Bytes, downloadPdf } from '../call/download.ts'
import { byUuid } from '../call/path.ts'
import { refuseProblems } from '../call/preflight.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { ResponseParseError } from '../core/errors.ts'
import type { ListOptions, ListQuery, RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice, InvoiceCreate, InvoiceListItem, InvoiceUpdate } from '../core/types.ts'
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
    return this.caller.call('getInvoice', () => byUuid(uuid), options)
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
  pdf(invoice: string | Pick<InvoiceListItem, 'uuid' | 'permalink'>, options: RequestOptions = {}): ApiPromise<Bytes> {
    return new ApiPromise(this.#pdf(invoice, options))
  }

  async #pdf(invoice: string | Pick<InvoiceListItem, 'uuid' | 'permalink'>, options: RequestOptions): Promise<Result<Bytes>> {
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

  #send(
    id: 'createInvoice' | 'updateInvoice',
    read: () => { body: InvoiceCreate | InvoiceUpdate },
    options: RequestOptions | undefined,
  ): ApiPromise<Invoice> {
    const { preflight: check, logger } = this.caller.settings
    if (!check) return this.caller.call(id, read, options)
    // It runs inside the promise, and without a wait: what was checked is what is sent.
    const readChecked = () => {
      const parts = read()
      refuseProblems(check(parts.body, this.caller.account), logger)
      return parts
    }
    return this.caller.call(id, readChecked, options)
  }
}

/** Where the PDF of an invoice lies. `undefined` if there is no address to go by. */
function pdfUrl(permalink: unknown): string | undefined {
  if (typeof permalink !== 'string' || !/^https?:/i.test(permalink) || !URL.canParse(permalink)) return undefined
  const url = new URL(permalink)
  url.pathname = url.pathname.replace(/\/?$/, '/pdf')
  return url.href
}
