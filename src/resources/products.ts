import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Product, ProductCreate, ProductListQuery, ProductUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Goods and services for the rows of an invoice. */
export class Products extends Resource {
  /**
   * Lists products. Await the list for one page, or iterate over it for all rows. `GET /products`
   */
  list(query?: ProductListQuery, options?: ListOptions): List<Product> {
    return this.listOf('listProducts', query, options)
  }

  /**
   * Reads a product. `GET /products/{id}`
   *
   * @throws NotFoundError if the product does not exist.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Product> {
    return this.caller.call('getProduct', () => byId(id), options)
  }

  /**
   * Creates a product. `POST /products`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the product may exist anyway.
   */
  create(body: ProductCreate, options?: RequestOptions): ApiPromise<Product> {
    return this.caller.call('createProduct', () => ({ body }), options)
  }

  /**
   * Replaces a product. Fields that are left out may be cleared. `PUT /products/{id}`
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the product does not exist.
   */
  update(id: number, body: ProductUpdate, options?: RequestOptions): ApiPromise<Product> {
    return this.caller.call('updateProduct', () => ({ ...byId(id), body }), options)
  }

  /**
   * Updates some fields of a product and keeps the others. `GET` and `PUT /products/{id}`
   *
   * The API has no PATCH, so the product is read, merged and replaced. Changes that others make in between are overwritten.
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the product does not exist.
   */
  patch(id: number, changes: Partial<ProductUpdate>, options?: RequestOptions): ApiPromise<Product> {
    return this.patchRecord('updateProduct', id, changes, options)
  }

  /**
   * Deletes a product. `DELETE /products/{id}`
   *
   * @throws NotFoundError if the product does not exist.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteProduct', () => byId(id), options)
  }
}
