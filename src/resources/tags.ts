import type { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery, Tag } from '../core/types.ts'
import { byId } from '../http/path.ts'
import type { List } from '../pagination/list.ts'
import { Resource } from './resource.ts'

/** Labels on invoices and contacts. One comes into being when an invoice or a contact names it. */
export class Tags extends Resource {
  /**
   * Lists tags: await it for one page, or iterate for every row. `GET /tags`
   */
  list(query?: ListQuery, options?: ListOptions): List<Tag> {
    return this.listOf('listTags', query, options)
  }

  /**
   * Reads one tag. `GET /tags/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  get(id: number, options?: RequestOptions): ApiPromise<Tag> {
    return this.caller.call('getTag', () => byId(id), options)
  }

  /**
   * Deletes a tag. `DELETE /tags/{id}`
   *
   * @throws NotFoundError if there is none.
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.caller.call('deleteTag', () => byId(id), options)
  }
}
