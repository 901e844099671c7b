/** Reads the hand-kept code lists, combinations and rules of spec/mydata/. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Entry {
  code: string | number
  /** What code calls it: `onCredit`. */
  name?: string
  en: string
  el: string
  [fact: string]: string | number | boolean | undefined
}

/** Which types go with a category. */
export interface Combination {
  types: string[]
  /** The type may be left out. */
  isOptional: boolean
}

/** By type of invoice and category. */
export type Combinations = Record<string, Record<string, Combination>>

/** A kind of problem that `checkInvoice()` finds. */
export interface Rule {
  code: string
  severity: 'error' | 'warning' | 'either'
  /** The authority's own codes for it. None where only the API refuses it. */
  aade?: string[]
  meaning: string
  /** Where it is not one severity for all: when it is an error. */
  errorWhen?: string
  /** What a draft must have, in short. */
  example: string
}

type Sent = 'none' | string | { types: string; optional: true }

const FOLDER = new URL('../../spec/mydata/', import.meta.url)
const NOT_LISTS = /-combinations\.yaml$|^(version|rules)\.yaml$/

/** Every code list by its name, in the order of the files. */
export function readLists(): Record<string, Entry[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && !NOT_LISTS.test(file))
  // The files are the project's own; what they must hold is tested.
  return Object.assign({}, ...files.sort().map(read)) as Record<string, Entry[]>
}

/** The version of myDATA that all of it is of. */
export const readVersion = (): string => (read('version.yaml') as { version: string }).version

export const readRules = (): Rule[] => (read('rules.yaml') as { rules: Rule[] }).rules

/** @param kind `income` or `expense`. */
export function readCombinations(kind: 'income' | 'expense'): Combinations {
  const rows = read(`${kind}-combinations.yaml`) as Record<string, Record<string, Sent>>
  return mapValues(rows, (categories) => mapValues(categories, combinationOf))
}

const read = (file: string): unknown => parse(readFileSync(new URL(file, FOLDER), 'utf8'))

function combinationOf(sent: Sent): Combination {
  if (sent === 'none') return { types: [], isOptional: true }
  return typeof sent === 'string' ? { types: codesIn(sent), isOptional: false } : { types: codesIn(sent.types), isOptional: true }
}

/** All of them are lines of the tax form E3. */
const codesIn = (text: string): string[] => text.split(' ').map((code) => `E3_${code}`)

const mapValues = <From, To>(from: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]))
