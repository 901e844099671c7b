import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Supplier, SupplierCreate, SupplierListQuery, SupplierUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Those the account buys from. Deprecated by the API: use `contacts`. */
export class Suppliers extends Resource {
  /**
   * Lists suppliers: await it for one page, or iterate for every row. `GET /suppliers`
   *
   * @deprecated Use `contacts`.
   */
  list(query?: SupplierListQuery, options?: ListOptions): List<Supplier> {
    return this.listOf('listSuppliers', query, options)
  }

  /**
   * Reads one supplier. `GET /suppliers/{id}`
   *
   * @throws NotFoundError if there is none.
   *
   * @deprecated Use `contacts`.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Supplier> {
    return this.caller.call('getSupplier', () => byId(id), options)
  }

  /**
   * Creates a supplier. `POST /suppliers`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   *
   * @deprecated Use `contacts`.
   */
  create(body: SupplierCreate, options?: RequestOptions): ApiPromise<Supplier> {
    return this.caller.call('createSupplier', () => ({ body }), options)
  }

  /**
   * Replaces a supplier: what is left out may be cleared. `PUT /suppliers/{id}`
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such supplier.
   *
   * @deprecated Use `contacts`.
   */
  update(id: number, body: SupplierUpdate, options?: RequestOptions): ApiPromise<Supplier> {
    return this.caller.call('updateSupplier', () => ({ ...byId(id), body }), options)
  }

  /**
   * Deletes a supplier. `DELETE /suppliers/{id}`
   *
   * @throws NotFoundError if there is none.
   *
   * @deprecated Use `contacts`.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteSupplier', () => byId(id), options)
  }
}
