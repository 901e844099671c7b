import type { Result } from '../call/outcome.ts'
import { ApiPromise } from '../core/api-promise.ts'
import type { Account, AccountOptions, RequestOptions } from '../core/types.ts'
import { withHelpers } from './account-helpers.ts'
import { Resource } from './resource.ts'

/** The account of the token: its biller, payment methods, VAT rates and settings. */
export class AccountResource extends Resource {
  #cached: Promise<Result<Account>> | undefined
  #asked = 0
  #kept = 0

  /**
   * Reads the account. `GET /account`
   *
   * It changes rarely, so that it is asked for once and kept. `{ refresh: true }` asks again.
   */
  get(options: AccountOptions = {}): ApiPromise<Account> {
    const { refresh = false, ...request } = options
    if (this.#cached && !refresh) return new ApiPromise(this.#cached)
    const asked = this.#fetch(request)
    this.#asked += 1
    const turn = this.#asked
    // Kept only once it is there: another caller must not get this one's failure, nor wait on its signal. An answer that
    // comes late does not replace one that was asked for after it.
    const keep = ({ data }: Result<Account>) => {
      if (turn < this.#kept) return
      this.#kept = turn
      this.#cached = asked
      this.caller.account = data
    }
    asked.then(keep, () => {})
    return new ApiPromise(asked)
  }

  async #fetch(options: RequestOptions): Promise<Result<Account>> {
    const { data, response } = await this.caller.fetch('getAccount', () => ({}), options)
    return { data: withHelpers(data), response }
  }
}
