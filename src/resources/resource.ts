import { type Operation, operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { checkInteger, checkNames } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { ListOptions, ListQuery, RequestOptions } from '../core/options.ts'
import { type Caller, copyOptions, type OperationId, type RecordOf, sharedDeadline } from '../http/caller.ts'
import { encodeBody, encodeQuery } from '../http/encode.ts'
import { byId } from '../http/path.ts'
import { checkCallOptions } from '../http/settings.ts'
import { List, type ListRequest, MAX_PAGE_ROWS } from '../pagination/list.ts'
import { readPage, type WirePage } from '../pagination/page.ts'

/** The operations that return a page. */
export type ListOperation = { [Id in OperationId]: RecordOf<Id> extends WirePage<unknown> ? Id : never }[OperationId]

/** The operations whose record can be changed in part. */
type UpdateOperation = 'updateContact' | 'updateCustomer' | 'updateProduct'

type RowOf<Id extends ListOperation> = RecordOf<Id> extends WirePage<infer Row> ? Row : never

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

  /** @internal */
  protected listOf<Id extends ListOperation>(id: Id, query: ListQuery = {}, options: ListOptions = {}): List<RowOf<Id>> {
    return new List<RowOf<Id>>(atOnce(() => prepareList(this.#caller, id, query, options)))
  }

  /**
   * Reads a record, changes some of its fields, and writes it back as the PUT of the API takes it: without the fields that
   * the server sets itself, and without nulls. One deadline covers both requests.
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
  // Encoded at once, so that changing the object afterwards changes no request.
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
  given: ListOptions,
): ListRequest<RowOf<Id>> {
  const { filters: known = [] }: Operation = operations[id]
  checkNames(
    'list()',
    query,
    ['page', 'perPage', ...known],
    InvalidArgumentError,
    ' A parameter that the document does not have goes into options.query.',
  )
  checkCallOptions(given, ['concurrency'])
  const { concurrency = 0, ...options } = given
  const { page, perPage, ...filters } = query
  if (page !== undefined) checkInteger('page', page, 1)
  if (perPage !== undefined) checkInteger('perPage', perPage, 1, MAX_PAGE_ROWS)
  if (given.concurrency !== undefined) checkInteger('concurrency', concurrency, 1)
  if (options.query && ('page' in options.query || 'per_page' in options.query)) {
    throw new InvalidArgumentError("The page and its size go into the list's own query, as page and perPage.")
  }
  // All is read here, so that changing an object afterwards changes no request.
  const { headers, signal, deadline, timeout, maxRetries, maxWait, query: more } = copyOptions(options, caller.settings)
  const parameters = { ...more, ...encodeQuery(filters, caller.settings.timeZone) }
  return {
    ...{ page, perPage, concurrency, signal, deadline },
    fetch: async (request) => {
      const parts = { query: { ...parameters, page: request.page, per_page: request.perPage } }
      const own = { headers, timeout, maxRetries, maxWait, signal: request.signal, deadline: request.deadline }
      const { data, response } = await caller.fetch(id, () => parts, own)
      // The record of every list operation is a page of its rows, which the compiler cannot see for an unknown operation.
      return { data: readPage(data as unknown as WirePage<RowOf<Id>>, request.page, request.perPage), response }
    },
  }
}

/** Does the work now, and tells its failure when the result is asked for. */
function atOnce<T>(work: () => T): () => T {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
