import type { Combinations, Entry, Rule } from './lists.ts'

/**
 * Writes the module of the code lists and their types.
 *
 * @param inFields - Names of the lists whose codes a field of the API holds.
 */
export function codesModule(lists: Record<string, Entry[]>, version: string, inFields: ReadonlySet<string>): string {
  return `// Written by scripts/generate.ts from spec/mydata/.

/** The version of myDATA that the code lists, the combinations and the checks are of. */
export const mydataVersion = '${version}'

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
  .map(([name, entries]) => list(name, entries, inFields.has(name)))
  .join('\n')}`
}

/** Writes the module of the classifications that the authority allows. */
export function combinationsModule(income: Combinations, expense: Combinations): string {
  return `// Written by scripts/generate.ts from spec/mydata/.

/** The types that go with a category. */
export interface Combination {
  readonly types: readonly string[]
  /** The type may be left out. */
  readonly isOptional?: true
}

/** By type of invoice and category. */
type Combinations = Readonly<Record<string, Readonly<Record<string, Combination>>>>

export const incomeCombinations: Combinations = ${combinations(income)}

export const expenseCombinations: Combinations = ${combinations(expense)}
`
}

/** Writes the module of the kinds of problems. */
export function rulesModule(rules: Rule[]): string {
  const codes = rules.map(({ code, severity, meaning }) => `  /** ${meaning} */\n  '${code}': '${severity}',\n`)
  const aade = rules.flatMap(({ code, aade: [first] = [] }) => (first ? [`  '${code}': '${first}',\n`] : []))
  return `// Written by scripts/generate.ts from spec/mydata/rules.yaml.

/**
 * What \`checkInvoice()\` can find, and how bad it is. \`either\`: an error where it is certain, and a warning where it is not.
 */
export const problemCodes = {
${codes.join('')}} as const

/** The tax authority's own code for each, unless the problem itself names a closer one. */
export const aadeCodes: { readonly [code: string]: string } = {
${aade.join('')}}
`
}

/** `invoiceTypes` gives `InvoiceType`. */
export const typeName = (list: string): string =>
  `${list[0]?.toUpperCase()}${list.slice(1).replace(/ies$/, 'y').replace(/s$/, '')}`

/** The codes as a union. */
export const union = (entries: Entry[]): string => entries.map(({ code }) => literal(code)).join(' | ')

/** Codes that are numbers in the list, and texts where they are sent: their names stand beside the list, ready to be sent. */
const NAMES_AS_TEXT: Record<string, string> = { vatExemptionCategories: 'vatExemptions' }

function list(name: string, entries: Entry[], isInField: boolean): string {
  const type = typeName(name)
  const facts = factsOf(entries)
  const shape = facts.length === 0 ? `Code<${type}>` : `${type}Code`
  const own = facts.map((fact) => {
    const isOptional = entries.some((entry) => !(fact in entry))
    return `  /** ${meaningOf(fact)} */\n  readonly ${fact}${isOptional ? '?' : ''}: ${valuesOf(entries, fact)}\n`
  })
  const rows = `[\n${entries.map((entry) => `  ${object(entry)},\n`).join('')}]`
  const asText = NAMES_AS_TEXT[name]
  const hasNames = !asText && entries.some((entry) => entry.name)
  const names = `${type}Names`
  const note = isInField ? '' : ' No field of the API holds one.'
  return `/** A code of \`${name}\`. */
export type ${type} = ${union(entries)}
${facts.length === 0 ? '' : `\n/** An entry of \`${name}\`. */\nexport interface ${shape} extends Code<${type}> {\n${own.join('')}}\n`}
${hasNames ? `${namesInterface(names, name, entries)}\n` : ''}/** ${wordsOf(name)} of myDATA.${note} */
export const ${name}: readonly ${shape}[]${hasNames ? ` & ${names}` : ''} = ${
    hasNames ? `/* @__PURE__ */ Object.assign(${rows} as const, ${namesObject(entries)})` : rows
  }
${asText ? namesAsText(asText, name, entries) : ''}`
}

const named = (entries: Entry[]) => entries.flatMap(({ name, ...entry }) => (name ? [{ name, ...entry }] : []))

const namesInterface = (names: string, name: string, entries: Entry[]): string => `/** Codes of \`${name}\` by name. */
export interface ${names} {
${named(entries)
  .map((entry) => `  /** ${titleOf(entry)} */\n  readonly ${entry.name}: ${literal(entry.code)}\n`)
  .join('')}}
`

const namesObject = (entries: Entry[]): string =>
  `{ ${named(entries)
    .map(({ name, code }) => `${name}: ${literal(code)}`)
    .join(', ')} } as const`

const namesAsText = (constant: string, name: string, entries: Entry[]): string => `
/** Codes of \`${name}\` by name, as texts: so the API takes them. */
export const ${constant} = {
${named(entries)
  .map((entry) => `  /** ${titleOf(entry)} */\n  ${entry.name}: '${entry.code}',\n`)
  .join('')}} as const
`

const titleOf = ({ code, en, el }: Entry): string => `\`${code}\` ${en} · ${el}`

const SHARED = new Set(['code', 'name', 'en', 'el', 'sendable'])

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
  vat: '`taxable` where rows take part in VAT, `exempt` where they do so at 0 %, `none` where they have none.',
  selfBilling: 'The buyer may issue it for the seller. Billit takes 1.1 and 2.1 only.',
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

const object = ({ name: _, ...entry }: Entry): string =>
  `{ ${Object.entries(entry)
    .map(([key, value]) => `${key}: ${literal(value)}`)
    .join(', ')} }`

const literal = (value: string | number | boolean | undefined): string =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'` : String(value)

function combinations(all: Combinations): string {
  const rows = Object.entries(all).map(([invoiceType, categories]) => {
    const row = Object.entries(categories).map(([category, { types, isOptional }]) => {
      const optional = isOptional ? ', isOptional: true' : ''
      return `    ${category}: { types: [${types.toSorted().map(literal).join(', ')}]${optional} },\n`
    })
    return `  '${invoiceType}': {\n${row.join('')}  },\n`
  })
  return `{\n${rows.join('')}}`
}
