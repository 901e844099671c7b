import type { Hooks } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Call, Outcome, Send, Sent, Telling } from './call.ts'
import { innermostMessage, withoutRequest } from './foreign-error.ts'
import { callSafely } from './tell.ts'

export interface SendOptions extends Telling {
  token: () => Promise<string>
}

/** The innermost step: makes one attempt and reads its whole body, so every step above covers the body too. */
export const createSend =
  (options: SendOptions): Send =>
  async (call) => {
    // A late answer to this attempt may arrive when another attempt has taken the call over.
    const { signal } = call
    const attempt = call.attempts + 1
    let { headers } = call
    let failing = ''
    /** An attempt whose time is over goes no further: it must not ask for a token, or leave its intent in a store. */
    const waitFor = (what: string, failure: string) => {
      signal?.throwIfAborted()
      call.waitingFor = what
      failing = failure
    }
    try {
      waitFor('onRequest', 'onRequest failed')
      // The hook does not see the token.
      headers = await afterHook(call, attempt, options)
      waitFor('the token', 'Could not get the token')
      headers = { ...headers, authorization: `Bearer ${await options.token()}` }
      waitFor('the idempotency store', 'The idempotency store failed')
      await call.beforeSend?.()
      call.waitingFor = undefined
    } catch (cause) {
      return { kind: 'misconfigured', message: `${failing}: ${messageOf(cause)}`, cause }
    }
    signal?.throwIfAborted()

    call.attempts = attempt
    call.mayHaveSucceeded ||= call.method !== 'GET'
    const started = performance.now()
    const outcome = await settle(await call.run({ headers, signal }), signal)
    if (outcome.kind === 'answer') tellAnswer(call, attempt, outcome.response, performance.now() - started, options)
    return outcome
  }

async function afterHook(
  { operation, method, url, headers }: Call,
  attempt: number,
  { onRequest }: Hooks,
): Promise<Call['headers']> {
  if (!onRequest) return headers
  const changeable = new Headers(headers)
  await onRequest({ operation, method, url, attempt, headers: changeable })
  return Object.fromEntries(changeable)
}

async function settle({ response, error }: Sent, signal: AbortSignal | undefined): Promise<Outcome> {
  signal?.throwIfAborted()
  if (!response) return disconnected(withoutRequest(error))
  if (!isResponse(response)) return disconnected(new TypeError('fetch gave no Response'))
  try {
    const text: unknown = await response.text()
    if (typeof text !== 'string') return disconnected(new TypeError('text() of the Response gave no text'))
    return { kind: 'answer', response, text }
  } catch (cause) {
    signal?.throwIfAborted()
    // For an error response, the status is enough.
    return response.status < 400 ? disconnected(cause) : { kind: 'answer', response, text: '' }
  }
}

/** A `fetch` of the caller's own may give anything. `Response.error()` stands for an answer that never came. */
export const isResponse = (
  given: { [Field in 'status' | 'text' | 'type']?: unknown } & { headers?: { get?: unknown } },
): boolean =>
  typeof given.status === 'number' &&
  typeof given.headers?.get === 'function' &&
  typeof given.text === 'function' &&
  given.type !== 'error'

/** No answer came, or not all of it. */
export const disconnected = (cause: unknown): Outcome => ({
  kind: 'disconnected',
  message: `no answer (${innermostMessage(cause)})`,
  cause,
})

/** The call does not wait for the hook. */
function tellAnswer(call: Call, attempt: number, response: Response, milliseconds: number, options: SendOptions): void {
  const { onResponse } = options
  if (!onResponse) return
  const { operation, method, url } = call
  const { status, headers } = response
  callSafely('onResponse', () => onResponse({ operation, method, url, attempt, status, headers, milliseconds }), options)
}
