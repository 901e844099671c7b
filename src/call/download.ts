import type { RequestOptions } from '../core/types.ts'
import { compose, newCall, type Send, type Step } from '../pipeline/call.ts'
import { disconnected } from '../pipeline/disconnected.ts'
import { redactor } from '../pipeline/redact.ts'
import type { Settings } from './options.ts'
import { type Result, readOutcome, unreadable } from './outcome.ts'

export type Download = (url: string, options: RequestOptions) => Promise<Result<ReturnType<Uint8Array['slice']>>>

/**
 * Downloads a PDF from outside the API: the same time limits and errors, but no token, none of the client's headers, and
 * no hooks, which may add secrets of their own.
 */
export const createDownload =
  (settings: Settings, ...steps: Step[]): Download =>
  async (url, options) => {
    let bytes = new Uint8Array()
    const fetchBytes: Send = async (call) => {
      const { signal } = call
      call.attempts += 1
      try {
        const response = await settings.fetch(url, { headers: { Accept: 'application/pdf' }, signal: signal ?? null })
        let text = ''
        if (response.ok) bytes = new Uint8Array(await response.arrayBuffer())
        else text = await response.text()
        return { kind: 'answer', response, text }
      } catch (cause) {
        signal?.throwIfAborted()
        return disconnected(cause)
      }
    }
    const call = newCall(settings, options, { operation: 'pdf', method: 'GET', address: () => url })
    // The token is not sent, but the address comes from a server that was sent it.
    call.redact = redactor(await settings.token())
    const { response } = readOutcome(call, await compose(fetchBytes, ...steps)(call))
    const head = new TextDecoder().decode(bytes.subarray(0, 2000))
    // A sign-in page comes with status 200 too. Readers take `%PDF` anywhere in the first kilobyte.
    if (!head.slice(0, 1024).includes('%PDF-')) throw unreadable(call, response, head, 'what came is no PDF')
    return { data: bytes, response }
  }
