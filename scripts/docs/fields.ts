import { resolve } from '../../src/tools/document.ts'
import { withoutTable } from '../mydata/tables.ts'
import type { Schema, Spec } from './document.ts'

/** Deeper fields are only in the document itself. */
const DEEPEST = 4

/** The fields of a schema as a nested list. */
export function fieldList(spec: Spec, schema: Schema, depth = 0): string {
  const { properties, required } = merged(spec, schema)
  return Object.entries(properties)
    .flatMap(([name, property]) => {
      const flags = [
        shapeOf(spec, property),
        ...(required.includes(name) ? ['required'] : []),
        ...limitsOf({ ...resolve(spec, property), ...property }),
        ...marksOf(property),
      ]
      const line = `${'  '.repeat(depth)}- \`${name}\` (${flags.join(', ')}): ${descriptionOf(spec, property)}`
      const below = depth < DEEPEST ? fieldList(spec, inner(spec, property), depth + 1) : ''
      return below ? [line, below] : [line]
    })
    .join('\n')
}

/** Limits and the default, such as `at least 1`. */
export const limitsOf = ({
  minimum,
  maximum,
  exclusiveMinimum,
  minLength,
  maxLength,
  minItems,
  maxItems,
  pattern,
  ...rest
}: Schema): string[] => [
  ...(minimum === undefined ? [] : [`at least ${minimum}`]),
  ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
  ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ...(minLength === undefined ? [] : [`at least ${minLength} characters`]),
  ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
  ...(minItems === undefined ? [] : [`at least ${minItems} items`]),
  ...(maxItems === undefined ? [] : [`at most ${maxItems} items`]),
  ...(pattern === undefined ? [] : [`pattern \`${pattern}\``]),
  ...(rest.default === undefined ? [] : [`default ${JSON.stringify(rest.default)}`]),
]

const marksOf = (property: Schema): string[] => [
  ...(property.readOnly ? ['read-only'] : []),
  ...(property['x-unconfirmed'] ? ['unconfirmed'] : []),
]

/** The description on one line. Tables of codes are on a separate page. */
function descriptionOf(spec: Spec, property: Schema): string {
  const { description = '' } = { ...resolve(spec, property), ...property }
  const line = withoutTable(description).trim().replaceAll(/\s+/g, ' ')
  const named = [property, ...(property.oneOf ?? [])].find((one) => one.$ref && resolve(spec, one)['x-billit-codes'])
  const schema = named?.$ref?.split('/').at(-1)
  return schema ? `${line} [Its codes](codes.md#${schema.toLowerCase()}).` : line
}

/** Such as `integer or null`, `array of object`, `string, date`. */
export function shapeOf(spec: Spec, schema: Schema): string {
  const found = resolve(spec, schema)
  if (found.oneOf) return found.oneOf.map((one) => shapeOf(spec, one)).join(' or ')
  const types = [found.type ?? 'object'].flat()
  const named = types.map((type) => (type === 'array' && found.items ? `array of ${shapeOf(spec, found.items)}` : type))
  const values = found.enum ? `, one of ${found.enum.map((value) => JSON.stringify(value)).join(' ')}` : ''
  return `${named.join(' or ')}${found.format ? `, ${found.format}` : ''}${values}`
}

/** The schema with the fields: the items of an array, or the object among alternatives. */
function inner(spec: Spec, schema: Schema): Schema {
  const found = resolve(spec, schema)
  if (found.items) return inner(spec, found.items)
  return found.oneOf?.find((one) => resolve(spec, one).type !== 'null' && 'properties' in resolve(spec, one)) ?? found
}

function merged(spec: Spec, schema: Schema): { properties: Record<string, Schema>; required: string[] } {
  const { properties = {}, required = [], allOf = [] } = resolve(spec, schema)
  const parts = allOf.map((part) => merged(spec, part))
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), properties),
    required: [...parts.flatMap((part) => part.required), ...required],
  }
}
