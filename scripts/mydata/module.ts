import type { Combination, Combinations, Entry } from './lists.ts'

/** Writes the module of the code lists and their types. */
export function codesModule(lists: Record<string, Entry[]>): string {
  return `// Written by scripts/generate.ts from spec/mydata/.

/** A code of the tax authority and what it is called. */
export interface Code<Value extends string | number> {
  /** As it is sent. */
  readonly code: Value
  /** In English. */
  readonly en: string
  /** In Greek. */
  readonly el: string
  /** False for a code that new invoices must not use. */
  readonly sendable?: false
}

${Object.entries(lists)
  .map(([name, entries]) => list(name, entries))
  .join('\n')}`
}

/** Writes the module of the classifications that the authority allows. */
export function combinationsModule(lists: Record<string, Entry[]>, income: Combinations, expense: Combinations): string {
  return `// Written by scripts/generate.ts from spec/mydata/.

type Combinations = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * By type of invoice and category: the types that go with it, each as its place in \`incomeClassificationTypes\`, two digits to the
 * base of 36. \`?\` before them: the type may be left out. \`!\`: only one source says so. After \`~\` stand types that are disputed.
 */
export const incomeCombinations: Combinations = ${combinations(income, lists.incomeClassificationTypes)}

/** The same for expenses, by places in \`expenseClassificationTypes\`. */
export const expenseCombinations: Combinations = ${combinations(expense, lists.expenseClassificationTypes)}
`
}

/** `invoiceTypes` gives `InvoiceType`. */
export const typeName = (list: string): string =>
  `${list[0]?.toUpperCase()}${list.slice(1).replace(/ies$/, 'y').replace(/s$/, '')}`

/** The codes as a union. */
export const union = (entries: Entry[]): string => entries.map(({ code }) => literal(code)).join(' | ')

function list(name: string, entries: Entry[]): string {
  const type = typeName(name)
  const facts = factsOf(entries)
  const shape = facts.length === 0 ? `Code<${type}>` : `${type}Code`
  const own = facts.map((fact) => {
    const isOptional = entries.some((entry) => !(fact in entry))
    return `  /** ${meaningOf(fact)} */\n  readonly ${fact}${isOptional ? '?' : ''}: ${valuesOf(entries, fact)}\n`
  })
  return `/** A code of \`${name}\`. */
export type ${type} = ${union(entries)}
${facts.length === 0 ? '' : `\n/** An entry of \`${name}\`. */\nexport interface ${shape} extends Code<${type}> {\n${own.join('')}}\n`}
/** ${wordsOf(name)} of myDATA. */
export const ${name}: readonly ${shape}[] = [
${entries.map((entry) => `  ${object(entry)},\n`).join('')}]
`
}

const SHARED = new Set(['code', 'en', 'el', 'sendable'])

/** What the entries of a list tell besides a code and its names. */
const factsOf = (entries: Entry[]): string[] => [...new Set(entries.flatMap(Object.keys))].filter((fact) => !SHARED.has(fact))

const MEANINGS: Record<string, string> = {
  counterpart: 'Whether the authority wants to know the other party.',
  sure: 'How sure `counterpart` is.',
  party: 'Who the other party is, where it is not the customer. `reporter` is whoever reports the document.',
  credit: 'What kind of credit note it is.',
  linked: 'It must name the invoice that it completes or reverses.',
  income: '`no` where rows are classified as an expense only, `linked` where they are classified as in the linked invoice.',
  market: 'Where the customer is, where the type says so.',
  kind: '`vat` for a code of the VAT return. The others are lines of the tax form E3.',
  percent: 'The rate, where there is one.',
  amount: 'Euros for each piece or night.',
  exemption: 'It needs a code of `vatExemptionCategories`.',
  symbol: 'Sign of the unit.',
}

function meaningOf(fact: string): string {
  const meaning = MEANINGS[fact]
  if (!meaning) throw new Error(`A code list has the fact ${fact}, which scripts/mydata/module.ts does not explain`)
  return meaning
}

/** `feesCategories` gives `Fees categories`. */
const wordsOf = (name: string): string =>
  `${name[0]?.toUpperCase()}${name.slice(1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`

/** A number is an amount or a rate; a word is one of few. */
function valuesOf(entries: Entry[], fact: string): string {
  const values = [...new Set(entries.flatMap((entry) => entry[fact] ?? []))]
  return values.some((value) => typeof value === 'number') ? 'number' : values.map(literal).join(' | ')
}

const object = (entry: Entry): string =>
  `{ ${Object.entries(entry)
    .map(([key, value]) => `${key}: ${literal(value)}`)
    .join(', ')} }`

const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'` : String(value)

function combinations(all: Combinations, types: Entry[] = []): string {
  const place = (code: string) => {
    const index = types.findIndex((type) => type.code === code)
    if (index < 0) throw new Error(`A combination has the unknown type ${code}`)
    return index.toString(36).padStart(2, '0')
  }
  const text = ({ types, isOptional, isSingleSource, disputed }: Combination) =>
    [
      isSingleSource ? '!' : '',
      isOptional ? '?' : '',
      ...types.map(place),
      ...(disputed.length > 0 ? ['~', ...disputed.map(place)] : []),
    ].join('')
  const rows = Object.entries(all).map(([invoiceType, categories]) => {
    const row = Object.entries(categories).map(([category, combination]) => `${category}: '${text(combination)}'`)
    return `  '${invoiceType}': { ${row.join(', ')} },\n`
  })
  return `{\n${rows.join('')}}`
}
