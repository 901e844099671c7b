import type { ApiPromise } from '../core/api-promise.ts'
import { byId } from '../core/arguments.ts'
import type { ListOptions, Product, ProductCreate, ProductListQuery, ProductUpdate, RequestOptions } from '../core/types.ts'
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
    return this.call('getProduct', () => byId(id), options)
  }

  /**
   * Creates a product. `POST /products`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: ProductCreate, options?: RequestOptions): ApiPromise<Product> {
    return this.call('createProduct', () => ({ body }), options)
  }

  /**
   * Replaces a product: what is left out may be cleared. `PUT /products/{id}`
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such product.
   */
  update(id: number, body: ProductUpdate, options?: RequestOptions): ApiPromise<Product> {
    return this.call('updateProduct', () => ({ ...byId(id), body }), options)
  }

  /**
   * Deletes a product. `DELETE /products/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.call('deleteProduct', () => byId(id), options)
  }
}
