import type { ApiPromise } from '../core/api-promise.ts'
import type { RequestOptions } from '../core/options.ts'
import type { AlpSignature, AlpSignatureCreate } from '../core/types.ts'
import { Resource } from './resource.ts'

/** Signatures for receipts that are paid by card at a terminal. The account needs the Ilyda integration. */
export class AlpSignatures extends Resource {
  /**
   * Signs a receipt, so that a card terminal can charge it. `POST /alp-signature`
   *
   * For a new receipt, the request body contains all amounts. `alpSignatureFor()` of `billit-io/mydata` computes it from a
   * draft. For a document that already has a MARK, pass `{ amount, mark, terminalId }`. The signature is in
   * `invoiceSignatures[0].signature`. Pass it to the terminal, and include it in the `mydataPayment` of the invoice.
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid.
   */
  create(body: AlpSignatureCreate, options?: RequestOptions): ApiPromise<AlpSignature> {
    return this.caller.call('createAlpSignature', () => ({ body }), options)
  }
}
