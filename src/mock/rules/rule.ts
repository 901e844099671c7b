import type { Selection } from '../collection.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import type { FieldError } from '../types.ts'

/** What an operation means beyond storing what it is sent. By operationId, in rules.ts. */
export interface Rule {
  /** For a list: which records a query asks for. */
  select?: (query: URLSearchParams, state: State) => Selection
  /** For a create or update: what is wrong with a body of the right shape. Nothing of such a body is stored. */
  refuse?: (body: Row, state: State) => FieldError[]
  /**
   * For a create or update: the fields that are not simply those of the body. `row` is the record so far, and `before` the
   * one that an update replaces.
   */
  fields?: (body: Row, row: Row, state: State, before?: Row) => Row
  /** What else changes after the record has been stored. */
  effect?: (body: Row, row: Row, state: State, before?: Row) => void
  /** For a delete: whether the record stays. */
  keep?: (row: Row, state: State) => boolean
  /** For an operation that is not about records: the body of the answer. `key` is the last part of the path. */
  answer?: (key: string, state: State) => Promise<Row> | Row
}
