/** The parts of a client that an export calls. A structural type, so that it accepts a `Billit` from another copy of the package. */
import { show } from '../core/arguments.ts'
import { InvalidArgumentError, isBillitError, ResponseParseError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { inconsistentListError } from '../pagination/consistency.ts'
import { iteratePages } from '../pagination/iterate-pages.ts'
import { MAX_PAGE_ROWS } from '../pagination/list.ts'
import { getRowKey, type ReadPage, readPage, type WirePage } from '../pagination/page.ts'
import { type ListedRow, listedRow, type StoredRecord, storedRecord } from './plan.ts'
import type { ExportResource } from './resources.ts'
import { recordTexts } from './wire.ts'

interface CallOptions {
  signal?: AbortSignal | undefined
  maxRetries?: number
}

export interface Call {
  withResponse(): Promise<{ response: Response; text: string }>
}

export interface Listed {
  list(query: { page: number; perPage: number }, options: CallOptions): Call
}

interface AccountReader {
  get(options: CallOptions & { refresh: true }): Call
}

interface InvoiceReader extends Listed {
  get(uuid: string, options: CallOptions): Call
  pdf(invoice: { uuid: string; permalink?: string }, options: CallOptions): PromiseLike<Uint8Array>
}

/** A `Billit` client. */
export type ExportClient = Record<Exclude<ExportResource, 'invoices'>, Listed> & {
  /** Read once per run. */
  account: AccountReader
  /** Invoices and their PDFs are read one by one. */
  invoices: InvoiceReader
}

/** Reads all pages of a list. Rows that an earlier page contained are left out. */
export function readPages(client: ExportClient, resource: ExportResource, signal?: AbortSignal) {
  const read = async (page: number, perPage = MAX_PAGE_ROWS): Promise<ReadPage<ListedRow>> => {
    const { text } = await readResponse(client[resource].list({ page, perPage }, { signal }))
    // The client has validated the page.
    const body = JSON.parse(text) as WirePage<unknown>
    const texts = recordTexts(text)
    const rows = body.data.map((record, index) => {
      const row = listedRow(record, texts[index] ?? '')
      if (!row) throw inconsistentListError(`a row of ${resource} has neither a uuid nor an id`)
      return row
    })
    return readPage({ ...body, data: rows }, page, perPage)
  }
  return iteratePages(read, { start: 1, prefetch: 0, limit: Number.MAX_SAFE_INTEGER })
}

/** An invoice with its items. */
export interface Details extends StoredRecord {
  /** When it was read, in milliseconds, from the response's `Date` header, or from this machine's clock if that is missing. */
  readAt: number
}

/**
 * Reads one invoice.
 *
 * @throws ResponseParseError if the server returned another invoice.
 */
export async function readInvoice(client: ExportClient, uuid: string, signal?: AbortSignal): Promise<Details> {
  const { text, response } = await readResponse(client.invoices.get(uuid, { signal }))
  const [data = ''] = recordTexts(text)
  const found = getRowKey(JSON.parse(data))
  if (String(found).toLowerCase() !== uuid.toLowerCase()) {
    throw new ResponseParseError(`GET /invoices/${uuid} returned another invoice: ${show(found)}.`, {
      status: response.status,
      body: '',
      attempts: 1,
    })
  }
  const date = Date.parse(response.headers.get('date') ?? '')
  return { ...storedRecord(uuid, JSON.parse(data), data), readAt: Number.isNaN(date) ? Date.now() : date }
}

/** Fewer than the client's own, so that a wrong address is reported within seconds. */
const FIRST_CALL_RETRIES = 2

/** Reads the account. `undefined` for a token without access to it, or a server without this operation. */
export async function readAccount(client: ExportClient, signal?: AbortSignal): Promise<StoredRecord | undefined> {
  try {
    const { text } = await readResponse(client.account.get({ refresh: true, maxRetries: FIRST_CALL_RETRIES, signal }))
    const [data = ''] = recordTexts(text)
    const record: unknown = JSON.parse(data)
    return isRecord(record) && typeof record.uuid === 'string' ? storedRecord(record.uuid, record, data) : undefined
  } catch (error) {
    if (isBillitError(error) && (errorStatus(error) === 403 || errorStatus(error) === 404)) return undefined
    throw error
  }
}

/** The HTTP status of an error of a call, also if another copy of the package threw it. */
export const errorStatus = (error: unknown): number | undefined =>
  isRecord(error) && typeof error.status === 'number' ? error.status : undefined

async function readResponse(call: Call): Promise<{ text: string; response: Response }> {
  const { response, text } = await call.withResponse()
  if (typeof text !== 'string')
    throw new InvalidArgumentError('exportAll() and watch() need a Billit client of the same version of billit-io.')
  return { text, response }
}
