import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Ocp, OcpCreate, OcpUpdate } from '../core/types.ts'
import { byUuid } from '../http/path.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** One-click-payment links: a customer opens one, pays online and gets an invoice. */
export class Ocps extends Resource {
  /**
   * Lists ocps: await it for one page, or iterate for every row. `GET /ocps`
   */
  list(query?: ListQuery, options?: ListOptions): List<Ocp> {
    return this.listOf('listOcps', query, options)
  }

  /**
   * Reads one one-click-payment link. `GET /ocps/{uuid}`
   *
   * @throws NotFoundError if there is none.
   */
  get(uuid: string, options?: RequestOptions): ApiPromise<Ocp> {
    return this.caller.call('getOcp', () => byUuid(uuid), options)
  }

  /**
   * Creates a one-click-payment link. `POST /ocps`
   *
   * It is sent again only when the server certainly did not take it.
   * @throws ValidationError naming the fields that were refused; any error with `mayHaveSucceeded` if it may be there all the same.
   */
  create(body: OcpCreate, options?: RequestOptions): ApiPromise<Ocp> {
    return this.caller.call('createOcp', () => ({ body }), options)
  }

  /**
   * Replaces a one-click-payment link: what is left out may be cleared. `PUT /ocps/{uuid}`
   *
   * @throws ValidationError naming the fields that were refused; NotFoundError if there is no such one-click-payment link.
   */
  update(uuid: string, body: OcpUpdate, options?: RequestOptions): ApiPromise<Ocp> {
    return this.caller.call('updateOcp', () => ({ ...byUuid(uuid), body }), options)
  }

  /**
   * Deletes a one-click-payment link. `DELETE /ocps/{uuid}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(uuid: string, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteOcp', () => byUuid(uuid), options)
  }
}
