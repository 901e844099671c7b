import type { Settings } from './options.ts'
import { type Result, readOutcome, unreadable } from './outcome.ts'
import { type Call, compose, type Send, type Step } from './pipeline/call.ts'
import { redactor } from './pipeline/redact.ts'
import type { RequestOptions } from './types.ts'

export type Download = (url: string, options: RequestOptions) => Promise<Result<Uint8Array<ArrayBuffer>>>

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
        const response = await (settings.fetch ?? fetch)(url, { headers: { Accept: 'application/pdf' }, signal: signal ?? null })
        if (!response.ok) return { kind: 'answer', response, text: await response.text() }
        bytes = new Uint8Array(await response.arrayBuffer())
        return { kind: 'answer', response, text: '' }
      } catch (cause) {
        signal?.throwIfAborted()
        return { kind: 'disconnected', cause }
      }
    }
    const call = await downloadCall(url, settings, options)
    const { response } = readOutcome(call, await compose(fetchBytes, ...steps)(call))
    const text = () => new TextDecoder().decode(bytes)
    // A sign-in page comes with status 200 too.
    if (!isPdf(bytes)) throw unreadable(call, response, text(), 'what came is no PDF')
    return { data: bytes, response }
  }

const downloadCall = async (url: string, settings: Settings, options: RequestOptions): Promise<Call> => ({
  operation: 'pdf',
  method: 'GET',
  url,
  headers: {},
  unsafe: false,
  advice: '',
  timeout: options.timeout ?? settings.timeout,
  deadline: options.deadline ?? settings.deadline,
  maxRetries: options.maxRetries ?? settings.maxRetries,
  expires: Number.POSITIVE_INFINITY,
  signal: options.signal,
  attempts: 0,
  mayHaveSucceeded: false,
  // The token is not sent, but the address comes from a server that was sent it.
  redact: redactor(await settings.token()),
  run: async () => ({}),
})

/** `%PDF`, which readers take anywhere in the first kilobyte. */
const isPdf = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
