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
  /** The definition of a primary key that counts up. */
  serial: string
  /** Statements after which a commit survives a loss of power. */
  durable: readonly string[]
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
  /** Selects the names of the tables, views and indexes in the schema. */
  relations: string
  /** A condition that is true if the two differ. Null equals null. */
  differ(one: string, other: string): string
  /** The expressions of a view. */
  flat: FlatDialect
}

type ValueAt = (json: string, path: readonly string[]) => string

/** Expressions that turn a value inside a JSON column into a column of a view. A step of a path that is a number is an index. */
export interface FlatDialect {
  text: ValueAt
  /** An id, which can be joined with the column `key`. */
  id: ValueAt
  number: ValueAt
  /** Whole cents, half a cent away from zero. NULL for a value that is not an amount. */
  cents: ValueAt
  boolean: ValueAt
  /** A calendar date, for a timestamp the day in Athens. NULL for one that does not exist. */
  date: ValueAt
  moment: ValueAt
  /** The value as JSON. */
  json: ValueAt
  /** A condition: whether the value is an array. */
  isArray: ValueAt
  /** A condition: whether the value is or contains a number or a text that is not empty. */
  hasText: ValueAt
  /** Joins a table with the elements of an array in its column `data`: `item_value`, and `item_line` from 1. */
  eachItem(table: string, path: string): string
  /** The month of a date column, as `Y-m`. */
  month(date: string): string
  /** Converts text to a date. */
  toDate(text: string): string
  /** The days from `start` to `end`, both dates. */
  daysBetween(end: string, start: string): string
  /** Converts an id to text. */
  idText(id: string): string
}
