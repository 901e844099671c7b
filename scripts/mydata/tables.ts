/** The codes that a field may hold, as a table in its description. */
import type { Entry } from './lists.ts'

/** `x-billit-codes`: names of lists, `invoiceTypes`, or `expenseClassificationTypes/vat` for the codes of one kind. */
export type ListNames = string | string[]

/** More codes than fit beside a field are folded away. */
const UNFOLDED = 10

/** The codes of the lists, each once. */
export function entriesOf(lists: Record<string, Entry[]>, names: ListNames): Entry[] {
  const found = [names].flat().flatMap((path) => {
    const [name = '', kind] = path.split('/')
    const entries = lists[name]?.filter((entry) => kind === undefined || entry.kind === kind)
    if (!entries?.length) throw new Error(`x-billit-codes: there is no list ${path}`)
    return entries
  })
  return found.filter(({ code }, index) => found.findIndex((entry) => entry.code === code) === index)
}

// No HTML comment, and a line of its own for each tag: pages made of MDX do not take it otherwise.
const HEAD = '| Code | English | Greek |'
const FOLD = '<details>\n<summary>'

/** The description with a table of the codes, in English and Greek. */
export function withTable(description: string, entries: Entry[]): string {
  const rows = entries.map(({ code, en, el, sendable }) => {
    const note = sendable === false ? ' (not for new invoices)' : ''
    return `| \`${code}\` | ${cell(en + note)} | ${cell(el)} |`
  })
  const table = [HEAD, '|---|---|---|', ...rows].join('\n')
  const folded = `${FOLD}${entries.length} codes</summary>\n\n${table}\n\n</details>`
  return `${description.trim()}\n\n${entries.length > UNFOLDED ? folded : table}\n`
}

/** What follows a table of which Billit lists some codes itself. */
export const listedNote = (codes: Array<string | number>): string =>
  `\nBillit lists ${codes.map((code) => `\`${code}\``).join(', ')}. The other codes are the tax authority's.\n`

/** The description before a table was added. */
export const withoutTable = (description: string): string =>
  [`\n\n${FOLD}`, `\n\n${HEAD}`].reduce((text, start) => text.split(start)[0] ?? '', description)

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** Names of the lists that a field anywhere in the document holds codes of. */
export function listsInFields(document: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  // The reviver visits every value of the document with its key.
  JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key === 'x-billit-codes') for (const path of [value].flat()) found.add(String(path).replace(/\/.*/, ''))
    return value
  })
  return found
}
