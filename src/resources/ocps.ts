import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Ocp, OcpCreate, OcpUpdate } from '../core/types.ts'
import { byUuid } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** One-click-payment links. A customer opens the link, pays online and receives an invoice. */
export class Ocps extends Resource {
  /**
   * Lists one-click-payment links. Await the list for one page, or iterate over it for all rows. `GET /ocps`
   */
  list(query?: ListQuery, options?: ListOptions): List<Ocp> {
    return this.listOf('listOcps', query, options)
  }

  /**
   * Reads a one-click-payment link. `GET /ocps/{uuid}`
   *
   * @throws NotFoundError if the one-click-payment link does not exist.
   */
  get(uuid: string, options?: RequestOptions): ApiPromise<Ocp> {
    return this.caller.call('getOcp', () => byUuid(uuid), options)
  }

  /**
   * Creates a one-click-payment link. `POST /ocps`
   *
   * It is retried only if the server certainly did not process the request.
   *
   * @throws ValidationError if fields are invalid. Any error with `mayHaveSucceeded: true` if the one-click-payment link may exist anyway.
   */
  create(body: OcpCreate, options?: RequestOptions): ApiPromise<Ocp> {
    return this.caller.call('createOcp', () => ({ body }), options)
  }

  /**
   * Replaces a one-click-payment link. Fields that are left out may be cleared. `PUT /ocps/{uuid}`
   *
   * @throws ValidationError if fields are invalid. NotFoundError if the one-click-payment link does not exist.
   */
  update(uuid: string, body: OcpUpdate, options?: RequestOptions): ApiPromise<Ocp> {
    return this.caller.call('updateOcp', () => ({ ...byUuid(uuid), body }), options)
  }

  /**
   * Deletes a one-click-payment link. `DELETE /ocps/{uuid}`
   *
   * @throws NotFoundError if the one-click-payment link does not exist.
   */
  delete(uuid: string, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteOcp', () => byUuid(uuid), options)
  }
}
