/** Commands that list records: `invoices list`, `contacts list`, `contacts find`, `products list`. */
import { type Operation, operations } from '../../generated/operations.ts'
import type { Billit, List, ListQuery, RequestOptions } from '../index.ts'
import { CliError } from './cli-error.ts'
import { withClient } from './client.ts'
import type { Command } from './command.ts'
import { type Flags, type FlagTable, parseWholeNumber } from './flags.ts'
import { type Column, renderTable } from './format/table.ts'
import { OUTPUT, SERVER } from './global-flags.ts'
import { note, print, printStyled, styleHeading, terminalWidth } from './terminal.ts'

const DEFAULT_LIMIT = 25
/** The largest page of the API. */
const MAX_PAGE_ROWS = 250

export interface ListCommand<Row> extends Pick<Command, 'name' | 'summary' | 'operands' | 'examples'> {
  /** The operation that lists the records. Its filters are in the help. */
  operation: keyof typeof operations
  /** The plural of a record, in notes. */
  noun: string
  columns: readonly Column<Row>[]
  list: (billit: Billit, query: ListQuery, options: RequestOptions) => List<Row>
  /** Filters from the operands. */
  filter?: (operands: readonly string[]) => Record<string, string>
}

/** Creates a command that prints a table, or with `--json` one object per line. */
export function createListCommand<Row>(definition: ListCommand<Row>): Command {
  const { name, summary, operands, examples, operation } = definition
  return {
    ...{ name, summary, examples },
    ...(operands && { operands }),
    description: ['A pipe or a file gets the whole table. In a terminal, long texts are cut so that it fits.'],
    sections: [{ title: 'Records', flags: { ...LIMITS, ...queryFlag(operation) } }, SERVER, OUTPUT],
    run: ({ flags, operands }) => printList(definition, flags, operands),
  }
}

const LIMITS: FlagTable = {
  limit: { value: '<count>', help: `Maximum number of rows. Default ${DEFAULT_LIMIT}.` },
  all: { help: 'All rows. Fails if the server returns fewer rows than it reports.' },
}

function queryFlag(id: keyof typeof operations): FlagTable {
  const { filters = [] }: Operation = operations[id]
  const documented = filters.length > 0 ? ` Documented: ${filters.join(', ')}.` : ' None is documented.'
  return { query: { value: '<name=value>', help: `Filter of the API. May be repeated.${documented}` } }
}

async function printList<Row>(definition: ListCommand<Row>, flags: Flags, operands: readonly string[]): Promise<void> {
  const { operation, noun, columns, list, filter } = definition
  const limit = readLimit(flags)
  const given = readQuery(flags)
  const paging = Object.keys(given).find((parameter) => parameter === 'page' || parameter === 'per_page')
  if (paging !== undefined) throw new CliError(2, `--query ${paging} is not needed: use --limit or --all.`)
  noteUndocumented(flags, operation, Object.keys(given))
  const query = { ...given, ...filter?.(operands) }
  await withClient(flags, async ({ billit, signal }) => {
    const rows: Row[] = []
    let total: number | undefined
    for await (const page of list(billit, { perPage: Math.min(limit, MAX_PAGE_ROWS) }, { query, signal }).pages()) {
      total ??= page.total
      const wanted = page.data.slice(0, limit - rows.length)
      if (flags.has('json')) for (const row of wanted) print(JSON.stringify(row))
      rows.push(...wanted)
      if (rows.length >= limit) break
    }
    if (!flags.has('json') && rows.length > 0) {
      printStyled(renderTable(columns, rows, terminalWidth(), styleHeading(flags)))
    }
    if (rows.length === 0) note(flags, `No ${noun}.`)
    else if (total !== undefined && total > rows.length) {
      note(flags, `${rows.length} of ${total} ${noun}. Use --all for all of them, or --limit for more.`)
    }
  })
}

function readLimit(flags: Flags): number {
  const text = flags.get('limit')
  if (flags.has('all')) {
    if (text !== undefined) throw new CliError(2, '--all and --limit cannot be used together.')
    return Number.POSITIVE_INFINITY
  }
  const limit = text === undefined ? DEFAULT_LIMIT : parseWholeNumber(text)
  if (limit >= 1) return limit
  throw new CliError(2, `--limit must be a whole number from 1, not '${text}'.`)
}

/** A server that ignores an unknown filter returns all records, which then look like those that match. */
export function noteUndocumented(flags: Flags, id: keyof typeof operations, names: readonly string[]): void {
  const { filters = [] }: Operation = operations[id]
  const unknown = names.filter((name) => ![...filters, 'page', 'per_page'].includes(name))
  if (unknown.length === 0) return
  note(flags, `The OpenAPI document has no filter ${unknown.join(', ')} for ${id}. The server may ignore it and return all rows.`)
}

/** Reads `--query name=value`. A repeated name becomes a list. */
export function readQuery(flags: Flags): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const pair of flags.all('query')) {
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (name === undefined) throw new CliError(2, `--query must be a name and a value such as unpaid=1, not '${pair}'.`)
    const present = query[name]
    query[name] = present === undefined ? value : [present, value].flat()
  }
  return query
}
