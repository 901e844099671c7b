import { ApiPromise, type Result } from '../core/api-promise.ts'
import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { AccountOptions } from '../core/options.ts'
import type { Account } from '../core/types.ts'
import type { CallOptions } from '../http/call-options.ts'
import { within } from '../http/time-limits.ts'
import { Resource } from './resource.ts'

/** A request that several callers wait for. */
interface SharedRequest {
  result: Promise<Result<Account>>
  waiting: number
  stop: AbortController
}

/** The account of the token: its biller, payment methods, VAT rates and settings. */
export class AccountResource extends Resource {
  #cached: Result<Account> | undefined
  #shared: SharedRequest | undefined
  #asked = 0
  #kept = 0

  /**
   * Reads the account. `GET /account`
   *
   * It changes rarely, so it is read once and kept: calls at the same time share one request, each with a signal of its own.
   * `{ refresh: true }` asks again.
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

  /** Caches the account. A late response does not replace that of a request that started after it. */
  async #read(options: CallOptions): Promise<Result<Account>> {
    this.#asked += 1
    const turn = this.#asked
    const result = await this.caller.fetch('getAccount', {}, options)
    if (turn > this.#kept) {
      this.#kept = turn
      this.#cached = result
    }
    return result
  }
}

/** Waits for a shared request as long as the caller's own signal allows. It is aborted when nobody waits any more. */
async function wait(shared: SharedRequest, signal: AbortSignal | undefined): Promise<Result<Account>> {
  shared.waiting += 1
  try {
    // Without a time limit, it gives the result alone.
    return (await within(signal, undefined, () => shared.result)) as Result<Account>
  } finally {
    shared.waiting -= 1
    if (shared.waiting === 0) shared.stop.abort(new Error('Nobody waits for the account any more'))
  }
}
