import type { ApiPromise } from '../core/api-promise.ts'
import type { RequestOptions } from '../core/options.ts'
import type { AlpSignature, AlpSignatureCreate } from '../core/types.ts'
import { Resource } from './resource.ts'

/** Signatures for receipts that are paid by card at a terminal. The connection with Ilyda must be enabled in the account. */
export class AlpSignatures extends Resource {
  /**
   * Signs a receipt, so that a card terminal can charge it. `POST /alp-signature`
   *
   * A new receipt is sent with all its amounts, which `alpSignatureFor()` of `billit-io/mydata` takes from an invoice's draft. A
   * document that already has its MARK is sent as `{ amount, mark, terminalId }`. The signature is
   * `invoiceSignatures[0].signature`: pass it to the terminal, and send it in the `mydataPayment` of the invoice.
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused.
   */
  create(body: AlpSignatureCreate, options?: RequestOptions): ApiPromise<AlpSignature> {
    return this.caller.call('createAlpSignature', () => ({ body }), options)
  }
}
