/** What every middleware reads and returns: the call, how an attempt ended, and how middleware is put together. */
import type { Hooks, Logger } from '../core/options.ts'

/** What the requests of a call have done so far. */
export interface Progress {
  /** Requests sent. */
  readonly attempts: number
  /** Whether the server may have acted on one of them. */
  readonly mayHaveSucceeded: boolean
}

/** One attempt of a call. A middleware never changes it: it passes a changed copy down. */
export interface Call {
  /** The operationId; `request` for a request that is not in the OpenAPI document. */
  readonly operation: string
  /** Identifies the call in events and logs. */
  readonly callId: string
  /** Identifies the attempt. */
  readonly id: string
  readonly method: string
  readonly url: string
  /** Without the token. The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether the OpenAPI document marks the operation as unsafe to repeat. */
  readonly unsafe: boolean
  /** Whether a GET of the same URL shows the result of the call. */
  readonly readable: boolean
  /** Milliseconds for one attempt, body included. */
  readonly timeout: number
  /** Milliseconds for the whole call. `undefined`: no limit. */
  readonly deadline: number | undefined
  readonly maxRetries: number
  /** Milliseconds that the call may spend on Retry-After waits in total. */
  readonly maxWait: number
  /** When the deadline passes, by `performance.now()`. */
  readonly expires: number
  readonly signal: AbortSignal | undefined
  /** Milliseconds that the attempt waited for the rate limit. */
  readonly queuedMs: number
  /** Milliseconds that the call waited after the attempt before, because of a failure. */
  readonly waitedMs: number
  /** The token, if the rate limiter has just read it. */
  readonly token: Promise<string> | undefined
  /** What the attempts before this one have done. */
  readonly before: Progress
  /**
   * Reports each change of progress, so that a time limit that cuts an attempt off knows how far it came.
   *
   * @param waitingFor What the call waits for before it can send.
   */
  readonly report: (progress: Progress, waitingFor?: string) => void
}

/** How an attempt, or the whole call, ended. Only a caller's abort is thrown. */
export type Ending =
  | { kind: 'response'; response: Response; text: string; problem?: string | undefined }
  | { kind: 'disconnected'; message: string; cause: unknown }
  | { kind: 'timeout'; message: string; limit: 'timeout' | 'deadline'; cause?: undefined }
  | { kind: 'misconfigured'; message: string; cause: unknown }

/** How it ended, and what has been sent so far. */
export type Outcome = Progress & Ending

export type Send = (call: Call) => Promise<Outcome>

/** Wraps the sending of a call: retries it, delays it, limits its time. */
export type Middleware = (next: Send) => Send

/** Puts middleware around a send function. The first one is the outermost. */
export const compose =
  (...middleware: Middleware[]): Middleware =>
  (send) =>
    middleware.reduceRight((next, wrap) => wrap(next), send)

/** Where a call reports to, and how tokens are redacted on the way. */
export interface Observers extends Hooks {
  readonly logger: Logger | undefined
  readonly redact: (text: string) => string
}

/** The end of a message, for a call whose request never left this machine. */
export const nothingSent = ({ attempts }: Progress): string => (attempts === 0 ? '; nothing was sent' : '')
