/** Validates a request body against its schema while the reader types. */
import { Validator } from '@cfworker/json-schema'
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { messageOf } from '../../core/text.ts'
import { type Model, resolveSchema, type Schema } from './model.ts'

export interface Problem {
  /** Such as `products.0.vatId`. Empty for the body as a whole. */
  path: string
  message: string
  /** Its position in the text, from 0. */
  offset: number
}

type Steps = Array<string | number>

type Schemas = Pick<Model, 'schemas'>

/** Returns the problems of a body, in the order of its text. */
export function findProblems(text: string, schema: Schema, model: Schemas): Problem[] {
  try {
    return validateText(text, schema, model)
  } catch (error) {
    // The parser is recursive: deeply nested brackets overflow the stack.
    return [{ path: '', message: `The body cannot be validated: ${messageOf(error)}.`, offset: 0 }]
  }
}

function validateText(text: string, schema: Schema, model: Schemas): Problem[] {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [first] = errors
  // The errors after the first are guesses.
  if (first) {
    return [{ path: '', message: `Invalid JSON: ${splitWords(printParseErrorCode(first.error))}.`, offset: first.offset }]
  }
  if (!tree) return [{ path: '', message: 'The body is empty.', offset: 0 }]
  const value: unknown = JSON.parse(text)
  const violations = [...findSchemaViolations(value, schema, model), ...findUnknownFields(value, schema, model)]
  return violations
    .map(({ steps, message }) => ({
      path: steps.join('.'),
      message: steps.length > 0 ? message : `The body ${message}`,
      offset: findOffset(tree, steps),
    }))
    .toSorted((one, other) => one.offset - other.offset)
}

interface Violation {
  steps: Steps
  message: string
}

/** `ColonExpected` → `colon expected`. */
const splitWords = (code: string): string => code.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()

/** Returns the offset of a field. If the field is missing, returns the offset of the nearest object or array around it. */
function findOffset(tree: Node, steps: Steps): number {
  const node = findNodeAtLocation(tree, steps)
  if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset
  return steps.length > 0 ? findOffset(tree, steps.slice(0, -1)) : tree.offset
}

/** Returns the offset of a field in a body, by its path, such as `products.0.vatId`. `undefined` if the text has no JSON at all. */
export function findFieldOffset(text: string, path: string): number | undefined {
  const tree = parseTree(text)
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  return tree && findOffset(tree, steps)
}

/** An error with one of these keywords only reports that a nested schema failed. */
const WRAPPERS = ['$ref', 'properties', 'items', 'allOf', 'anyOf', 'oneOf', 'additionalProperties']

function findSchemaViolations(value: unknown, schema: Schema, { schemas }: Schemas): Violation[] {
  // The library types `type` as a union of literals, where parsed JSON has a plain string.
  const root = { ...schema, components: { schemas } } as ConstructorParameters<typeof Validator>[0]
  const { errors } = new Validator(root, '2020-12', false).validate(value)
  const leaves = errors.filter(({ keyword }) => !WRAPPERS.includes(keyword))
  const places = [...new Set(leaves.map(({ instanceLocation }) => instanceLocation))]
  return places.flatMap((place) => {
    const here = leaves.filter(({ instanceLocation }) => instanceLocation === place)
    const types = here.filter(({ keyword }) => keyword === 'type')
    const others = here.filter(({ keyword }) => keyword !== 'type')
    // If one branch of a oneOf rejects the type, and another rejects something inside, the type is right.
    const isTypeValid = others.length > 0 || places.some((other) => other.startsWith(`${place}/`))
    const expected = [...new Set(types.flatMap(({ error }) => parseExpectedTypes(error)))]
    const messages = isTypeValid
      ? others.map(({ keyword, error }) => formatMessage(keyword, error))
      : [`must be ${expected.map((type) => TYPES[type] ?? type).join(' or ')}`]
    return [...new Set(messages)].map((message) => ({ steps: parsePointer(place), message }))
  })
}

const TYPES: Record<string, string> = {
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
}

/** Parses `Instance type "string" is invalid. Expected "integer, null".` */
const parseExpectedTypes = (error: string): string[] => /Expected "(.+)"/.exec(error)?.[1]?.split(', ') ?? []

/** Rewords the library's message so that it can follow the name of the field. */
function formatMessage(keyword: string, error: string): string {
  const [, quoted = ''] = /"(.+)"/.exec(error) ?? []
  switch (keyword) {
    case 'required':
      return `is missing the required field ${quoted}`
    case 'enum':
      return `must be one of ${/\[(.+)\]/.exec(error)?.[1] ?? ''}`
    case 'format':
      return `must be a ${quoted}${quoted === 'date' ? ', such as 2026-11-24' : ''}`
    default:
      return error.replace(/^(Instance|String|Array) /, '').replace(/\.$/, '')
  }
}

const parsePointer = (pointer: string): Steps =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step.replaceAll('~1', '/').replaceAll('~0', '~')))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))

/** Finds fields that the schema does not declare. They are usually misspelled, and a server may ignore them. */
function findUnknownFields(value: unknown, schema: Schema, model: Schemas, steps: Steps = []): Violation[] {
  const { properties, items } = mergeSchema(schema, model)
  if (Array.isArray(value)) {
    return items ? value.flatMap((item, index) => findUnknownFields(item, items, model, [...steps, index])) : []
  }
  if (typeof value !== 'object' || value === null || Object.keys(properties).length === 0) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (!property) return [{ steps: [...steps, name], message: 'is not in the schema' }]
    return findUnknownFields(inner, property, model, [...steps, name])
  })
}

/** Merges a schema with those of its `allOf` and `oneOf`. */
function mergeSchema(schema: Schema, model: Schemas): { properties: Record<string, Schema>; items: Schema | undefined } {
  const { properties, items, allOf = [], oneOf = [] } = resolveSchema(model, schema)
  const parts = [...allOf, ...oneOf].map((part) => mergeSchema(part, model))
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), properties),
    items: items ?? parts.find((part) => part.items)?.items,
  }
}
