import { ConfigurationError } from '../core/errors.ts'

/** A function like the global `fetch`. */
export type Fetch = typeof globalThis.fetch

/** An instance of ofetch. Its own type wants those of undici, which do not come with it. */
export interface FetchInstance {
  (request: string): Promise<unknown>
  /** Gives the answer itself. */
  raw(request: string, options?: { retry?: number; ignoreResponseError?: boolean; responseType?: 'stream' }): Promise<Response>
}

/**
 * The way out. Of ofetch nothing is needed unless the caller brings an instance: all that it adds to `fetch` (repeating,
 * reading, errors) is the pipeline's here, which knows what is safe to repeat.
 */
export function readFetch(given: Fetch | FetchInstance | undefined): Fetch {
  // The global is looked up at each call: tests and tracing tools replace it.
  if (given === undefined) return (input, init) => globalThis.fetch(input, init)
  if (typeof given !== 'function') throw new ConfigurationError('fetch must be a function.')
  if (!('raw' in given)) return given
  const options = { retry: 0, ignoreResponseError: true, responseType: 'stream' } as const
  // The pipeline passes the address as a string. What fetch takes besides, ofetch takes too; its type is narrower.
  return (input, init) => given.raw(String(input), { ...(init as object), ...options })
}
