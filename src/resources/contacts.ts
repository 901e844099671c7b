import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Contact, ContactCreate, ContactListQuery, ContactUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Everyone the account deals with: customers and suppliers in one. */
export class Contacts extends Resource {
  /**
   * Lists contacts: await it for one page, or iterate for every row. `GET /contacts`
   */
  list(query?: ContactListQuery, options?: ListOptions): List<Contact> {
    return this.listOf('listContacts', query, options)
  }

  /**
   * Reads one contact. `GET /contacts/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Contact> {
    return this.caller.call('getContact', () => byId(id), options)
  }

  /**
   * Creates a contact. `POST /contacts`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: ContactCreate, options?: RequestOptions): ApiPromise<Contact> {
    return this.caller.call('createContact', () => ({ body }), options)
  }

  /**
   * Replaces a contact: what is left out may be cleared. `PUT /contacts/{id}`
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such contact.
   */
  update(id: number, body: ContactUpdate, options?: RequestOptions): ApiPromise<Contact> {
    return this.caller.call('updateContact', () => ({ ...byId(id), body }), options)
  }

  /**
   * Changes some fields of a contact and keeps the others: reads it, merges, and replaces it. `GET` and `PUT /contacts/{id}`
   *
   * The API has no PATCH. What somebody else changes between the two requests is overwritten.
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such contact.
   */
  patch(id: number, changes: Partial<ContactUpdate>, options?: RequestOptions): ApiPromise<Contact> {
    return this.patchRecord('updateContact', id, changes, options)
  }

  /**
   * Deletes a contact. `DELETE /contacts/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteContact', () => byId(id), options)
  }
}
