/** Checks a body as it is typed. */
import { Validator } from '@cfworker/json-schema'
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { messageOf } from '../../core/text.ts'
import { type Model, type Schema, schemaOf } from './model.ts'

export interface Problem {
  /** Such as `products.0.vatId`. Empty for the body as a whole. */
  path: string
  message: string
  /** Its position in the text, from 0. */
  offset: number
}

type Steps = Array<string | number>

/** What is wrong with the text of a body, in the order of the text. Empty if nothing is. */
export function problemsIn(text: string, schema: Schema, model: Pick<Model, 'schemas'>): Problem[] {
  try {
    return problemsFound(text, schema, model)
  } catch (error) {
    // The parser is recursive, so that a text of brackets alone overflows the stack.
    return [{ path: '', message: `This cannot be checked: ${messageOf(error)}.`, offset: 0 }]
  }
}

function problemsFound(text: string, schema: Schema, model: Pick<Model, 'schemas'>): Problem[] {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [first] = errors
  // After the first mistake, a parser only guesses.
  if (first)
    return [{ path: '', message: `This is not JSON: ${spaced(printParseErrorCode(first.error))}.`, offset: first.offset }]
  if (!tree) return [{ path: '', message: 'The body is empty.', offset: 0 }]
  const value: unknown = JSON.parse(text)
  const found = [...refused(value, schema, model), ...unknown(value, schema, model)]
  return found
    .map(({ steps, message }) => ({
      path: steps.join('.'),
      message: steps.length > 0 ? message : `The body ${message}`,
      offset: offsetOf(tree, steps),
    }))
    .toSorted((one, other) => one.offset - other.offset)
}

interface Found {
  steps: Steps
  message: string
}

/** `ColonExpected` → `colon expected`. */
const spaced = (code: string): string => code.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()

/** The offset of the field itself if it is there, otherwise of the nearest one around it. */
export function offsetOf(tree: Node, steps: Steps): number {
  const node = findNodeAtLocation(tree, steps)
  if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset
  return steps.length > 0 ? offsetOf(tree, steps.slice(0, -1)) : tree.offset
}

/** The offset of a field in a text, by its path, such as `products.0.vatId`. */
export function findField(text: string, path: string): number | undefined {
  const tree = parseTree(text)
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  return tree && offsetOf(tree, steps)
}

/** An error with one of these keywords only says that something inside failed. */
const WRAPPERS = ['$ref', 'properties', 'items', 'allOf', 'anyOf', 'oneOf', 'additionalProperties']

function refused(value: unknown, schema: Schema, { schemas }: Pick<Model, 'schemas'>): Found[] {
  // The library's type of a schema wants a literal where JSON has any string.
  const root = { ...schema, components: { schemas } } as ConstructorParameters<typeof Validator>[0]
  const { errors } = new Validator(root, '2020-12', false).validate(value)
  const leaves = errors.filter(({ keyword }) => !WRAPPERS.includes(keyword))
  const places = [...new Set(leaves.map(({ instanceLocation }) => instanceLocation))]
  return places.flatMap((place) => {
    const here = leaves.filter(({ instanceLocation }) => instanceLocation === place)
    const types = here.filter(({ keyword }) => keyword === 'type')
    const others = here.filter(({ keyword }) => keyword !== 'type')
    // When one branch of a oneOf refuses the type and another refuses something inside, the type is right.
    const isInside = others.length > 0 || places.some((other) => other.startsWith(`${place}/`))
    const expected = [...new Set(types.flatMap(({ error }) => typesIn(error)))]
    const messages = isInside
      ? others.map(({ keyword, error }) => sentence(keyword, error))
      : [`must be ${expected.map((type) => TYPES[type] ?? type).join(' or ')}`]
    return [...new Set(messages)].map((message) => ({ steps: stepsOf(place), message }))
  })
}

const TYPES: Record<string, string> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text in quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

/** From `Instance type "string" is invalid. Expected "integer, null".` */
const typesIn = (error: string): string[] => /Expected "(.+)"/.exec(error)?.[1]?.split(', ') ?? []

/** The library's message, reworded so that the field is its subject. */
function sentence(keyword: string, error: string): string {
  const [, named = ''] = /"(.+)"/.exec(error) ?? []
  switch (keyword) {
    case 'required':
      return `lacks ${named}, which is required`
    case 'enum':
      return `must be one of ${/\[(.+)\]/.exec(error)?.[1] ?? ''}`
    case 'format':
      return `must be a ${named}${named === 'date' ? ', such as 2026-11-24' : ''}`
    default:
      return error.replace(/^(Instance|String|Array) /, '').replace(/\.$/, '')
  }
}

const stepsOf = (pointer: string): Steps =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step.replaceAll('~1', '/').replaceAll('~0', '~')))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))

/** Names that are not in the document. They are usually mistyped, and a server may silently ignore them. */
function unknown(value: unknown, schema: Schema, model: Pick<Model, 'schemas'>, steps: Steps = []): Found[] {
  const { properties, items } = merged(schema, model)
  if (Array.isArray(value)) return items ? value.flatMap((item, index) => unknown(item, items, model, [...steps, index])) : []
  if (typeof value !== 'object' || value === null || Object.keys(properties).length === 0) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (!property) return [{ steps: [...steps, name], message: 'is not a field of the document' }]
    return unknown(inner, property, model, [...steps, name])
  })
}

/** The properties of a schema and of those that it is composed of. */
function merged(
  schema: Schema,
  model: Pick<Model, 'schemas'>,
): { properties: Record<string, Schema>; items: Schema | undefined } {
  const { properties, items, allOf = [], oneOf = [] } = schemaOf(model, schema)
  const parts = [...allOf, ...oneOf].map((part) => merged(part, model))
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), properties),
    items: items ?? parts.find((part) => part.items)?.items,
  }
}
