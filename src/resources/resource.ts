import { type Operation, operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { checkInteger, checkNames } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { ListOptions, RequestOptions } from '../core/options.ts'
import type { ListQuery } from '../core/types.ts'
import { shareDeadline } from '../http/call-options.ts'
import type { Caller, OperationId, RecordOf } from '../http/caller.ts'
import { byId, encodeBody, encodeQuery } from '../http/encode.ts'
import { List, type ListRequest, MAX_PAGE_ROWS } from '../pagination/list.ts'
import { readPage, type WirePage } from '../pagination/page.ts'

/** Operations that return a page of a list. */
export type ListOperation = { [Id in OperationId]: RecordOf<Id> extends WirePage<unknown> ? Id : never }[OperationId]

/** Operations that replace a record, and that `patch()` supports, with those that read the record. */
const READ_OPERATIONS = { updateContact: 'getContact', updateCustomer: 'getCustomer', updateProduct: 'getProduct' } as const
type UpdateOperation = keyof typeof READ_OPERATIONS

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
    update: Update,
    id: number,
    changes: object,
    options: RequestOptions | undefined,
  ): ApiPromise<RecordOf<Update>> {
    return new ApiPromise(this.#patch(update, id, changes, options))
  }

  async #patch<Update extends UpdateOperation>(
    update: Update,
    id: number,
    changes: object,
    options: RequestOptions | undefined,
  ): Promise<Result<RecordOf<Update>>> {
    const caller = this.#caller
    const { deadline, timeZone } = caller.settings
    const path = byId(id)
    // Encoded before the first await, so that changing the object afterwards changes no request.
    const changed: object = JSON.parse(encodeBody(changes, [], timeZone))
    const remaining = shareDeadline(caller.readOptions(options), deadline)
    const { data } = await caller.fetch(READ_OPERATIONS[update], path, remaining())
    const fields: readonly string[] = operations[update].fields
    // A record, since each of these operations reads one.
    const kept = Object.entries(data as object).filter(([name, value]) => fields.includes(name) && value !== null)
    const json = JSON.stringify({ ...Object.fromEntries(kept), ...changed })
    return caller.fetch(update, { ...path, json }, remaining())
  }
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
  const { signal, deadline, query: more, ...options } = caller.readOptions(listOptions, ['concurrency'])
  const { concurrency } = listOptions
  const { page, perPage, ...filters } = query
  if (page !== undefined) checkInteger('page', page, 1)
  if (perPage !== undefined) checkInteger('perPage', perPage, 1, MAX_PAGE_ROWS)
  if (concurrency !== undefined) checkInteger('concurrency', concurrency, 1)
  if (more && ('page' in more || 'per_page' in more)) {
    throw new InvalidArgumentError("Pass page and perPage in the list's query, not in options.query.")
  }
  const parameters = { ...more, ...encodeQuery(filters, caller.settings.timeZone) }
  return {
    ...{ page, perPage, concurrency: concurrency ?? 0, signal, deadline },
    fetch: async (request) => {
      const parts = { query: { ...parameters, page: request.page, per_page: request.perPage } }
      const limits = { signal: request.signal, deadline: request.deadline }
      const result = await caller.fetch(id, parts, { ...options, ...limits })
      // Each list operation returns a page of its rows. The compiler cannot see that for a generic operation.
      return { ...result, data: readPage(result.data as unknown as WirePage<RowOf<Id>>, request.page, request.perPage) }
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
