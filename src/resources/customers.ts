import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Customer, CustomerCreate, CustomerListQuery, CustomerUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Customers. Deprecated by Billit in March 2022. Use `contacts`, which have the same ids. */
export class Customers extends Resource {
  /**
   * Lists customers. Await the list for one page, or iterate over it for all rows. `GET /customers`
   *
   * @deprecated Use `contacts`.
   */
  list(query?: CustomerListQuery, options?: ListOptions): List<Customer> {
    return this.listOf('listCustomers', query, options)
  }

  /**
   * Reads a customer. `GET /customers/{id}`
   *
   * @throws NotFoundError if the customer does not exist.
   *
   * @deprecated Use `contacts`.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Customer> {
    return this.caller.call('getCustomer', () => byId(id), options)
  }

  /**
   * Creates a customer. `POST /customers`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the customer may exist anyway.
   *
   * @deprecated Use `contacts`.
   */
  create(body: CustomerCreate, options?: RequestOptions): ApiPromise<Customer> {
    return this.caller.call('createCustomer', () => ({ body }), options)
  }

  /**
   * Replaces a customer. Fields that are left out may be cleared. `PUT /customers/{id}`
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the customer does not exist.
   *
   * @deprecated Use `contacts`.
   */
  update(id: number, body: CustomerUpdate, options?: RequestOptions): ApiPromise<Customer> {
    return this.caller.call('updateCustomer', () => ({ ...byId(id), body }), options)
  }

  /**
   * Updates some fields of a customer and keeps the others. `GET` and `PUT /customers/{id}`
   *
   * The API has no PATCH, so the customer is read, merged and replaced. Changes that others make in between are overwritten.
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the customer does not exist.
   */
  patch(id: number, changes: Partial<CustomerUpdate>, options?: RequestOptions): ApiPromise<Customer> {
    return this.patchRecord('updateCustomer', id, changes, options)
  }

  /**
   * Deletes a customer. `DELETE /customers/{id}`
   *
   * @throws NotFoundError if the customer does not exist.
   *
   * @deprecated Use `contacts`.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteCustomer', () => byId(id), options)
  }
}
