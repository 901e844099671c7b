/** Reads the hand-written code lists, combinations and problem codes of spec/mydata/. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Entry {
  code: string | number
  /** The property name in TypeScript, such as `onCredit`. */
  name?: string
  en: string
  el: string
  [fact: string]: string | number | boolean | undefined
}

/** The classification types that a category allows. */
export interface Combination {
  types: string[]
  /** Whether the type may be omitted. */
  isOptional: boolean
}

/** Combinations by type of invoice and category. */
export type Combinations = Record<string, Record<string, Combination>>

/** The definition of a problem code of `checkInvoice()`. */
export interface ProblemDefinition {
  code: string
  severity: 'error' | 'warning' | 'either'
  /** The authority's error codes for the problem. Missing if only the API rejects it. */
  aade?: string[]
  meaning: string
  /** The condition for an error, if `severity` is `either`. */
  errorWhen?: string
  /** A change of a draft that causes the problem. */
  example: string
  /** Where the rule comes from: a key of `SOURCES`. */
  source: string[]
}

/** A combination as it is written in the file: types without `E3_`, separated by spaces. */
type WrittenCombination = 'none' | string | { types: string; optional: true }

const FOLDER = new URL('../../spec/mydata/', import.meta.url)
const NOT_LISTS = /-combinations\.yaml$|^(version|rules)\.yaml$/

/** Every code list by its name, in the order of the files. */
export function readLists(): Record<string, Entry[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && !NOT_LISTS.test(file))
  // Tests cover the content of these files.
  return Object.assign({}, ...files.sort().map(read)) as Record<string, Entry[]>
}

/** The version of myDATA that spec/mydata/ describes. */
export const readVersion = (): string => (read('version.yaml') as { version: string }).version

export const readProblemDefinitions = (): ProblemDefinition[] => (read('rules.yaml') as { rules: ProblemDefinition[] }).rules

export function readCombinations(kind: 'income' | 'expense'): Combinations {
  const rows = read(`${kind}-combinations.yaml`) as Record<string, Record<string, WrittenCombination>>
  return mapValues(rows, (categories) => mapValues(categories, parseCombination))
}

const read = (file: string): unknown => parse(readFileSync(new URL(file, FOLDER), 'utf8'))

function parseCombination(written: WrittenCombination): Combination {
  if (written === 'none') return { types: [], isOptional: true }
  return typeof written === 'string'
    ? { types: parseCodes(written), isOptional: false }
    : { types: parseCodes(written.types), isOptional: true }
}

/** All types of the combinations are codes of the tax form E3. */
const parseCodes = (text: string): string[] => text.split(' ').map((code) => `E3_${code}`)

const mapValues = <From, To>(from: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]))
