import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Supplier, SupplierCreate, SupplierListQuery, SupplierUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Suppliers. Deprecated by Billit in March 2022. Use `contacts`, which have the same ids. */
export class Suppliers extends Resource {
  /**
   * Lists suppliers. Await the list for one page, or iterate over it for all rows. `GET /suppliers`
   *
   * @deprecated Use `contacts`.
   */
  list(query?: SupplierListQuery, options?: ListOptions): List<Supplier> {
    return this.listOf('listSuppliers', query, options)
  }

  /**
   * Reads a supplier. `GET /suppliers/{id}`
   *
   * @throws NotFoundError if the supplier does not exist.
   *
   * @deprecated Use `contacts`.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Supplier> {
    return this.caller.call('getSupplier', () => byId(id), options)
  }

  /**
   * Creates a supplier. `POST /suppliers`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the supplier may exist anyway.
   *
   * @deprecated Use `contacts`.
   */
  create(body: SupplierCreate, options?: RequestOptions): ApiPromise<Supplier> {
    return this.caller.call('createSupplier', () => ({ body }), options)
  }

  /**
   * Replaces a supplier. Fields that are left out may be cleared. `PUT /suppliers/{id}`
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the supplier does not exist.
   *
   * @deprecated Use `contacts`.
   */
  update(id: number, body: SupplierUpdate, options?: RequestOptions): ApiPromise<Supplier> {
    return this.caller.call('updateSupplier', () => ({ ...byId(id), body }), options)
  }

  /**
   * Deletes a supplier. `DELETE /suppliers/{id}`
   *
   * @throws NotFoundError if the supplier does not exist.
   *
   * @deprecated Use `contacts`.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteSupplier', () => byId(id), options)
  }
}
