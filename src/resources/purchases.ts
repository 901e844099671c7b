import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Purchase, PurchaseCreate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Purchases: expenses recorded from suppliers' invoices. */
export class Purchases extends Resource {
  /**
   * Lists purchases. Await the list for one page, or iterate over it for all rows. `GET /purchases`
   */
  list(query?: ListQuery, options?: ListOptions): List<Purchase> {
    return this.listOf('listPurchases', query, options)
  }

  /**
   * Reads a purchase. `GET /purchases/{id}`
   *
   * @throws NotFoundError if the purchase does not exist.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Purchase> {
    return this.caller.call('getPurchase', () => byId(id), options)
  }

  /**
   * Creates a purchase. `POST /purchases`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the purchase may exist anyway.
   */
  create(body: PurchaseCreate, options?: RequestOptions): ApiPromise<Purchase> {
    return this.caller.call('createPurchase', () => ({ body }), options)
  }

  /**
   * Deletes a purchase. `DELETE /purchases/{id}`
   *
   * @throws NotFoundError if the purchase does not exist.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deletePurchase', () => byId(id), options)
  }
}
