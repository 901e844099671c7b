/** The guide pages whose tables the tests measure. `npm run generate` copies the tables from the READMEs of the tests. */
import { readFileSync } from 'node:fs'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** The path of each page with measured tables, and its current text. */
export function guideTables(): Map<string, string> {
  const tables = tablesIn(read('test/package/README.md'))
  const find = (heading: string): string => tables.find((table) => table.startsWith(`| ${heading} |`)) ?? ''
  return new Map([
    page('failures', { table: failureTable(read('test/faults/README.md')) }),
    page('runtimes', {
      runtimes: runtimeTable(find('Runtime')),
      resends: find('Operation'),
      programs: find('Program'),
      typescript: find('TypeScript'),
    }),
    page('benchmarks', benchmarkTables(read('test/bench/README.md'))),
  ])
}

/** A page of spec/guide/sdk/ with these texts between its markers. */
function page(name: string, texts: Record<string, string>): [path: string, text: string] {
  const path = `spec/guide/sdk/${name}.md`
  const text = Object.entries(texts).reduce((current, [marker, inner]) => {
    const place = new RegExp(`(<!-- ${marker}: .*-->\n)[^]*(<!-- /${marker} -->)`)
    if (!place.test(current)) throw new Error(`${path} has no marker '${marker}'.`)
    return current.replace(place, (_, start, end) => `${start}\n${inner}\n\n${end}`)
  }, read(path))
  return [path, text]
}

/** Every Markdown table of a text. */
const tablesIn = (markdown: string): string[] => markdown.match(/(^\|.*\n)+/gm)?.map((table) => table.trim()) ?? []

/** The cells of a table, without its head. */
const rowsIn = (table: string): string[][] =>
  table
    .split('\n')
    .slice(2)
    .map((row) => row.slice(2, -2).split(' | '))

/** Requests that the SDK retries alike share a column. */
const FAILURE_COLUMNS: Record<string, string[]> = {
  'GET contact': ['GET contact'],
  'PUT or DELETE contact': ['PUT contact', 'DELETE contact'],
  'POST, PUT or DELETE invoice': ['POST invoice', 'PUT invoice', 'DELETE invoice'],
}

function failureTable(markdown: string): string {
  const rows = tablesIn(markdown).flatMap(rowsIn)
  const failures = [...new Set(rows.map(([failure = '']) => failure))]
  const cell = (failure: string, requests: string[]): string => {
    const results = rows
      .filter(([name, request = '']) => name === failure && requests.includes(request))
      .map(([, , sent, , result]) => (result === 'success' && sent === '2' ? 'success, on the second attempt' : `${result}`))
    const [first = '', ...others] = new Set(results)
    if (others.length > 0)
      throw new Error(`${failure}: ${requests.join(', ')} end differently: ${[first, ...others].join('; ')}.`)
    return first
  }
  return table(
    ['Failure', ...Object.keys(FAILURE_COLUMNS)],
    failures.map((failure) => [failure, ...Object.values(FAILURE_COLUMNS).map((requests) => cell(failure, requests))]),
  )
}

function runtimeTable(markdown: string): string {
  const rows = rowsIn(markdown).map(([name = '', ...marks]) => {
    const passed = marks.filter((mark) => mark === '✓').length
    return [name, `${passed} of ${marks.length}`]
  })
  return table(['Runtime', 'Checks that pass'], rows)
}

/** The marker on the page, and the heading of the group whose tables it contains. */
const BENCHMARKS: Record<string, string> = {
  call: 'One call',
  list: '10,000 rows at 100 ms a request',
  limit: '150 calls with a limit of 60 a second',
  processes: '240 calls from several processes with a limit of 60 in ten seconds',
  memory: 'Memory while reading a list',
  import: 'Import',
  types: 'Type check',
  mock: 'The mock',
  export: 'An export',
}

function benchmarkTables(markdown: string): Record<string, string> {
  const groups = markdown.split(/^## /m)
  return Object.fromEntries(
    Object.entries(BENCHMARKS).map(([marker, heading]) => {
      const group = groups.find((each) => each.startsWith(`${heading}\n`))
      if (!group) throw new Error(`The benchmarks have no group '${heading}'.`)
      return [marker, tablesIn(group).join('\n\n')]
    }),
  )
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
