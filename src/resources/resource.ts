import { type Operation, operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { checkInteger, checkNames } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery } from '../core/types.ts'
import { type Caller, copyOptions, type OperationId, type RecordOf, sharedDeadline } from '../http/caller.ts'
import { encodeBody, encodeQuery } from '../http/encode.ts'
import { byId } from '../http/path.ts'
import { checkCallOptions } from '../http/settings.ts'
import { List, type ListRequest, MAX_PAGE_ROWS } from '../pagination/list.ts'
import { readPage, type WirePage } from '../pagination/page.ts'

/** Operations that return a page of a list. */
export type ListOperation = { [Id in OperationId]: RecordOf<Id> extends WirePage<unknown> ? Id : never }[OperationId]

/** Operations that replace a record, and that `patch()` supports. */
type UpdateOperation = 'updateContact' | 'updateCustomer' | 'updateProduct'

type RowOf<Id extends ListOperation> = RecordOf<Id> extends WirePage<infer Row> ? Row : never

/** Base class of the resources. */
export class Resource {
  // Private at run time too, so that logging a client does not reveal its token.
  readonly #caller: Caller

  /** @internal */
  constructor(caller: Caller) {
    this.#caller = caller
  }

  /** @internal */
  protected get caller(): Caller {
    return this.#caller
  }

  /** @internal */
  protected listOf<Id extends ListOperation>(id: Id, query: ListQuery = {}, options: ListOptions = {}): List<RowOf<Id>> {
    return new List<RowOf<Id>>(evaluateNow(() => prepareList(this.#caller, id, query, options)))
  }

  /**
   * Reads a record, changes some of its fields, and replaces it. Nulls and fields that the server sets are omitted, because the
   * PUT does not accept them. One deadline covers both requests.
   *
   * @internal
   */
  protected patchRecord<Update extends UpdateOperation>(
    get: OperationId,
    update: Update,
    id: number,
    changes: object,
    options: RequestOptions = {},
  ): ApiPromise<RecordOf<Update>> {
    return new ApiPromise(patch(this.#caller, get, update, id, changes, options))
  }
}

async function patch<Update extends UpdateOperation>(
  caller: Caller,
  get: OperationId,
  update: Update,
  id: number,
  changes: object,
  options: RequestOptions,
): Promise<Result<RecordOf<Update>>> {
  const path = byId(id)
  // Encoded now, so that later changes to the object do not affect the request.
  const changed: object = JSON.parse(encodeBody(changes, [], caller.settings.timeZone))
  const remaining = sharedDeadline(options, caller.settings)
  const { data } = await caller.fetch(get, () => path, remaining())
  const fields: readonly string[] = operations[update].fields
  const kept = Object.entries(data as object).filter(([name, value]) => fields.includes(name) && value !== null)
  return caller.fetch(update, () => ({ ...path, body: { ...Object.fromEntries(kept), ...changed } }), remaining())
}

function prepareList<Id extends ListOperation>(
  caller: Caller,
  id: Id,
  query: ListQuery,
  listOptions: ListOptions,
): ListRequest<RowOf<Id>> {
  const { filters: filterNames = [] }: Operation = operations[id]
  checkNames(
    'list()',
    query,
    ['page', 'perPage', ...filterNames],
    InvalidArgumentError,
    ' Pass parameters that the OpenAPI document does not define in options.query.',
  )
  checkCallOptions(listOptions, ['concurrency'])
  const { concurrency = 0, ...options } = listOptions
  const { page, perPage, ...filters } = query
  if (page !== undefined) checkInteger('page', page, 1)
  if (perPage !== undefined) checkInteger('perPage', perPage, 1, MAX_PAGE_ROWS)
  if (listOptions.concurrency !== undefined) checkInteger('concurrency', concurrency, 1)
  if (options.query && ('page' in options.query || 'per_page' in options.query)) {
    throw new InvalidArgumentError("Pass page and perPage in the list's query, not in options.query.")
  }
  // Read now, so that later changes to the objects do not affect a request.
  const { headers, signal, deadline, timeout, maxRetries, maxWait, query: more } = copyOptions(options, caller.settings)
  const parameters = { ...more, ...encodeQuery(filters, caller.settings.timeZone) }
  return {
    ...{ page, perPage, concurrency, signal, deadline },
    fetch: async (request) => {
      const parts = { query: { ...parameters, page: request.page, per_page: request.perPage } }
      const own = { headers, timeout, maxRetries, maxWait, signal: request.signal, deadline: request.deadline }
      const { data, response } = await caller.fetch(id, () => parts, own)
      // Every list operation returns a page of its rows. The compiler cannot infer this for a generic operation.
      return { data: readPage(data as unknown as WirePage<RowOf<Id>>, request.page, request.perPage), response }
    },
  }
}

/** Runs a function now, and throws its error only when the result is requested. */
function evaluateNow<T>(work: () => T): () => T {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
