/** What SQLite and PostgreSQL have in common, as far as an export needs it. */
export interface Database {
  readonly dialect: Dialect
  /** Runs one statement, with `$1`, `$2`, … standing for the values, and gives its rows. */
  query(sql: string, values?: readonly Value[]): Promise<Array<Record<string, unknown>>>
  /** Runs the work, and keeps all of what it wrote or nothing. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** Closes it, and lets the next export in. */
  close(): Promise<void>
}

/** What can be passed to a statement. Rows are passed as one JSON text. */
export type Value = string | number | null

/** How the two differ. */
export interface Dialect {
  /** The type of a JSON column. */
  json: string
  /** The type of a moment. */
  moment: string
  /** A table of the elements of the JSON array `$1`, with the column `value`. */
  elements: string
  /** Writes a moment that is given as text. */
  toMoment(sql: string): string
  /** Writes JSON that is given as text. */
  toJson(sql: string): string
  /** Gives the JSON of a column as text. */
  jsonText(sql: string): string
  /** JSON text that the database accepts. */
  storable(json: string): string
  /** Names the tables and views of the user's own schema. */
  relations: string
  /** A condition: both differ, where null is a value like any other. */
  differ(one: string, other: string): string
  /** The expressions of a view. */
  flat: FlatDialect
}

/** How a value inside a JSON column becomes a column of a view. */
export interface FlatDialect {
  text(json: string, path: readonly string[]): string
  number(json: string, path: readonly string[]): string
  /** Whole cents, where the database has no exact decimals. */
  cents: ((json: string, path: readonly string[]) => string) | undefined
  boolean(json: string, path: readonly string[]): string
  /** `Y-m-d`. */
  date(json: string, path: readonly string[]): string
  /** Joins a table with the elements of an array in its column `data`: `item.value`, and `item.line` from 1. */
  eachItem(table: string, path: string): string
}
