import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Purchase, PurchaseCreate } from '../core/types.ts'
import { byId } from '../http/path.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Expenses, recorded from invoices of suppliers. */
export class Purchases extends Resource {
  /**
   * Lists purchases: await it for one page, or iterate for every row. `GET /purchases`
   */
  list(query?: ListQuery, options?: ListOptions): List<Purchase> {
    return this.listOf('listPurchases', query, options)
  }

  /**
   * Reads one purchase. `GET /purchases/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Purchase> {
    return this.caller.call('getPurchase', () => byId(id), options)
  }

  /**
   * Creates a purchase. `POST /purchases`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: PurchaseCreate, options?: RequestOptions): ApiPromise<Purchase> {
    return this.caller.call('createPurchase', () => ({ body }), options)
  }

  /**
   * Deletes a purchase. `DELETE /purchases/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deletePurchase', () => byId(id), options)
  }
}
