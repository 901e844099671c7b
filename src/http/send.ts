import type { Hooks } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { messageOf, readField, textIn } from '../core/text.ts'
import type { Call, Ending, Observers, Send } from './call.ts'
import { attemptEvent } from './log.ts'
import { readText } from './read-body.ts'
import type { Redactor } from './redact.ts'

/** What the generated client returns: a response, or the reason why there is none. */
export interface Sent {
  response?: Response | undefined
  error?: unknown
}

/** Sends one request through the generated client. */
export type SendRequest = (request: { headers: Record<string, string>; signal: AbortSignal | undefined }) => Promise<Sent>

export interface SendOptions extends Observers {
  token: () => Promise<string>
  redactor: Redactor
}

/**
 * The innermost step: sends one request and reads its whole body, so that every middleware covers the body too.
 *
 * @param beforeSend Runs just before each request leaves. If it fails, the request is not sent.
 */
export const createSend =
  (sendRequest: SendRequest, options: SendOptions, beforeSend?: () => Promise<void>): Send =>
  async (call) => {
    const { signal, before } = call
    let { headers } = call
    let failure = ''
    /** An attempt whose time is over goes no further: it must not request a token, or record an intent to send. */
    const waitFor = (what: string, message: string) => {
      signal?.throwIfAborted()
      call.report(before, what)
      failure = message
    }
    try {
      waitFor('onRequest', 'onRequest failed')
      // The hook does not see the token.
      headers = await applyRequestHook(call, options)
      options.redactor.addHeaders(headers)
      waitFor('the token', 'Could not get the token')
      headers = { ...headers, authorization: `Bearer ${await (call.token ?? options.token())}` }
      waitFor('the idempotency store', 'The idempotency store failed')
      await beforeSend?.()
    } catch (cause) {
      return { ...before, kind: 'misconfigured', message: `${failure}: ${messageOf(cause)}`, cause }
    }
    signal?.throwIfAborted()

    const progress = {
      attempts: before.attempts + 1,
      mayHaveSucceeded: before.mayHaveSucceeded || call.method !== 'GET',
    }
    call.report(progress)
    return { ...progress, ...(await readResponse(await sendRequest({ headers, signal }), signal)) }
  }

async function applyRequestHook(call: Call, { onRequest }: Hooks): Promise<Call['headers']> {
  if (!onRequest) return call.headers
  const headers = new Headers(call.headers)
  await onRequest({ ...attemptEvent(call), headers })
  return Object.fromEntries(headers)
}

async function readResponse({ response, error }: Sent, signal: AbortSignal | undefined): Promise<Ending> {
  signal?.throwIfAborted()
  if (!response) return disconnected(withoutRequest(error))
  if (!isResponse(response)) return disconnected(new TypeError('fetch did not return a Response'))
  try {
    return { kind: 'response', response, ...(await readText(response)) }
  } catch (cause) {
    signal?.throwIfAborted()
    // For an error response, the status is enough.
    return response.status < 400 ? disconnected(cause) : { kind: 'response', response, text: '' }
  }
}

/** A caller's `fetch` may return anything. `Response.error()` means that there was no response. */
export const isResponse = (
  value: { [Field in 'status' | 'text' | 'type']?: unknown } & { headers?: { get?: unknown } },
): boolean =>
  typeof value.status === 'number' &&
  typeof value.headers?.get === 'function' &&
  typeof value.text === 'function' &&
  value.type !== 'error'

/** There was no response, or not all of it arrived. */
export const disconnected = (cause: unknown): Ending => ({
  kind: 'disconnected',
  message: `no response (${innermostMessage(cause)})`,
  cause,
})

/** An error may be its own cause. */
const MAX_CAUSES = 5

/** The message of the innermost cause: `fetch` itself only says that it failed. */
function innermostMessage(error: unknown, depth = 0): string {
  const cause = readField(error, 'cause')
  return isRecord(cause) && depth < MAX_CAUSES ? innermostMessage(cause, depth + 1) : messageOf(error)
}

/** ofetch's own error holds the request, token included. Its cause does not. */
const withoutRequest = (error: unknown): unknown => (textIn(error, 'name') === 'FetchError' ? readField(error, 'cause') : error)
