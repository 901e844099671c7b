/** Reads response bodies up to a limit, so that no server can fill the memory. The bytes are counted after decompression. */
import { isOk } from './outcome.ts'

/** Limit of a successful response of the API. */
export const MAX_BODY_BYTES = 32 * 2 ** 20
/** Limit of the body of an error. The rest is not read. */
const MAX_ERROR_BYTES = 2 ** 20

/** TypeScript before 5.7 does not know `Uint8Array<ArrayBuffer>`. */
export type Bytes = ReturnType<Uint8Array['slice']>

/** Reads a body in parts. */
export class BodyReader {
  readonly #reader: ReadableStreamDefaultReader<Bytes> | undefined
  readonly #chunks: Bytes[] = []
  #length = 0
  /** Whether the end of the body has been read. */
  isComplete = false

  constructor({ body }: Response) {
    this.#reader = body?.getReader()
    this.isComplete = this.#reader === undefined
  }

  /** Reads until the body ends or has `maxBytes`. Returns what has been read so far. */
  async read(maxBytes: number): Promise<Bytes> {
    while (this.#reader && !this.isComplete && this.#length < maxBytes) {
      const { done, value } = await this.#reader.read()
      if (done) this.isComplete = true
      else {
        this.#chunks.push(value)
        this.#length += value.length
      }
    }
    return this.#join()
  }

  /** Ends the connection, unless the body is complete. */
  cancel(): void {
    if (!this.isComplete) this.#reader?.cancel().catch(() => {})
  }

  #join(): Bytes {
    const [first, second] = this.#chunks
    if (first && !second) return first
    const bytes = new Uint8Array(this.#length)
    let offset = 0
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset)
      offset += chunk.length
    }
    return bytes
  }
}

/** Reads the text of a response: all of it, or only the beginning of an error. `problem` if it is too large. */
export async function readText(response: Response): Promise<{ text: string; problem?: string }> {
  // A caller's `fetch` may return a response without a stream, or with a `text()` of its own.
  if (typeof response.body?.getReader !== 'function' || Object.hasOwn(response, 'text')) {
    return { text: checkText(await response.text()) }
  }
  const reader = new BodyReader(response)
  const bytes = await reader.read(isOk(response) ? MAX_BODY_BYTES + 1 : MAX_ERROR_BYTES)
  reader.cancel()
  if (reader.isComplete || !isOk(response)) return { text: decode(bytes) }
  return { text: decode(bytes.subarray(0, MAX_ERROR_BYTES)), problem: describeExcess('the response', MAX_BODY_BYTES) }
}

function checkText(text: unknown): string {
  if (typeof text === 'string') return text
  throw new TypeError('text() of the Response did not return a string')
}

export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export const describeExcess = (what: string, maxBytes: number): string => `${what} is larger than ${maxBytes / 2 ** 20} MB`
