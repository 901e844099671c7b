import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { Contact, ContactCreate, ContactListQuery, ContactUpdate } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Contacts: customers and suppliers. */
export class Contacts extends Resource {
  /**
   * Lists contacts. Await the list for one page, or iterate over it for all rows. `GET /contacts`
   */
  list(query?: ContactListQuery, options?: ListOptions): List<Contact> {
    return this.listOf('listContacts', query, options)
  }

  /**
   * Reads a contact. `GET /contacts/{id}`
   *
   * @throws NotFoundError if the contact does not exist.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Contact> {
    return this.caller.call('getContact', () => byId(id), options)
  }

  /**
   * Creates a contact. `POST /contacts`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the contact may exist anyway.
   */
  create(body: ContactCreate, options?: RequestOptions): ApiPromise<Contact> {
    return this.caller.call('createContact', () => ({ body }), options)
  }

  /**
   * Replaces a contact. Fields that are left out may be cleared. `PUT /contacts/{id}`
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the contact does not exist.
   */
  update(id: number, body: ContactUpdate, options?: RequestOptions): ApiPromise<Contact> {
    return this.caller.call('updateContact', () => ({ ...byId(id), body }), options)
  }

  /**
   * Updates some fields of a contact and keeps the others. `GET` and `PUT /contacts/{id}`
   *
   * The API has no PATCH, so the contact is read, merged and replaced. Changes that others make in between are overwritten.
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the contact does not exist.
   */
  patch(id: number, changes: Partial<ContactUpdate>, options?: RequestOptions): ApiPromise<Contact> {
    return this.patchRecord('updateContact', id, changes, options)
  }

  /**
   * Deletes a contact. `DELETE /contacts/{id}`
   *
   * @throws NotFoundError if the contact does not exist.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteContact', () => byId(id), options)
  }
}
