import type { Result } from '../core/api-promise.ts'
import { type Call, compose, type Send } from '../http/call.ts'
import type { CallOptions } from '../http/call-options.ts'
import { newCall } from '../http/caller.ts'
import { observe } from '../http/observe.ts'
import { isOk, readOutcome } from '../http/outcome.ts'
import { BodyReader, type Bytes, decode, describeExcess } from '../http/read-body.ts'
import { retry } from '../http/retry.ts'
import { disconnected, isResponse } from '../http/send.ts'
import type { Settings } from '../http/settings.ts'
import { deadline, timeout } from '../http/time-limits.ts'

/** Limit of a PDF. */
const MAX_PDF_BYTES = 64 * 2 ** 20
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
      const pdf = await readPdf(response)
      signal?.throwIfAborted()
      bytes = pdf.bytes
      // The body of a PDF is not text.
      return { ...progress, kind: 'response', response, text: pdf.problem ? decode(bytes) : '', problem: pdf.problem }
    } catch (cause) {
      signal?.throwIfAborted()
      return { ...progress, ...disconnected(cause) }
    }
  }
  const retried = retry({ ...settings, ownConnection: transport.ownConnection })
  const send = compose(deadline, retried, observe({ logger, redact, redactor }), timeout)(fetchBytes)
  const call: Call = {
    ...newCall(settings, options),
    ...{ operation: 'pdf', method: 'GET', url, headers: {}, unsafe: false, readable: false },
  }
  const { response, text } = readOutcome(call, await send(call), redactor)
  return { data: bytes, response, text }
}

/** Whether the bytes begin as a PDF does. A sign-in page has status 200 too. */
const isPdf = (bytes: Uint8Array): boolean => decode(bytes.subarray(0, HEAD_BYTES)).includes('%PDF-')

/** Reads a PDF to its end, and only the beginning of anything else. `problem` if it is not a PDF, or too large. */
async function readPdf(response: Response): Promise<{ bytes: Bytes; problem?: string }> {
  const reader = new BodyReader(response)
  try {
    const head = await reader.read(MAX_OTHER_BYTES)
    if (!isOk(response) || !isPdf(head)) return { bytes: head, problem: 'the response is not a PDF' }
    const bytes = await reader.read(MAX_PDF_BYTES + 1)
    return reader.isComplete ? { bytes } : { bytes: head, problem: describeExcess('the PDF', MAX_PDF_BYTES) }
  } finally {
    // The rest is not needed.
    reader.cancel()
  }
}
