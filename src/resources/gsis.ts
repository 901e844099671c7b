import type { ApiPromise } from '../core/api-promise.ts'
import type { RequestOptions } from '../core/options.ts'
import type { GsisRecord } from '../core/types.ts'
import { byVatId } from '../http/encode.ts'
import { Resource } from './resource.ts'

/** The Greek tax registry. The lookup must be enabled in the account. */
export class Gsis extends Resource {
  /**
   * Looks a Greek VAT number (AFM) up: nine digits, without `EL`. `GET /gsis/{vatId}`
   *
   * @throws NotFoundError if the registry does not know it; PermissionDeniedError if the account may not look up.
   */
  lookup(vatId: string, options?: RequestOptions): ApiPromise<GsisRecord> {
    return this.caller.call('lookupVatId', () => byVatId(vatId), options)
  }
}
