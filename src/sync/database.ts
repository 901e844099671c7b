/** A SQLite or PostgreSQL database. Its methods throw an `ExportError` that names the target. */
export interface Database {
  readonly dialect: Dialect
  /** Runs one statement with the parameters `$1`, `$2`, …, and returns its rows. */
  query(sql: string, values?: readonly Value[]): Promise<Array<Record<string, unknown>>>
  /** Runs the work in a transaction, which is rolled back if the work throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** Closes the connection and releases the lock. */
  close(): Promise<void>
}

/** A parameter of a statement. Several rows are passed as one JSON text. */
export type Value = string | number | null

/** The SQL that differs between the two. */
export interface Dialect {
  /** The type of a JSON column. */
  json: string
  /** The type of a timestamp column. */
  moment: string
  /** A table expression for the elements of the JSON array `$1`, with the column `value`. */
  elements: string
  /** Converts text to a timestamp. */
  toMoment(sql: string): string
  /** Converts text to JSON. */
  toJson(sql: string): string
  /** Converts a JSON column to text. */
  jsonText(sql: string): string
  /** Replaces characters that the database does not accept in JSON. */
  storable(json: string): string
  /** Statements that create a view, or replace it without removing its privileges. */
  replaceView(name: string, query: string): string[]
  /** Selects the names of the tables and views in the schema. */
  relations: string
  /** A condition that is true if the two differ. Null equals null. */
  differ(one: string, other: string): string
  /** The expressions of a view. */
  flat: FlatDialect
}

/** Expressions that turn a value inside a JSON column into a column of a view. */
export interface FlatDialect {
  text(json: string, path: readonly string[]): string
  number(json: string, path: readonly string[]): string
  /** Whole cents, for a database without exact decimals. */
  cents: ((json: string, path: readonly string[]) => string) | undefined
  boolean(json: string, path: readonly string[]): string
  /** `Y-m-d`. */
  date(json: string, path: readonly string[]): string
  /** Joins a table with the elements of an array in its column `data`: `item_value`, and `item_line` from 1. */
  eachItem(table: string, path: string): string
}
