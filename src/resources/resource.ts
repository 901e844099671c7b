import type { Caller, RecordOf, RequestParts } from '../call/caller.ts'
import type { OperationId } from '../call/operation.ts'
import { ApiPromise } from '../core/api-promise.ts'
import type { ListOptions, ListQuery, RequestOptions } from '../core/types.ts'
import { List } from '../pagination/list.ts'
import type { PageFacts } from '../pagination/page.ts'

/** The operations whose answer is a page. */
export type ListOperation = { [Id in OperationId]: RecordOf<Id> extends WirePage<unknown> ? Id : never }[OperationId]

type RowOf<Id extends ListOperation> = RecordOf<Id> extends WirePage<infer Row> ? Row : never

/** Servers leave things out, whatever the document says. */
interface WirePage<Row> {
  data: Row[]
  links?: { next?: string | null }
  meta?: { per_page?: number; last_page?: number; total?: number }
}

/** The parent of the resources. */
export class Resource {
  // Private to the runtime too, so that no inspection of a client finds its token.
  readonly #caller: Caller

  /** @internal */
  constructor(caller: Caller) {
    this.#caller = caller
  }

  /** @internal */
  protected get caller(): Caller {
    return this.#caller
  }

  /**
   * `read` runs inside the promise, so that what it refuses is a rejection.
   *
   * @internal
   */
  protected call<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): ApiPromise<RecordOf<Id>> {
    return new ApiPromise(this.#caller.fetch(id, read, options))
  }

  /** @internal */
  protected listOf<Id extends ListOperation>(id: Id, query: ListQuery = {}, options: ListOptions = {}): List<RowOf<Id>> {
    const { page: _page, perPage: _perPage, ...filters } = query
    return new List<RowOf<Id>>(query, options, async ({ page, perPage, signal, deadline }) => {
      const request = () => ({ query: { ...filters, page, per_page: perPage } })
      const { data, response } = await this.#caller.fetch(id, request, { ...options, signal, deadline })
      // Every list operation's record is a page of its rows, which the compiler cannot see for an operation unknown here.
      return { data: factsOf(data as unknown as WirePage<RowOf<Id>>, page, perPage), response }
    })
  }
}

/** Where `meta` says nothing, a next link tells that there is more; without either, what there is is all there is. */
function factsOf<Row>({ data, meta, links }: WirePage<Row>, page: number, perPage: number): PageFacts<Row> {
  return {
    data,
    page,
    perPage: meta?.per_page ?? perPage,
    lastPage: meta?.last_page ?? (links?.next ? page + 1 : page),
    total: meta ? (meta.total ?? Number.NaN) : data.length,
  }
}
