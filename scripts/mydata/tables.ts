/** Adds a table of codes to the description of a field, and removes it. */
import type { Entry } from './lists.ts'

/** The value of `x-billit-codes`: names of lists, or `expenseClassificationTypes/vat` for the codes of one kind. */
export type ListNames = string | string[]

/** A table with more rows is collapsed. */
const MAX_EXPANDED = 10

/** The entries of the lists, without duplicates. */
export function findEntries(lists: Record<string, Entry[]>, names: ListNames): Entry[] {
  const found = [names].flat().flatMap((path) => {
    const [name = '', kind] = path.split('/')
    const entries = lists[name]?.filter((entry) => kind === undefined || entry.kind === kind)
    if (!entries?.length) throw new Error(`x-billit-codes: unknown list ${path}`)
    return entries
  })
  return found.filter(({ code }, index) => found.findIndex((entry) => entry.code === code) === index)
}

// MDX pages accept no HTML comments, and require each tag on a separate line.
const HEAD = '| Code | English | Greek |'
const FOLD = '<details>\n<summary>'

/** Adds a table of the codes to a description, in English and Greek. */
export function withTable(description: string, entries: Entry[]): string {
  const rows = entries.map(({ code, en, el, sendable }) => {
    const note = sendable === false ? ' (not for new invoices)' : ''
    return `| \`${code}\` | ${cell(en + note)} | ${cell(el)} |`
  })
  const table = [HEAD, '|---|---|---|', ...rows].join('\n')
  const folded = `${FOLD}${entries.length} codes</summary>\n\n${table}\n\n</details>`
  return `${description.trim()}\n\n${entries.length > MAX_EXPANDED ? folded : table}\n`
}

/** The note below a table if Billit documents some of its codes. */
export const listedNote = (codes: Array<string | number>): string =>
  `\nBillit lists ${codes.map((code) => `\`${code}\``).join(', ')}. The other codes are the tax authority's.\n`

/** Removes the table that `withTable()` added. */
export const withoutTable = (description: string): string =>
  [`\n\n${FOLD}`, `\n\n${HEAD}`].reduce((text, start) => text.split(start)[0] ?? '', description)

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The names of the lists whose codes occur in any field of the OpenAPI document. */
export function listsInFields(document: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  // The reviver visits every value with its key.
  JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key === 'x-billit-codes') for (const path of [value].flat()) found.add(String(path).replace(/\/.*/, ''))
    return value
  })
  return found
}
