import type { Result } from '../core/api-promise.ts'
import type { RequestOptions } from '../core/options.ts'
import { type Call, compose, type Send } from './call.ts'
import { newCall } from './caller.ts'
import { log } from './log.ts'
import { isOk, readOutcome, unreadable } from './outcome.ts'
import { retry } from './retry.ts'
import { disconnected, isResponse } from './send.ts'
import type { Settings } from './settings.ts'
import { deadline, timeout } from './time-limits.ts'

export type Bytes = ReturnType<Uint8Array['slice']>

/** Readers of PDFs take `%PDF-` anywhere in the first kilobyte. */
const HEAD_BYTES = 1024
/** How much of an answer that is no PDF is kept for the error. */
const MAX_OTHER_BYTES = 4096

/**
 * Downloads a PDF from outside the API: with the same time limits and errors, but without the token, the client's headers
 * and its hooks, which may add secrets. It does not count against the rate limit of the API.
 */
export async function downloadPdf(url: string, options: RequestOptions, settings: Settings): Promise<Result<Bytes>> {
  const { logger, redact, redactor, transport } = settings
  let bytes: Bytes = new Uint8Array()
  const fetchBytes: Send = async (call) => {
    const { signal } = call
    call.attempts += 1
    try {
      const response = await transport.raw(url, { headers: { Accept: 'application/pdf' }, signal })
      if (!isResponse(response)) return disconnected(new TypeError('fetch gave no Response'))
      bytes = await readPdf(response)
      signal?.throwIfAborted()
      // The body of a good answer is no JSON.
      return { kind: 'answer', response, text: isOk(response) ? '' : decode(bytes) }
    } catch (cause) {
      signal?.throwIfAborted()
      return disconnected(cause)
    }
  }
  const logged = logger ? [log(logger, redact)] : []
  const steps = [deadline, retry({ ...settings, ownConnection: transport.ownConnection }), ...logged, timeout]
  const call: Call = {
    ...newCall(settings, options),
    ...{ operation: 'pdf', method: 'GET', url, headers: {}, unsafe: false, readable: false },
    // The innermost step is `fetchBytes`, which sends by itself.
    run: async () => ({}),
  }
  const outcome = await compose(fetchBytes, ...steps)(call)
  const { response } = readOutcome(call, outcome, redactor)
  if (isPdf(bytes)) return { data: bytes, response }
  throw unreadable(call, response, decode(bytes), 'what came is no PDF', redactor)
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Whether the bytes begin as a PDF does. A sign-in page comes with status 200 too. */
const isPdf = (bytes: Uint8Array): boolean => decode(bytes.subarray(0, HEAD_BYTES)).includes('%PDF-')

/** Reads a PDF to its end, and only the beginning of anything else. */
async function readPdf(response: Response): Promise<Bytes> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = response.body?.getReader()
  let length = 0
  let limit = MAX_OTHER_BYTES
  while (reader && length < limit) {
    const { done, value } = await reader.read()
    if (done) return concat(chunks)
    chunks.push(value)
    length += value.length
    // Once it is known to be a PDF, its pieces are not put together again for each new one.
    if (limit === MAX_OTHER_BYTES && isOk(response) && isPdf(await concat(chunks))) limit = Number.POSITIVE_INFINITY
  }
  // Nobody waits for the rest.
  reader?.cancel().catch(() => {})
  return concat(chunks)
}

const concat = async (chunks: BlobPart[]): Promise<Bytes> => new Uint8Array(await new Blob(chunks).arrayBuffer())
