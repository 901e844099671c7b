/** Creates the tables and views of a target. Only the missing ones, so that a role without CREATE can use a complete target. */
import { toYmd } from '../core/dates.ts'
import type { Database } from './database.ts'
import { ExportError } from './export-error.ts'
import type { TableName } from './resources.ts'
import type { Settings } from './settings.ts'
import { createIndexes, viewsOf } from './views/index.ts'
import { AS_OF } from './views/statements.ts'

/** The version of the tables' format. */
const FORMAT = '2'

/** @throws ExportError if the database has tables of another program, or was written in another format. */
export async function createTables(
  database: Database,
  settings: Settings,
  name: string,
  tables: readonly TableName[],
): Promise<void> {
  const { json, moment } = database.dialect
  const found = await readRelations(database)
  const create = async (table: string, columns: string) => {
    if (!found.has(table)) await database.query(`CREATE TABLE ${table} (${columns})`)
  }
  const foreign = [...tables, ...viewsOf(tables).map((view) => view.name)].find((table) => found.has(table))
  if (!found.has('billit_export') && foreign) {
    throw new ExportError(`${name} has a table '${foreign}' of another program. Choose another target, or a separate schema.`)
  }
  await create('billit_export', 'name TEXT PRIMARY KEY, value TEXT NOT NULL')
  const format = await settings.get('format')
  if (format === undefined) await settings.set('format', FORMAT)
  else if (format !== FORMAT) {
    throw new ExportError(`${name} was written by another version of billit-io. Export to a new target.`)
  }
  await create(
    'billit_export_rows',
    `resource TEXT, key TEXT, listing BIGINT NOT NULL, wanted TEXT, version TEXT, requested BIGINT, recheck SMALLINT, due SMALLINT,
     pdf TEXT, pdf_failed BIGINT, PRIMARY KEY (resource, key)`,
  )
  for (const table of tables) {
    await create(table, `key TEXT PRIMARY KEY, updated_at ${moment}, deleted_at ${moment}, data ${json} NOT NULL`)
  }
  await createIndexes(database, tables, found)
  await settings.set(AS_OF, toYmd(new Date()))
}

/**
 * Creates the views, or updates them to those of this version. Records are exported even if that fails, for example because a
 * view of the user depends on a column.
 *
 * @returns A warning for each view that could not be updated.
 */
export async function updateViews(database: Database, settings: Settings, tables: readonly TableName[]): Promise<string[]> {
  const found = await readRelations(database)
  const warnings: string[] = []
  for (const view of viewsOf(tables)) {
    const { name } = view
    const query = view.query(database.dialect.flat)
    const setting = `view of ${name}`
    if (found.has(name) && query === (await settings.get(setting))) continue
    try {
      await database.transaction(async () => {
        for (const statement of database.dialect.replaceView(name, query)) await database.query(statement)
        await settings.set(setting, query)
      })
    } catch (error) {
      if (!(error instanceof ExportError)) throw error
      warnings.push(
        `The view ${name} could not be updated, so it may lack columns of this version. Drop it and the views that use it, and run the export again. ${error.message}`,
      )
    }
  }
  return warnings
}

const readRelations = async (database: Database): Promise<Set<string>> =>
  new Set((await database.query(database.dialect.relations)).map(({ name }) => String(name)))
