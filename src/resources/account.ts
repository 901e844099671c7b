import { ApiPromise, type Result } from '../core/api-promise.ts'
import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { AccountOptions } from '../core/options.ts'
import type { Account } from '../core/types.ts'
import type { CallOptions } from '../http/call-options.ts'
import { isCloudflareWorker } from '../http/environment.ts'
import { within } from '../http/time-limits.ts'
import { Resource } from './resource.ts'

/** A request that is shared by several callers. */
interface SharedRequest {
  result: Promise<Result<Account>>
  waiting: number
  stop: AbortController
}

/** The account of the token: its biller, payment methods, VAT rates and settings. */
export class AccountResource extends Resource {
  #cached: Result<Account> | undefined
  #shared: SharedRequest | undefined
  /** Number of the latest request. */
  #requested = 0
  /** Number of the request whose response is cached. */
  #cachedRequest = 0

  /**
   * Reads the account. `GET /account`
   *
   * The account changes rarely, so that it is read once and cached. Concurrent calls share one request, except in a Cloudflare
   * Worker, and each can be aborted separately. Pass `{ refresh: true }` to read it again.
   */
  get(options: AccountOptions = {}): ApiPromise<Account> {
    return new ApiPromise(this.#get(options))
  }

  async #get(options: AccountOptions): Promise<Result<Account>> {
    const { signal, ...limits } = this.caller.readOptions(options, ['refresh'])
    const { refresh = false } = options
    if (typeof refresh !== 'boolean') throw new InvalidArgumentError(`refresh must be true or false, not ${show(refresh)}.`)
    if (refresh || Object.values(limits).some((value) => value !== undefined)) {
      return !refresh && this.#cached ? this.#cached : this.#read({ signal, ...limits })
    }
    if (this.#cached) return this.#cached
    if (isCloudflareWorker()) return this.#read({ signal })
    signal?.throwIfAborted()
    this.#shared ??= this.#share()
    return wait(this.#shared, signal)
  }

  #share(): SharedRequest {
    const stop = new AbortController()
    const result = this.#read({ signal: stop.signal })
    const forget = () => {
      this.#shared = undefined
    }
    result.then(forget, forget)
    return { result, stop, waiting: 0 }
  }

  /** Reads and caches the account. A late response does not replace the response to a later request. */
  async #read(options: CallOptions): Promise<Result<Account>> {
    this.#requested += 1
    const request = this.#requested
    const result = await this.caller.fetch('getAccount', {}, options)
    if (request > this.#cachedRequest) {
      this.#cachedRequest = request
      this.#cached = result
    }
    return result
  }
}

/** Waits for a shared request until the caller's signal aborts. When the last caller stops waiting, the request is aborted. */
async function wait(shared: SharedRequest, signal: AbortSignal | undefined): Promise<Result<Account>> {
  shared.waiting += 1
  try {
    // Without a time limit, within() resolves to nothing but the result.
    return (await within(signal, undefined, () => shared.result)) as Result<Account>
  } finally {
    shared.waiting -= 1
    if (shared.waiting === 0) shared.stop.abort(new Error('All callers have stopped waiting for the account'))
  }
}
