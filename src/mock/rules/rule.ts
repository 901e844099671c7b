import type { Selection } from '../collection.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import type { FieldError } from '../types.ts'

/** The server-side behaviour of an operation that the OpenAPI document does not describe. */
export interface Rule {
  /** For a list: the records that match a query. */
  select?: (query: URLSearchParams, state: State) => Selection
  /** For a create or update: the errors in a body that matches its schema. If there are any, nothing is stored. */
  validate?: (body: Row, state: State) => FieldError[]
  /**
   * For a create or update: the fields that are not copied from the body. `row` is the record so far, and `before` the one that
   * an update replaces.
   */
  fields?: (body: Row, row: Row, state: State, before?: Row) => Row
  /** For a create or update: changes to other records, once the record is stored. */
  afterSave?: (body: Row, row: Row, state: State, before?: Row) => void
  /** For a delete: marks the record as deleted. Returns whether it stays in its collection. */
  cancel?: (row: Row, state: State) => boolean
  /** For an operation without records: the response body. `key` is the path parameter. */
  respond?: (key: string, state: State) => Promise<Row> | Row
}
