import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Payment, PaymentCreate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Payments received, and the invoices that they pay. */
export class Payments extends Resource {
  /**
   * Lists payments. Await the list for one page, or iterate over it for all rows. `GET /payments`
   */
  list(query?: ListQuery, options?: ListOptions): List<Payment> {
    return this.listOf('listPayments', query, options)
  }

  /**
   * Creates a payment. `POST /payments`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the payment may exist anyway.
   */
  create(body: PaymentCreate, options?: RequestOptions): ApiPromise<Payment> {
    return this.caller.call('createPayment', () => ({ body }), options)
  }

  /**
   * Deletes a payment. `DELETE /payments/{id}`
   *
   * @throws NotFoundError if the payment does not exist.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deletePayment', () => byId(id), options)
  }
}
