import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Product, ProductCreate, ProductListQuery, ProductUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Goods and services that rows of an invoice can refer to. */
export class Products extends Resource {
  /**
   * Lists products: await it for one page, or iterate for every row. `GET /products`
   */
  list(query?: ProductListQuery, options?: ListOptions): List<Product> {
    return this.listOf('listProducts', query, options)
  }

  /**
   * Reads one product. `GET /products/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Product> {
    return this.caller.call('getProduct', () => byId(id), options)
  }

  /**
   * Creates a product. `POST /products`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: ProductCreate, options?: RequestOptions): ApiPromise<Product> {
    return this.caller.call('createProduct', () => ({ body }), options)
  }

  /**
   * Replaces a product: what is left out may be cleared. `PUT /products/{id}`
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such product.
   */
  update(id: number, body: ProductUpdate, options?: RequestOptions): ApiPromise<Product> {
    return this.caller.call('updateProduct', () => ({ ...byId(id), body }), options)
  }

  /**
   * Changes some fields of a product and keeps the others: reads it, merges, and replaces it. `GET` and `PUT /products/{id}`
   *
   * The API has no PATCH. What somebody else changes between the two requests is overwritten.
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such product.
   */
  patch(id: number, changes: Partial<ProductUpdate>, options?: RequestOptions): ApiPromise<Product> {
    return this.patchRecord('updateProduct', id, changes, options)
  }

  /**
   * Deletes a product. `DELETE /products/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteProduct', () => byId(id), options)
  }
}
