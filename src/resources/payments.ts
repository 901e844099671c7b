import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Payment, PaymentCreate } from '../core/types.ts'
import { byId } from '../http/path.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Money received, and the invoices that it settled. */
export class Payments extends Resource {
  /**
   * Lists payments: await it for one page, or iterate for every row. `GET /payments`
   */
  list(query?: ListQuery, options?: ListOptions): List<Payment> {
    return this.listOf('listPayments', query, options)
  }

  /**
   * Creates a payment. `POST /payments`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: PaymentCreate, options?: RequestOptions): ApiPromise<Payment> {
    return this.caller.call('createPayment', () => ({ body }), options)
  }

  /**
   * Deletes a payment. `DELETE /payments/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deletePayment', () => byId(id), options)
  }
}
