/** A view in a database, which is a CSV file in a folder. */
import type { FlatDialect } from '../database.ts'
import type { ExportResource } from '../resources.ts'

/** The type of a column. An `id` is text in PostgreSQL, so that ids join with `key` without a cast. */
export type Kind = 'text' | 'id' | 'number' | 'amount' | 'boolean' | 'date' | 'moment'

export interface ViewColumn {
  name: string
  kind: Kind
  /** Whether `fileQuery` selects the value as it is in the record, as JSON. */
  isWire?: boolean
}

export interface View {
  /** The name in a database. */
  name: string
  /** The name of the file, without its extension. */
  file: string
  /** The resources whose tables the query reads. */
  needs: readonly ExportResource[]
  columns: readonly ViewColumn[]
  /** Sorts the rows of the file. */
  order: string
  /** The query of the view. It reads tables only, so that views can be replaced in any order. */
  query(flat: FlatDialect): string
  /** The query of the file. Default: `query`. */
  fileQuery?(flat: FlatDialect): string
}
