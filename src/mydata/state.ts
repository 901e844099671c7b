/** The state of an invoice at the tax authority. */
import { checkMilliseconds } from '../core/arguments.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice } from '../core/types.ts'
import { dropEmptyFields, readText } from './input.ts'

/** The state of an invoice at the tax authority. */
export interface MydataState {
  /**
   * - `reported`: the authority has registered the invoice under `mark`.
   * - `pending`: the invoice is not reported yet.
   * - `failed`: the authority rejected the invoice for the reasons in `errors`.
   * - `cancelled`: the invoice was cancelled. It has a `mark` if it was reported before.
   * - `excluded`: the invoice is excluded from myDATA.
   */
  state: 'reported' | 'pending' | 'failed' | 'cancelled' | 'excluded'
  /** The authority's registration number (MARK), or null if there is none. */
  mark: string | null
  /** The authority's error codes and messages. Billit does not publish their form: this has every text in `mydata.errors`. */
  errors: string[]
}

/** An invoice as `invoices.get()` returns it. An invoice from a list has no `mydata`. */
export type ReportedInvoice = Partial<Pick<Invoice, 'mydata' | 'deletedAt' | 'isMydataEnabled'>>

/**
 * Returns the state of an invoice at the tax authority. It is derived from the MARK, the errors and the cancellation, since
 * Billit does not publish the codes of `mydata.state`.
 *
 * @param invoice - An invoice from `invoices.get()`. The state of one from a list is not reliable, since it has no `mydata`.
 */
export function mydataStateOf(invoice: ReportedInvoice): MydataState {
  const { mydata, deletedAt, isMydataEnabled } = dropEmptyFields(invoice)
  const { invoiceMark, canceledByMark, errors } = dropEmptyFields(mydata)
  const mark = readText(invoiceMark)
  const messages = collectTexts(errors)
  const deriveState = (): MydataState['state'] => {
    if (readText(canceledByMark) !== '' || deletedAt !== undefined) return 'cancelled'
    if (mark !== '') return 'reported'
    if (messages.length > 0) return 'failed'
    return isMydataEnabled === false ? 'excluded' : 'pending'
  }
  return { state: deriveState(), mark: mark === '' ? null : mark, errors: messages }
}

/** Every string and number in a value, at any depth. */
function collectTexts(value: unknown): string[] {
  const text = readText(value)
  if (text !== '') return [text]
  return isRecord(value) ? Object.values(value).flatMap(collectTexts) : []
}

/** The part of a client that `waitForMark()` uses. A `Billit` client has it. */
export interface InvoiceReader {
  /** The invoices resource. */
  invoices: {
    /** Reads one invoice by its UUID. `deadline` is in milliseconds. */
    get(uuid: string, options: { signal?: AbortSignal; deadline: number }): PromiseLike<ReportedInvoice>
  }
}

/** Options of `waitForMark()`. */
export interface WaitOptions {
  /** Maximum total time to wait, in milliseconds. Required. */
  deadline: number
  /** Stops the wait, which then rejects with the signal's reason. */
  signal?: AbortSignal
}

const FIRST_PAUSE_MS = 1000
const MAX_PAUSE_MS = 15_000
const GROWTH = 1.5

/**
 * Polls an invoice until its state at the tax authority is no longer `pending`. Pauses grow from 1 to 15 seconds. It only reads.
 * `GET /invoices/{uuid}`
 *
 * @returns The last state: `pending` if the deadline passed first.
 * @throws InvalidArgumentError if `deadline` is not a positive number, the signal's reason if it is aborted, and any error of
 *   `invoices.get()`, such as NotFoundError.
 */
export async function waitForMark(billit: InvoiceReader, uuid: string, options: WaitOptions): Promise<MydataState> {
  const { deadline, signal } = options
  // Untyped callers may omit it, and the wait would then have no bound.
  checkMilliseconds('deadline', deadline)
  const end = performance.now() + deadline
  let last: MydataState | undefined
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, MAX_PAUSE_MS)) {
    const left = end - performance.now()
    if (last && left <= 0) return last
    try {
      last = mydataStateOf(await billit.invoices.get(uuid, { ...(signal ? { signal } : {}), deadline: Math.max(1, left) }))
    } catch (error) {
      // The deadline may have ended this request.
      if (last && !signal?.aborted && performance.now() >= end) return last
      throw error
    }
    if (last.state !== 'pending') return last
    await sleep(Math.min(pause, Math.max(0, end - performance.now())), signal)
  }
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(stop, milliseconds)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
  })
}
