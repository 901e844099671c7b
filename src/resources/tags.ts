import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Tag } from '../core/types.ts'
import { byId } from '../http/encode.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Tags of invoices and contacts. A tag is created when an invoice or contact first uses it. */
export class Tags extends Resource {
  /**
   * Lists tags. Await the list for one page, or iterate over it for all rows. `GET /tags`
   */
  list(query?: ListQuery, options?: ListOptions): List<Tag> {
    return this.listOf('listTags', query, options)
  }

  /**
   * Reads a tag. `GET /tags/{id}`
   *
   * @throws NotFoundError if the tag does not exist.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Tag> {
    return this.caller.call('getTag', () => byId(id), options)
  }

  /**
   * Deletes a tag. `DELETE /tags/{id}`
   *
   * @throws NotFoundError if the tag does not exist.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteTag', () => byId(id), options)
  }
}
