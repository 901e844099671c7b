/** Describes the structure of values, without the values. */
import { groupByName, isRecord } from '../core/record.ts'
import type { IsFieldName } from './field-names.ts'

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object'

export function jsonType(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value === 'string' ? 'string' : 'boolean'
  return 'object'
}

export interface Shape {
  types: JsonType[]
  /** Formats that all strings match, such as `date-time`. */
  formats?: string[]
  /** The fields of an object. Names that may be data are redacted. */
  fields?: Record<string, Shape>
  /** The merged shape of an array's items. */
  items?: Shape
}

/** Replaces a key that may be data, such as a person's name. */
export const REDACTED_KEY = '{key}'

export function describeShape(value: unknown, isFieldName: IsFieldName): Shape {
  const type = jsonType(value)
  if (typeof value === 'string') return { types: [type], formats: formatsOf(value) }
  if (Array.isArray(value)) {
    const items = value.map((item) => describeShape(item, isFieldName))
    return items.length > 0 ? { types: [type], items: items.reduce(mergeShapes) } : { types: [type] }
  }
  if (!isRecord(value)) return { types: [type] }
  const fields = Object.entries(value).map(([key, child]): [string, Shape] => [
    isFieldName(key) ? key : REDACTED_KEY,
    describeShape(child, isFieldName),
  ])
  return { types: [type], fields: mergeByName(fields) }
}

export function mergeShapes(one: Shape, other: Shape): Shape {
  const types = [...new Set([...one.types, ...other.types])].sort()
  const formats = one.formats && other.formats ? one.formats.filter((name) => other.formats?.includes(name)) : undefined
  const found = formats ?? one.formats ?? other.formats
  const items = one.items && other.items ? mergeShapes(one.items, other.items) : (one.items ?? other.items)
  const fields =
    one.fields && other.fields
      ? mergeByName([one.fields, other.fields].flatMap(Object.entries<Shape>))
      : (one.fields ?? other.fields)
  return { types, ...(found ? { formats: found } : {}), ...(items ? { items } : {}), ...(fields ? { fields } : {}) }
}

const mergeByName = (fields: Array<[name: string, shape: Shape]>): Record<string, Shape> =>
  Object.fromEntries(Object.entries(groupByName(fields)).map(([name, shapes]) => [name, shapes.reduce(mergeShapes)]))

const FORMATS: Record<string, RegExp> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
}

const formatsOf = (text: string): string[] => Object.keys(FORMATS).filter((name) => FORMATS[name]?.test(text))

/** Formats types as text: `integer or null`. `number` includes `integer`. */
export function formatTypes(types: readonly string[]): string {
  const shown = [...new Set(types)].filter((type) => type !== 'integer' || !types.includes('number'))
  return shown.sort((one, other) => Number(one === 'null') - Number(other === 'null') || one.localeCompare(other)).join(' or ')
}
