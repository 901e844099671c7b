import type { Database } from './database.ts'

/** The settings of a target, in the table `billit_export`. */
export class Settings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async get(name: string): Promise<string | undefined> {
    const [row] = await this.#database.query('SELECT value FROM billit_export WHERE name = $1', [name])
    return row && String(row.value)
  }

  async set(name: string, value: string): Promise<void> {
    await this.#database.query(
      'INSERT INTO billit_export (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    )
  }
}
