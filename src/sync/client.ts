/** What an export asks of a client, so that a `Billit` of any copy of the package will do. */
import { InvalidArgumentError, isBillitError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { inconsistentListError } from '../pagination/consistency.ts'
import { iteratePages } from '../pagination/iterate-pages.ts'
import { MAX_PAGE_ROWS } from '../pagination/list.ts'
import { type ReadPage, readPage, type WirePage } from '../pagination/page.ts'
import { type ListedRow, listedRow, type StoredRecord, storedRecord } from './plan.ts'
import type { ExportResource } from './resources.ts'
import { recordTexts } from './wire.ts'

interface CallOptions {
  signal?: AbortSignal | undefined
}

interface Call {
  withResponse(): Promise<{ response: Response; text: string }>
}

interface Listed {
  list(query: { page: number; perPage: number }, options: CallOptions): Call
}

interface AccountReader {
  get(options: CallOptions & { refresh: true; maxRetries: number }): Call
}

interface InvoiceReader extends Listed {
  get(uuid: string, options: CallOptions): Call
  pdf(invoice: { uuid: string; permalink?: string }, options: CallOptions): PromiseLike<Uint8Array>
}

/** A `Billit`. */
export type ExportClient = Record<Exclude<ExportResource, 'invoices'>, Listed> & {
  /** Read once for each run. */
  account: AccountReader
  /** Their details and their PDFs are asked for one by one. */
  invoices: InvoiceReader
}

/** Every page of a list. Each holds the rows that no page before it held. */
export function pagesOf(client: ExportClient, resource: ExportResource, signal?: AbortSignal) {
  const read = async (page: number): Promise<ReadPage<ListedRow>> => {
    const { text } = await responseOf(client[resource].list({ page, perPage: MAX_PAGE_ROWS }, { signal }))
    // The client has read it as a page.
    const body = JSON.parse(text) as WirePage<unknown>
    const texts = recordTexts(text)
    const rows = body.data.map((record, index) => {
      const row = listedRow(record, texts[index] ?? '')
      if (!row) throw inconsistentListError(`a row of ${resource} has neither a uuid nor an id`)
      return row
    })
    return readPage({ ...body, data: rows }, page, MAX_PAGE_ROWS)
  }
  return iteratePages(read, { start: 1, prefetch: 0, limit: Number.MAX_SAFE_INTEGER })
}

/** A record, and when it was read by the server's clock (this machine's, if the server does not say). */
export interface Details extends StoredRecord {
  answeredAt: number
}

/** Reads one invoice. */
export async function readInvoice(client: ExportClient, uuid: string, signal?: AbortSignal): Promise<Details> {
  const { text, response } = await responseOf(client.invoices.get(uuid, { signal }))
  const [data = ''] = recordTexts(text)
  const date = Date.parse(response.headers.get('date') ?? '')
  return { ...storedRecord(uuid, JSON.parse(data), data), answeredAt: Number.isNaN(date) ? Date.now() : date }
}

/** A wrong address shows within seconds, however patient the client is. */
const FIRST_CALL_RETRIES = 2

/** Reads the account. `undefined` if the token, or the server, does not give it. */
export async function readAccount(client: ExportClient, signal?: AbortSignal): Promise<StoredRecord | undefined> {
  try {
    const { text } = await responseOf(client.account.get({ refresh: true, maxRetries: FIRST_CALL_RETRIES, signal }))
    const [data = ''] = recordTexts(text)
    const record: unknown = JSON.parse(data)
    return isRecord(record) && typeof record.uuid === 'string' ? storedRecord(record.uuid, record, data) : undefined
  } catch (error) {
    if (isBillitError(error) && (statusOf(error) === 403 || statusOf(error) === 404)) return undefined
    throw error
  }
}

/** The status of an error of a call. An error of another copy of the package has it too. */
export const statusOf = (error: unknown): number | undefined =>
  isRecord(error) && typeof error.status === 'number' ? error.status : undefined

async function responseOf(call: Call): Promise<{ text: string; response: Response }> {
  const { response, text } = await call.withResponse()
  if (typeof text !== 'string') throw new InvalidArgumentError('exportAll() takes a Billit of the same version of billit-io.')
  return { text, response }
}
