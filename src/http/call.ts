import type { Hooks, Logger } from '../core/options.ts'

/** One call and what happens to it: what every step of the pipeline reads and writes. */
export interface Call {
  /** The operationId; `request` for a request that the document does not have. */
  readonly operation: string
  readonly method: string
  readonly url: string
  /** The headers without the token. The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether sending it twice could do its work twice. The document says so. */
  readonly unsafe: boolean
  /** Whether a GET of the same address shows what was done. */
  readonly readable: boolean
  /** Milliseconds for one attempt, body included. */
  readonly timeout: number
  /** Milliseconds for the whole call. `undefined`: no limit. */
  readonly deadline: number | undefined
  readonly maxRetries: number
  /** Milliseconds that the call may wait because the server asks it to, all waits together. */
  readonly maxWait: number
  /** When the deadline passes, by `performance.now()`. */
  expires: number
  /** The caller's own signal; each step that limits time narrows it for the steps below. */
  signal: AbortSignal | undefined
  /** Attempts made so far. */
  attempts: number
  /** Whether an attempt so far may have been acted on. Set before it leaves, taken back when it certainly was not. */
  mayHaveSucceeded: boolean
  /** Runs before each attempt, at the last moment. If it fails, the attempt is not made. */
  readonly beforeSend?: (() => Promise<void>) | undefined
  /** What the call waits for while nothing is sent, as a message says it. */
  waitingFor: string | undefined
  /** Sends the request once, through the generated client. */
  readonly run: (request: { headers: Record<string, string>; signal: AbortSignal | undefined }) => Promise<Sent>
}

/** What the generated client gives back: a response, or the reason why there is none. */
export interface Sent {
  response?: Response | undefined
  error?: unknown
}

/** How an attempt ended. Only a caller's abort is thrown. */
export type Outcome =
  | { kind: 'answer'; response: Response; text: string }
  | { kind: 'disconnected'; message: string; cause: unknown }
  | { kind: 'timeout'; message: string; limit: 'timeout' | 'deadline'; cause?: undefined }
  | { kind: 'misconfigured'; message: string; cause: unknown }

export type Send = (call: Call) => Promise<Outcome>

/** What happens around one call: retrying, waiting, limiting its time. */
export type Step = (next: Send) => Send

/** The first step is the outermost. */
export const compose = (send: Send, ...steps: Step[]): Send => steps.reduceRight((next, step) => step(next), send)

/** What the steps tell the caller, and how they hide the token in it. None of it ever throws. */
export interface Telling extends Hooks {
  readonly logger: Logger | undefined
  readonly redact: (text: string) => string
}
