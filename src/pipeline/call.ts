/** One call and what happens to it: what every step of the pipeline reads and writes. */
export interface Call {
  /** The operationId; `request` for one that the document does not have. */
  readonly operation: string
  readonly method: string
  readonly url: string
  /** The headers, without the token, by their names in lower case. */
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
  /** When the deadline passes, by `performance.now()`. */
  expires: number
  /** The caller's own signal; each step that limits time narrows it for the steps below. */
  signal: AbortSignal | undefined
  /** Attempts made so far. */
  attempts: number
  /** Whether an attempt so far may have been acted on. Set before it leaves, taken back when it surely was not. */
  mayHaveSucceeded: boolean
  /** Sends the request once, through the generated client. */
  readonly run: (request: { headers: Record<string, string>; signal: AbortSignal | undefined }) => Promise<Sent>
  /** Hides the token that was sent in a text. */
  redact: (text: string) => string
}

/** What the generated client gives back: an answer, or the reason why there is none. */
export interface Sent {
  response?: Response | undefined
  error?: unknown
}

type Limits = Pick<Call, 'timeout' | 'deadline' | 'maxRetries'>

/** A call that has not begun. What it does not say of its limits, the client says. */
export const newCall = (
  client: Limits,
  options: { [Key in keyof Limits]?: Limits[Key] | undefined } & { signal?: AbortSignal | undefined },
  { address, ...facts }: Pick<Call, 'operation' | 'method'> & Partial<Call> & { address: () => string },
): Call => ({
  headers: {},
  unsafe: false,
  readable: false,
  timeout: options.timeout ?? client.timeout,
  deadline: options.deadline ?? client.deadline,
  maxRetries: options.maxRetries ?? client.maxRetries,
  signal: options.signal,
  expires: Number.POSITIVE_INFINITY,
  attempts: 0,
  mayHaveSucceeded: false,
  redact: (text) => text,
  run: async () => ({}),
  // For errors, logs and hooks: most calls need none of them.
  get url() {
    return address()
  },
  ...facts,
})

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
