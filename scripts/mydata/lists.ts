/** Reads the hand-kept code lists and combinations of spec/mydata/. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Entry {
  code: string | number
  en: string
  el: string
  [fact: string]: string | number | boolean
}

/** Which types go with a category. */
export interface Combination {
  types: string[]
  isOptional: boolean
  /** Only one source lists the combination. */
  isSingleSource: boolean
  /** Types that only a second source allows. */
  disputed: string[]
}

/** By type of invoice and category. */
export type Combinations = Record<string, Record<string, Combination>>

type Sent = 'none' | string | { types?: string; optional?: true; sources?: 1; disputed?: string }

const FOLDER = new URL('../../spec/mydata/', import.meta.url)
const COMBINATIONS = /-combinations\.yaml$/

/** Every code list by its name, in the order of the files. */
export function readLists(): Record<string, Entry[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && !COMBINATIONS.test(file))
  // The files are the project's own; what they must hold is tested.
  return Object.assign({}, ...files.sort().map(read)) as Record<string, Entry[]>
}

/** @param kind `income` or `expense`. */
export function readCombinations(kind: 'income' | 'expense'): Combinations {
  const rows = read(`${kind}-combinations.yaml`) as Record<string, Record<string, Sent>>
  return mapValues(rows, (categories) => mapValues(categories, combinationOf))
}

const read = (file: string): unknown => parse(readFileSync(new URL(file, FOLDER), 'utf8'))

function combinationOf(sent: Sent): Combination {
  const { types, optional, sources, disputed } = typeof sent === 'object' ? sent : { types: sent === 'none' ? '' : sent }
  return {
    types: codesIn(types),
    isOptional: optional === true,
    isSingleSource: sources === 1,
    disputed: codesIn(disputed),
  }
}

/** All of them are lines of the tax form E3. */
const codesIn = (text = ''): string[] => (text === '' ? [] : text.split(' ').map((code) => `E3_${code}`))

const mapValues = <From, To>(from: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]))
