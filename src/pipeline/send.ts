import type { Outcome, Send, Sent } from './call.ts'
import { certainlyNotDone } from './certainty.ts'
import type { Hooks } from './hooks.ts'

export interface SendOptions extends Hooks {
  token: () => Promise<string>
}

/** The innermost step: makes one attempt and reads its whole body, so that every step above covers the body too. */
export const createSend =
  ({ token, onRequest, onResponse }: SendOptions): Send =>
  async (call) => {
    // Another attempt may have taken the call over when a late answer to this one comes in.
    const { signal } = call
    const attempt = call.attempts + 1
    const { operation, method, url } = call
    const headers = new Headers(call.headers)
    let secret: string
    try {
      await onRequest?.({ operation, method, url, attempt, headers })
      secret = await token()
    } catch (cause) {
      return { kind: 'misconfigured', message: cause instanceof Error ? cause.message : String(cause), cause }
    }
    signal?.throwIfAborted()

    headers.set('Authorization', `Bearer ${secret}`)
    call.redact = (text) => text.replaceAll(secret, '[token]')
    call.attempts = attempt
    const before = call.mayHaveSucceeded
    call.mayHaveSucceeded = before || method !== 'GET'
    const started = performance.now()
    const outcome = await settle(await call.run({ headers, signal }), signal)
    if (certainlyNotDone(outcome)) call.mayHaveSucceeded = before
    if (outcome.kind === 'answer') {
      const { status, headers: answered } = outcome.response
      await onResponse?.({
        operation,
        method,
        url,
        attempt,
        status,
        headers: answered,
        milliseconds: performance.now() - started,
      })
    }
    return outcome
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

/** ofetch's own error holds the request, token included: what lies behind it does not. */
const causeOf = (error: unknown): unknown => (error instanceof Error && error.name === 'FetchError' ? error.cause : error)
