import type { ApiPromise } from '../core/api-promise.ts'
import type { RequestOptions } from '../core/options.ts'
import type { GsisRecord } from '../core/types.ts'
import { byVatId } from '../http/encode.ts'
import { Resource } from './resource.ts'

/** The Greek tax registry. The lookup must be enabled in the account. */
export class Gsis extends Resource {
  /**
   * Looks up a Greek VAT number (AFM) in the tax registry. `GET /gsis/{vatId}`
   *
   * @param vatId Nine digits, without the prefix `EL`.
   * @throws NotFoundError if the VAT number is not registered. PermissionDeniedError if lookups are not enabled.
   */
  lookup(vatId: string, options?: RequestOptions): ApiPromise<GsisRecord> {
    return this.caller.call('lookupVatId', () => byVatId(vatId), options)
  }
}
