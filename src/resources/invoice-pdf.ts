import type { Result } from '../core/api-promise.ts'
import { type Call, compose, type Send } from '../http/call.ts'
import type { CallOptions } from '../http/call-options.ts'
import { newCall } from '../http/caller.ts'
import { log } from '../http/log.ts'
import { isOk, readOutcome, unreadable } from '../http/outcome.ts'
import { retry } from '../http/retry.ts'
import { disconnected, isResponse } from '../http/send.ts'
import type { Settings } from '../http/settings.ts'
import { deadline, timeout } from '../http/time-limits.ts'

export type Bytes = ReturnType<Uint8Array['slice']>

/** PDF readers accept `%PDF-` anywhere in the first kilobyte. */
const HEAD_BYTES = 1024
/** How many bytes of a response that is not a PDF are kept for the error. */
const MAX_OTHER_BYTES = 4096

/** The URL of an invoice's PDF. `undefined` if the invoice has no usable permalink. */
export function pdfUrl(permalink: unknown): string | undefined {
  if (typeof permalink !== 'string' || !/^https?:/i.test(permalink) || !URL.canParse(permalink)) return undefined
  const url = new URL(permalink)
  url.pathname = url.pathname.replace(/\/?$/, '/pdf')
  return url.href
}

/**
 * Downloads a PDF from outside the API: with the same time limits and errors, but without the token, the client's headers and
 * its hooks, which may add secrets. It does not use the API's rate limit.
 */
export async function downloadPdf(url: string, options: CallOptions, settings: Settings): Promise<Result<Bytes>> {
  const { logger, redact, redactor, transport } = settings
  let bytes: Bytes = new Uint8Array()
  const fetchBytes: Send = async ({ signal, before, report }) => {
    const progress = { ...before, attempts: before.attempts + 1 }
    report(progress)
    try {
      const response = await transport.raw(url, { headers: { Accept: 'application/pdf' }, signal })
      if (!isResponse(response)) return { ...progress, ...disconnected(new TypeError('fetch did not return a Response')) }
      bytes = await readPdf(response)
      signal?.throwIfAborted()
      // The body of a successful response is not JSON.
      return { ...progress, kind: 'response', response, text: isOk(response) ? '' : decode(bytes) }
    } catch (cause) {
      signal?.throwIfAborted()
      return { ...progress, ...disconnected(cause) }
    }
  }
  const logged = logger ? [log(logger, redact)] : []
  const send = compose(deadline, retry({ ...settings, ownConnection: transport.ownConnection }), ...logged, timeout)(fetchBytes)
  const call: Call = {
    ...newCall(settings, options),
    ...{ operation: 'pdf', method: 'GET', url, headers: {}, unsafe: false, readable: false },
  }
  const outcome = await send(call)
  const { response, text } = readOutcome(call, outcome, redactor)
  if (isPdf(bytes)) return { data: bytes, response, text }
  throw unreadable(call, outcome, response, decode(bytes), 'the response is not a PDF', redactor)
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Whether the bytes begin as a PDF does. A sign-in page has status 200 too. */
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
    // Once it is known to be a PDF, its chunks are not joined again for each new one.
    if (limit === MAX_OTHER_BYTES && isOk(response) && isPdf(await concat(chunks))) limit = Number.POSITIVE_INFINITY
  }
  // The rest is not needed.
  reader?.cancel().catch(() => {})
  return concat(chunks)
}

const concat = async (chunks: BlobPart[]): Promise<Bytes> => new Uint8Array(await new Blob(chunks).arrayBuffer())
