import type { Call, Outcome, Send, Sent } from './call.ts'
import { certainlyNotDone } from './certainty.ts'
import { disconnected } from './disconnected.ts'
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
    let { headers } = call
    let failing = 'onRequest failed'
    try {
      // The hook does not see the token.
      headers = await afterHook(call, attempt, options)
      failing = 'The token could not be had'
      const token = await options.token()
      call.redact = redactor(token)
      headers = { ...headers, authorization: `Bearer ${token}` }
    } catch (cause) {
      return { kind: 'misconfigured', message: `${failing}: ${messageOf(cause)}`, cause }
    }
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

async function afterHook(
  { operation, method, url, headers }: Call,
  attempt: number,
  { onRequest }: SendOptions,
): Promise<Call['headers']> {
  if (!onRequest) return headers
  const changeable = new Headers(headers)
  await onRequest({ operation, method, url, attempt, headers: changeable })
  return Object.fromEntries(changeable)
}

async function settle({ response, error }: Sent, signal: AbortSignal | undefined): Promise<Outcome> {
  signal?.throwIfAborted()
  if (!response) return disconnected(causeOf(error))
  try {
    return { kind: 'answer', response, text: await response.text() }
  } catch (cause) {
    signal?.throwIfAborted()
    // Of an error the status says enough.
    return response.ok ? disconnected(cause) : { kind: 'answer', response, text: '' }
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
      logger?.error(`onResponse failed: ${messageOf(error)}`)
    },
  )
}

/** ofetch's own error holds the request, token included: what lies behind it does not. */
const causeOf = (error: unknown): unknown => (error instanceof Error && error.name === 'FetchError' ? error.cause : error)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
