import type { Call, Outcome, Send, Sent } from './call.ts'
import { certainlyNotDone } from './certainty.ts'
import type { Hooks } from './hooks.ts'
import type { Logger } from './log.ts'
import { redactor } from './redact.ts'

export interface SendOptions extends Hooks {
  token: () => Promise<string>
  logger: Logger | undefined
}

/** The innermost step: makes one attempt and reads its whole body, so that every step above covers the body too. */
export const createSend =
  (options: SendOptions): Send =>
  async (call) => {
    // Another attempt may have taken the call over when a late answer to this one comes in.
    const { signal } = call
    const attempt = call.attempts + 1
    const { headers, problem } = await headersFor(call, attempt, options)
    if (problem) return problem
    signal?.throwIfAborted()

    call.attempts = attempt
    const before = call.mayHaveSucceeded
    call.mayHaveSucceeded = before || call.method !== 'GET'
    const started = performance.now()
    const outcome = await settle(await call.run({ headers, signal }), signal)
    if (certainlyNotDone(outcome)) call.mayHaveSucceeded = before
    if (outcome.kind === 'answer') tell(call, attempt, outcome.response, performance.now() - started, options)
    return outcome
  }

/** Runs the caller's hook, which does not see the token, then adds the token. */
async function headersFor(
  call: Call,
  attempt: number,
  { token, onRequest }: SendOptions,
): Promise<{ headers: Record<string, string>; problem?: Outcome }> {
  let { headers } = call
  try {
    if (onRequest) {
      const changeable = new Headers(headers)
      await onRequest({ operation: call.operation, method: call.method, url: call.url, attempt, headers: changeable })
      headers = Object.fromEntries(changeable)
    }
  } catch (cause) {
    return { headers, problem: { kind: 'misconfigured', message: `onRequest failed (${messageOf(cause)}).`, cause } }
  }
  try {
    const secret = await token()
    call.redact = redactor(secret)
    return { headers: { ...headers, authorization: `Bearer ${secret}` } }
  } catch (cause) {
    return { headers, problem: { kind: 'misconfigured', message: `The token could not be had: ${messageOf(cause)}`, cause } }
  }
}

async function settle({ response, error }: Sent, signal: AbortSignal | undefined): Promise<Outcome> {
  signal?.throwIfAborted()
  if (!response) return { kind: 'disconnected', cause: causeOf(error) }
  try {
    return { kind: 'answer', response, text: await response.text() }
  } catch (cause) {
    signal?.throwIfAborted()
    // Of an error the status says enough.
    return response.ok ? { kind: 'disconnected', cause } : { kind: 'answer', response, text: '' }
  }
}

/** Not waited for, and its errors are only logged: what has been done on the server must not look undone. */
function tell(
  call: Call,
  attempt: number,
  { status, headers }: Response,
  milliseconds: number,
  { onResponse, logger }: SendOptions,
): void {
  if (!onResponse) return
  const { operation, method, url } = call
  new Promise((resolve) => resolve(onResponse({ operation, method, url, attempt, status, headers, milliseconds }))).catch(
    (error: unknown) => {
      logger?.error(`onResponse failed (${messageOf(error)})`)
    },
  )
}

/** ofetch's own error holds the request, token included: what lies behind it does not. */
const causeOf = (error: unknown): unknown => (error instanceof Error && error.name === 'FetchError' ? error.cause : error)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
