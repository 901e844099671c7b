import type { Caller, OperationId, RecordOf } from '../caller.ts'
import { List } from '../list.ts'
import type { PageFacts } from '../page.ts'
import type { ListQuery, RequestOptions } from '../types.ts'

/** The operations whose answer is a page. */
export type ListOperation = { [Id in OperationId]: RecordOf<Id> extends WirePage<unknown> ? Id : never }[OperationId]

type RowOf<Id extends ListOperation> = RecordOf<Id> extends WirePage<infer Row> ? Row : never

/** Servers leave things out, so that `meta` may not be there in spite of the document. */
interface WirePage<Row> {
  data: Row[]
  meta?: { per_page?: number; last_page?: number; total?: number }
}

/** The parent of the resources. */
export class Resource {
  // Private to the runtime too, so that no inspection of a client finds its token.
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  protected get caller(): Caller {
    return this.#caller
  }

  protected listOf<Id extends ListOperation>(id: Id, query: ListQuery = {}, options?: RequestOptions): List<RowOf<Id>> {
    const { page: _page, perPage: _perPage, ...filters } = query
    return new List<RowOf<Id>>(query, async (page, perPage) => {
      const { data, response } = await this.#caller.fetch(id, () => ({ query: { ...filters, page, per_page: perPage } }), options)
      // Every list operation's record is a page of its rows, which the compiler cannot see for an operation unknown here.
      return { data: factsOf(data as unknown as WirePage<RowOf<Id>>, page, perPage), response }
    })
  }
}

/** Without `meta`, what there is is all there is. */
const factsOf = <Row>({ data, meta = {} }: WirePage<Row>, page: number, perPage: number): PageFacts<Row> => ({
  data,
  page,
  perPage: meta.per_page ?? perPage,
  lastPage: meta.last_page ?? page,
  total: meta.total ?? data.length,
})
