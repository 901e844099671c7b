import type { ApiPromise } from '../core/api-promise.ts'
import type { RequestOptions } from '../core/options.ts'
import type { AlpSignature, AlpSignatureCreate } from '../core/types.ts'
import { Resource } from './resource.ts'

/** Signatures for receipts that are paid by card at a terminal. The service must be enabled in the account. */
export class AlpSignatures extends Resource {
  /**
   * Asks for the signature of a receipt. `POST /alp-signature`
   *
   * @throws ValidationError naming the fields that were refused.
   */
  create(body: AlpSignatureCreate, options?: RequestOptions): ApiPromise<AlpSignature> {
    return this.caller.call('createAlpSignature', () => ({ body }), options)
  }
}
