/** What became of an invoice at the tax authority. */
import { checkMilliseconds } from '../core/arguments.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice } from '../core/types.ts'
import { given, textOf } from './given.ts'

/** Where the report of an invoice to the tax authority stands. */
export interface MydataState {
  /**
   * - `reported`: the authority has it, and `mark` is its registration number.
   * - `pending`: it is still to be reported.
   * - `failed`: the authority refused it, for the reasons in `errors`.
   * - `cancelled`: it was cancelled. `mark` is its registration number, if it was reported before.
   * - `excluded`: it does not take part in myDATA.
   */
  state: 'reported' | 'pending' | 'failed' | 'cancelled' | 'excluded'
  /** The registration number (MARK), or null while there is none. */
  mark: string | null
  /** What the authority objected to. Billit does not publish its form: texts are taken from wherever they stand. */
  errors: string[]
}

/** An invoice that came back. One from a list has no `mydata`: read it by its UUID first. */
export type ReportedInvoice = Partial<Pick<Invoice, 'mydata' | 'deletedAt' | 'isMydataEnabled'>>

/** Where the report of an invoice to the tax authority stands. Billit does not publish the codes of `mydata.state`: the mark tells. */
export function mydataStateOf(invoice: ReportedInvoice): MydataState {
  const { mydata, deletedAt, isMydataEnabled } = given(invoice)
  const { invoiceMark, canceledByMark, errors } = given(mydata)
  const mark = textOf(invoiceMark)
  const told = textsIn(errors)
  const state = (): MydataState['state'] => {
    if (textOf(canceledByMark) !== '' || deletedAt !== undefined) return 'cancelled'
    if (mark !== '') return 'reported'
    if (told.length > 0) return 'failed'
    return isMydataEnabled === false ? 'excluded' : 'pending'
  }
  return { state: state(), mark: mark === '' ? null : mark, errors: told }
}

/** Every text in a value, however deep. A code, such as 217, is one. */
function textsIn(value: unknown): string[] {
  const text = textOf(value)
  if (text !== '') return [text]
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : []
}

/** What `waitForMark()` needs of a client. */
export interface InvoiceReader {
  /** Where invoices are read. */
  invoices: {
    /** Reads one invoice by its uuid. */
    get(uuid: string, options: { signal?: AbortSignal; deadline: number }): PromiseLike<ReportedInvoice>
  }
}

/** How long `waitForMark()` waits. */
export interface WaitOptions {
  /** Milliseconds after which it gives up. */
  deadline: number
  /** Ends the wait: it rejects with the signal's reason. */
  signal?: AbortSignal
}

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 15_000
const GROWTH = 1.5

/**
 * Reads an invoice again and again until its report to the tax authority is decided, first after a second, then ever less often.
 * It changes nothing at the server. `GET /invoices/{uuid}`
 *
 * @returns Where the report stands: still `pending` if the deadline passed before it was decided.
 * @throws What `invoices.get()` throws, such as NotFoundError.
 */
export async function waitForMark(billit: InvoiceReader, uuid: string, options: WaitOptions): Promise<MydataState> {
  const { deadline, signal } = options
  // Without one it might wait for ever.
  checkMilliseconds('deadline', deadline)
  const end = performance.now() + deadline
  let last: MydataState | undefined
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    const left = end - performance.now()
    if (last && left <= 0) return last
    try {
      last = mydataStateOf(await billit.invoices.get(uuid, { ...(signal ? { signal } : {}), deadline: Math.max(1, left) }))
    } catch (error) {
      // The last look may be what the deadline has ended.
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
