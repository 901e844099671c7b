import { ApiPromise } from '../api-promise.ts'
import type { Result } from '../outcome.ts'
import type { Account, AccountOptions } from '../types.ts'
import { Resource } from './resource.ts'

/** The account of the token: its biller, payment methods, VAT rates and settings. */
export class AccountResource extends Resource {
  #cached: Promise<Result<Account>> | undefined

  /**
   * Reads the account. `GET /account`
   *
   * It changes rarely, so that it is asked for once and kept. `{ refresh: true }` asks again.
   */
  get({ refresh = false, ...options }: AccountOptions = {}): ApiPromise<Account> {
    if (this.#cached && !refresh) return new ApiPromise(this.#cached)
    const asked = this.caller.fetch('getAccount', () => ({}), options)
    // Kept only once it is there: another caller must not get this one's failure, nor wait on its signal.
    asked.then(
      () => {
        this.#cached = asked
      },
      () => {},
    )
    return new ApiPromise(asked)
  }
}
