import type { Combinations, Entry, ProblemDefinition } from './lists.ts'

/**
 * Renders the module of the code lists and their types.
 *
 * @param inFields - The names of the lists whose codes occur in a field of the API.
 */
export function codesModule(lists: Record<string, Entry[]>, version: string, inFields: ReadonlySet<string>): string {
  return `// Written by scripts/generate.ts from spec/mydata/.

/** The version of myDATA that the code lists, the combinations and the checks implement. */
export const mydataVersion = '${version}'

/** A code of the tax authority, with its name. */
export interface Code<Value extends string | number> {
  /** The code in the authority's lists. */
  readonly code: Value
  /** The name in English. */
  readonly en: string
  /** The name in Greek. */
  readonly el: string
  /** False if new invoices must not use the code. */
  readonly sendable?: false
}

${Object.entries(lists)
  .map(([name, entries]) => renderList(name, entries, inFields.has(name)))
  .join('\n')}`
}

/** Renders the module of the classifications that the authority allows. */
export function combinationsModule(income: Combinations, expense: Combinations): string {
  return `// Written by scripts/generate.ts from spec/mydata/.

/** The classification types that a category allows. */
export interface Combination {
  readonly types: readonly string[]
  /** Whether the type may be omitted. */
  readonly isOptional?: true
}

/** Combinations by type of invoice and category. */
type Combinations = Readonly<Record<string, Readonly<Record<string, Combination>>>>

export const incomeCombinations: Combinations = ${renderCombinations(income)}

export const expenseCombinations: Combinations = ${renderCombinations(expense)}
`
}

/** Lists whose codes `checkInvoice()` needs, but not their long names. */
const CODES_ONLY = [
  'incomeClassificationCategories',
  'incomeClassificationTypes',
  'expenseClassificationCategories',
  'expenseClassificationTypes',
  'vatCategories',
  'vatExemptionCategories',
]

const joinCodes = (entries: Entry[]): string => `'${entries.map(({ code }) => code).join(' ')}'`

/**
 * Renders the module of the problem codes.
 *
 * @param listed - The codes that Billit lists, by the schema of the field.
 */
export function problemCodesModule(
  problems: ProblemDefinition[],
  lists: Record<string, Entry[]>,
  listed: Record<string, string[]>,
): string {
  const long = CODES_ONLY.map((name) => [name, lists[name] ?? []] as const)
  const entries = long.flatMap(([, list]) => list)
  const severities = problems.map(({ code, severity, meaning }) => `  /** ${meaning} */\n  '${code}': '${severity}',\n`)
  const aade = problems.flatMap(({ code, aade: [first] = [] }) => (first ? [`  '${code}': '${first}',\n`] : []))
  return `// Written by scripts/generate.ts from spec/mydata/ and x-billit-listed in spec/components/schemas/mydata.yaml.

/**
 * The codes of the problems that \`checkInvoice()\` finds, with their severity. \`either\` is an error if the rejection is
 * certain, otherwise a warning.
 */
export const problemCodes = {
${severities.join('')}} as const

/** The tax authority's error code for each problem code. A problem may have a more specific one. */
export const aadeCodes: { readonly [code: string]: string } = {
${aade.join('')}}

/** The codes of long lists, separated by spaces. Checks do not need the names, which would add to every bundle. */
export const codes = {
${long.map(([name, list]) => `  ${name}: ${joinCodes(list)},\n`).join('')}  /** The codes of the VAT return among the expense types. */
  vatClassifications: ${joinCodes(entries.filter(({ kind }) => kind === 'vat'))},
  /** The codes that new invoices must not use. */
  notSendable: ${joinCodes(entries.filter(({ sendable }) => sendable === false))},
} as const

/** The codes that Billit lists, by the schema of the field. */
export const listedCodes = {
${Object.entries(listed)
  .map(([schema, codes]) => `  ${schema}: [${codes.map(renderLiteral).join(', ')}],\n`)
  .join('')}} as const
`
}

/** Derives `InvoiceType` from `invoiceTypes`. */
const toTypeName = (list: string): string => `${list[0]?.toUpperCase()}${list.slice(1).replace(/ies$/, 'y').replace(/s$/, '')}`

/** Renders the codes as a union type. */
export const renderUnion = (entries: Entry[]): string => entries.map(({ code }) => renderLiteral(code)).join(' | ')

/** Lists of numeric codes that the API accepts as strings. Their names are exported as a separate constant of strings. */
const NAMES_AS_TEXT: Record<string, string> = { vatExemptionCategories: 'vatExemptions' }

function renderList(name: string, entries: Entry[], isInField: boolean): string {
  const type = toTypeName(name)
  const facts = listFacts(entries)
  const shape = facts.length === 0 ? `Code<${type}>` : `${type}Code`
  const properties = facts.map((fact) => {
    const isOptional = entries.some((entry) => !(fact in entry))
    return `  /** ${describeFact(fact)} */\n  readonly ${fact}${isOptional ? '?' : ''}: ${renderFactType(entries, fact)}\n`
  })
  const rows = `[\n${entries.map((entry) => `  ${renderEntry(entry)},\n`).join('')}]`
  const asText = NAMES_AS_TEXT[name]
  const hasNames = !asText && entries.some((entry) => entry.name)
  const names = `${type}Names`
  const note = isInField ? '' : ' No field of the API has these codes.'
  return `/** A code of \`${name}\`. */
export type ${type} = ${renderUnion(entries)}
${facts.length === 0 ? '' : `\n/** An entry of \`${name}\`. */\nexport interface ${shape} extends Code<${type}> {\n${properties.join('')}}\n`}
${hasNames ? `${renderNamesInterface(names, name, entries)}\n` : ''}/** ${toWords(name)} of myDATA.${note} */
export const ${name}: readonly ${shape}[]${hasNames ? ` & ${names}` : ''} = ${
    hasNames ? `/* @__PURE__ */ Object.assign(${rows} as const, ${renderNames(entries)})` : rows
  }
${asText ? renderNamesAsText(asText, name, entries) : ''}`
}

const filterNamed = (entries: Entry[]) => entries.flatMap(({ name, ...entry }) => (name ? [{ name, ...entry }] : []))

const renderNamesInterface = (names: string, name: string, entries: Entry[]): string => `/** Codes of \`${name}\` by name. */
export interface ${names} {
${filterNamed(entries)
  .map((entry) => `  /** ${renderTitle(entry)} */\n  readonly ${entry.name}: ${renderLiteral(entry.code)}\n`)
  .join('')}}
`

const renderNames = (entries: Entry[]): string =>
  `{ ${filterNamed(entries)
    .map(({ name, code }) => `${name}: ${renderLiteral(code)}`)
    .join(', ')} } as const`

const renderNamesAsText = (constant: string, name: string, entries: Entry[]): string => `
/** Codes of \`${name}\` by name, as strings. The API accepts them in this form. */
export const ${constant} = {
${filterNamed(entries)
  .map((entry) => `  /** ${renderTitle(entry)} */\n  ${entry.name}: '${entry.code}',\n`)
  .join('')}} as const
`

const renderTitle = ({ code, en, el }: Entry): string => `\`${code}\` ${en} · ${el}`

const SHARED = new Set(['code', 'name', 'en', 'el', 'sendable'])

/** The properties of a list's entries, other than the code and its names. */
const listFacts = (entries: Entry[]): string[] => [...new Set(entries.flatMap(Object.keys))].filter((fact) => !SHARED.has(fact))

const MEANINGS: Record<string, string> = {
  counterpart: 'Whether the authority requires or forbids a counterparty.',
  sure: 'How well sources confirm `counterpart`.',
  party: 'The counterparty, if it is not the customer. `reporter` is the party that reports the document.',
  credit: 'The kind of credit note.',
  linked: 'True if it must be linked to the invoice that it completes or reverses.',
  income: '`no` if rows are classified as expenses only, `linked` if they have the classification of the linked invoice.',
  market: 'Where the customer must be.',
  vat: '`taxable` if rows are subject to VAT, `exempt` if they must have a 0% rate, `none` if they have no VAT, `outside` if they must be outside VAT (category 8).',
  selfBilling: 'True if the buyer may issue it for the seller. Billit accepts 1.1 and 2.1 only.',
  kind: '`vat` for a code of the VAT return. Other codes are of the tax form E3.',
  percent: 'The rate in percent.',
  amount: 'Euros per piece or night.',
  exemption: 'True if it requires a code of `vatExemptionCategories`.',
  symbol: 'The symbol of the unit.',
}

function describeFact(fact: string): string {
  const meaning = MEANINGS[fact]
  if (!meaning)
    throw new Error(`scripts/mydata/module.ts has no description of ${fact}, a property of a code list. Add it to MEANINGS.`)
  return meaning
}

/** Derives `Fees categories` from `feesCategories`. */
const toWords = (name: string): string =>
  `${name[0]?.toUpperCase()}${name.slice(1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`

/** Renders the type of a property: `number`, or a union of its literals. */
function renderFactType(entries: Entry[], fact: string): string {
  const values = [...new Set(entries.flatMap((entry) => entry[fact] ?? []))]
  return values.some((value) => typeof value === 'number') ? 'number' : values.map(renderLiteral).join(' | ')
}

const renderEntry = ({ name: _, ...entry }: Entry): string =>
  `{ ${Object.entries(entry)
    .map(([key, value]) => `${key}: ${renderLiteral(value)}`)
    .join(', ')} }`

const renderLiteral = (value: string | number | boolean | undefined): string =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'` : String(value)

function renderCombinations(all: Combinations): string {
  const rows = Object.entries(all).map(([invoiceType, categories]) => {
    const row = Object.entries(categories).map(([category, { types, isOptional }]) => {
      const optional = isOptional ? ', isOptional: true' : ''
      return `    ${category}: { types: [${types.toSorted().map(renderLiteral).join(', ')}]${optional} },\n`
    })
    return `  '${invoiceType}': {\n${row.join('')}  },\n`
  })
  return `{\n${rows.join('')}}`
}
