import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Customer, CustomerCreate, CustomerListQuery, CustomerUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Customers. Billit deprecated them in March 2022 in favour of `contacts`, which have the same ids. */
export class Customers extends Resource {
  /**
   * Lists customers: await it for one page, or iterate for every row. `GET /customers`
   *
   * @deprecated Use `contacts`.
   */
  list(query?: CustomerListQuery, options?: ListOptions): List<Customer> {
    return this.listOf('listCustomers', query, options)
  }

  /**
   * Reads one customer. `GET /customers/{id}`
   *
   * @throws NotFoundError if there is none.
   *
   * @deprecated Use `contacts`.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Customer> {
    return this.caller.call('getCustomer', () => byId(id), options)
  }

  /**
   * Creates a customer. `POST /customers`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   *
   * @deprecated Use `contacts`.
   */
  create(body: CustomerCreate, options?: RequestOptions): ApiPromise<Customer> {
    return this.caller.call('createCustomer', () => ({ body }), options)
  }

  /**
   * Replaces a customer: what is left out may be cleared. `PUT /customers/{id}`
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such customer.
   *
   * @deprecated Use `contacts`.
   */
  update(id: number, body: CustomerUpdate, options?: RequestOptions): ApiPromise<Customer> {
    return this.caller.call('updateCustomer', () => ({ ...byId(id), body }), options)
  }

  /**
   * Changes some fields of a customer and keeps the others: reads it, merges, and replaces it. `GET` and `PUT /customers/{id}`
   *
   * The API has no PATCH. What somebody else changes between the two requests is overwritten.
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such customer.
   */
  patch(id: number, changes: Partial<CustomerUpdate>, options?: RequestOptions): ApiPromise<Customer> {
    return this.patchRecord('updateCustomer', id, changes, options)
  }

  /**
   * Deletes a customer. `DELETE /customers/{id}`
   *
   * @throws NotFoundError if there is none.
   *
   * @deprecated Use `contacts`.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteCustomer', () => byId(id), options)
  }
}
