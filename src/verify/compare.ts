/** Compares one answer with the document. Pure: what it gives holds paths, types and counts, and no value of the answer. */
import { isRecord } from '../core/record.ts'
import { type Answer, type Document, type MediaType, type Operation, resolve } from '../tools/document.ts'
import type { Exchange } from './exchange.ts'
import { type NameCheck, namesOf } from './names.ts'
import {
  declaredTypes,
  fieldOf,
  itemsOf,
  namesFields,
  type Place,
  type Places,
  placesOf,
  saysNothing,
  valuesOf,
} from './places.ts'
import { HIDDEN_KEY, type JsonType, type Shape, shapeOf, typeOf, typesText } from './shape.ts'
import type { Violation } from './validator.ts'

export type Kind =
  | 'undeclared field'
  | 'missing field'
  | 'null'
  | 'type'
  | 'value'
  | 'format'
  | 'limit'
  | 'missing header'
  | 'header'
  | 'media type'
  | 'status'
  | 'paging'

/** One place of an answer that is not as the document says. */
export interface Deviation {
  kind: Kind
  /** Such as `data[].customer.vat`, `header X-RateLimit-Limit`, or empty for the answer as a whole. */
  path: string
  /** What the document says, or what is wrong with it: `string`, `date-time`, `minLength 1`. */
  declared?: string
  /** What stands there, for what is told by its type. */
  shape?: Shape
  /** Where in the document it would be mended. */
  place?: Omit<Place, 'schema'>
}

export interface Comparison {
  deviations: Deviation[]
  /** How often each path occurred, `of` how many a deviation is one. */
  visits: Map<string, number>
  /** The headers that the document has for this answer, as paths. */
  headers: string[]
  /** What the document leaves open, and what stands there. */
  open: Array<{ path: string; type: JsonType }>
}

/** The operation of an exchange. `undefined`: the document has none. */
export const operationOf = (document: Document, { method, path }: Pick<Exchange, 'method' | 'path'>): Operation | undefined =>
  document.paths[path]?.[method.toLowerCase()]

export const answerOf = (document: Document, operation: Operation, status: number): Answer | undefined => {
  const answer = operation.responses[status]
  return answer && resolve(document, answer)
}

const JSON_TYPE = 'application/json'

/** The schema of an answer's JSON. */
export const schemaOf = (answer: Answer | undefined): MediaType['schema'] | undefined => answer?.content?.[JSON_TYPE]?.schema

/** @param violations What Prism finds; none for an answer that `isComparable` refuses. */
export function compareAnswer(document: Document, exchange: Exchange, violations: readonly Violation[]): Comparison {
  const found: Comparison = { deviations: [], visits: new Map([['', 1]]), headers: [], open: [] }
  const operation = operationOf(document, exchange)
  if (!operation) return found
  const { status, expected, body } = exchange
  const answer = answerOf(document, operation, status)
  if (!answer) {
    found.deviations.push({ kind: 'status', path: '', declared: 'not declared' })
    return found
  }
  const isRefused = status === 403 // what a token may not do says nothing about the document
  if (expected !== undefined && status !== expected && !isRefused) {
    found.deviations.push({ kind: 'status', path: '', declared: `${expected} was expected` })
  }
  found.headers = Object.keys(answer.headers ?? {}).map((name) => `header ${name}`)
  found.deviations.push(...mediaTypeDeviations(answer, exchange), ...missingHeaders(answer, exchange))
  const schema = schemaOf(answer)
  if (schema && body !== undefined) {
    const places = placesOf(document, schema)
    const mayName = namesOf(document)
    walk({ document, mayName, strings: stringsIn(body), found }, places, body, '')
    found.deviations.push(...violationsOf(document, places, body, violations, mayName))
  }
  found.deviations.push(...wrongHeaders(answer, violations))
  return found
}

/** Whether Prism can judge an answer: its status must be declared, and its body be JSON. */
export const isComparable = (document: Document, exchange: Exchange): boolean => {
  const operation = operationOf(document, exchange)
  const answer = operation && answerOf(document, operation, exchange.status)
  return answer !== undefined && (!answer.content || exchange.body !== undefined)
}

/** Media types that may be told; any other could be anything. */
const MEDIA_TYPES = [JSON_TYPE, 'text/html', 'text/plain', 'application/problem+json', 'application/xml']

function mediaTypeDeviations({ content }: Answer, { headers, isEmpty, body, method }: Exchange): Deviation[] {
  const sent = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const declared = Object.keys(content ?? {})
  const path = 'header Content-Type'
  if (declared.length === 0) return isEmpty ? [] : [{ kind: 'media type', path, declared: 'a body, where none is declared' }]
  // No document can say that a body may be missing; that of a delete is.
  if (isEmpty) return method === 'DELETE' ? [] : [{ kind: 'media type', path, declared: `no body, declared as ${declared}` }]
  const told = MEDIA_TYPES.includes(sent) ? sent : sent === '' ? 'missing' : 'another media type'
  if (!declared.includes(sent)) return [{ kind: 'media type', path, declared: `${told}, declared as ${declared.join(' or ')}` }]
  return sent === JSON_TYPE && body === undefined ? [{ kind: 'media type', path, declared: 'a body that is not JSON' }] : []
}

const missingHeaders = ({ headers: declared = {} }: Answer, { headers }: Exchange): Deviation[] =>
  Object.keys(declared)
    .filter((name) => !headers.has(name))
    .map((name) => ({ kind: 'missing header', path: `header ${name}` }))

function wrongHeaders({ headers: declared = {} }: Answer, violations: readonly Violation[]): Deviation[] {
  const names = Object.keys(declared)
  return violations
    .filter(({ path: [part] }) => part === 'header')
    .flatMap(({ path: [, sent], keyword }): Deviation[] => {
      const name = names.find((known) => known.toLowerCase() === sent?.toLowerCase())
      return name === undefined ? [] : [{ kind: 'header', path: `header ${name}`, declared: `breaks ${keyword}` }]
    })
}

interface Walk {
  document: Document
  mayName: NameCheck
  strings: () => ReadonlySet<string>
  found: Comparison
}

/** Counts what there is, and finds what a validator lets pass: fields that the document does not have. */
function walk(at: Walk, places: Places, value: unknown, path: string): void {
  const { document, found } = at
  found.visits.set(path, (found.visits.get(path) ?? 0) + (path === '' ? 0 : 1))
  if (places.length > 0 && saysNothing(places) && value !== null && !isEmptyObject(value)) {
    found.open.push({ path, type: typeOf(value) })
  }
  if (Array.isArray(value)) {
    const items = itemsOf(document, places)
    if (items.length > 0) for (const item of value) walk(at, items, item, `${path}[]`)
    return
  }
  if (!isRecord(value)) return
  for (const [key, child] of Object.entries(value)) {
    const field = fieldOf(document, places, key)
    const values = valuesOf(document, places)
    if (field.length > 0) walk(at, field, child, join(path, key))
    else if (values.length > 0) walk(at, values, child, join(path, HIDDEN_KEY))
    else if (namesFields(places)) found.deviations.push(undeclared(at, places, path, key, child))
  }
}

const isEmptyObject = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** Looks like the name of a field, and not like data. */
const FIELD_NAME = /^[A-Za-z_][A-Za-z_-]{0,29}\d{0,2}[A-Za-z_]{0,10}$/

function undeclared({ mayName, strings }: Walk, places: Places, path: string, key: string, value: unknown): Deviation {
  // Beside fields that the document names, a key is the name of a field, unless it does not look like one or is a value too.
  const name = mayName(key) || (FIELD_NAME.test(key) && !strings().has(key)) ? key : HIDDEN_KEY
  const named = places.find(({ schema }) => schema.properties !== undefined)
  return {
    kind: 'undeclared field',
    path: join(path, name),
    shape: shapeOf(value, mayName),
    ...(named ? { place: { component: named.component, below: [...named.below, name] } } : {}),
  }
}

/** Every text in an answer, collected when it is first needed. */
function stringsIn(body: unknown): () => ReadonlySet<string> {
  let strings: Set<string> | undefined
  const collect = (value: unknown, into: Set<string>) => {
    if (typeof value === 'string') into.add(value)
    else if (isRecord(value)) for (const child of Object.values(value)) collect(child, into)
  }
  return () => {
    if (!strings) {
      strings = new Set()
      collect(body, strings)
    }
    return strings
  }
}

interface Located {
  path: string
  places: Places
  value: unknown
}

/** Follows a path of Prism's through the answer and the document at once. */
function locate(document: Document, root: Places, body: unknown, steps: readonly string[], mayName: NameCheck): Located {
  return steps.reduce<Located>(
    ({ path, places, value }, step) => {
      if (Array.isArray(value)) return { path: `${path}[]`, places: itemsOf(document, places), value: value[Number(step)] }
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
      const child = isRecord(value) ? value[key] : undefined
      const field = fieldOf(document, places, key)
      if (field.length > 0) return { path: join(path, key), places: field, value: child }
      return { path: join(path, mayName(key) ? key : HIDDEN_KEY), places: valuesOf(document, places), value: child }
    },
    { path: '', places: root, value: body },
  )
}

/** A validator tells each broken branch of a choice, and each rule that a value breaks. This tells one thing about a value. */
function violationsOf(
  document: Document,
  root: Places,
  body: unknown,
  violations: readonly Violation[],
  mayName: NameCheck,
): Deviation[] {
  const inBody = violations.filter(({ path: [part] }) => part === 'body')
  const choices = inBody.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf').map(({ path }) => path.join('/'))
  const isBranch = ({ path }: Violation) => choices.some((choice) => path.join('/').startsWith(`${choice}/`))
  const byPath = new Map<string, Violation[]>()
  for (const one of inBody.filter((each) => !isBranch(each))) {
    const path = one.path.join('/')
    byPath.set(path, [...(byPath.get(path) ?? []), one])
  }
  return [...byPath.values()].flatMap((group) => {
    const [, ...steps] = group[0]?.path ?? []
    const at = locate(document, root, body, steps, mayName)
    const isChoice = group.some(({ path }) => choices.includes(path.join('/')))
    const missing = isChoice ? [] : group.flatMap((one) => missingField(at, one))
    const rest = group.filter(({ keyword }) => keyword !== 'required')
    return rest.length > 0 || isChoice ? [...missing, wrongValue(at, rest, isChoice)] : missing
  })
}

function missingField({ path, places }: Located, { missing = '' }: Violation): Deviation[] {
  const place = places.find(({ schema }) => schema.required?.includes(missing))
  if (!place) return []
  const { component, below } = place
  return [{ kind: 'missing field', path: join(path, missing), place: { component, below: [...below, missing] } }]
}

function wrongValue({ path, places, value }: Located, violations: readonly Violation[], isChoice: boolean): Deviation {
  const type = typeOf(value)
  const types = declaredTypes(places)
  const allows = types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  // The branches of a choice are not the whole: what is to be mended is what chooses among them.
  const [first] = places
  const place = first ? { place: { component: first.component, below: first.below } } : {}
  const shape = { types: [type] }
  if (!allows) return { kind: type === 'null' ? 'null' : 'type', path, declared: typesText(types), shape, ...place }
  const keyword = KEYWORDS.find((name) => violations.some((one) => one.keyword === name)) ?? violations[0]?.keyword ?? ''
  if (isChoice || keyword === 'enum' || keyword === 'const') return { kind: 'value', path, shape, ...place }
  const limit = places.map(({ schema }) => (schema as Record<string, unknown>)[keyword]).find((one) => one !== undefined)
  // A limit stands in the document, so it may be told.
  const declared = keyword === 'format' ? String(limit) : `${keyword} ${isRecord(limit) ? '' : String(limit ?? '')}`.trim()
  return { kind: keyword === 'format' ? 'format' : 'limit', path, declared, shape, ...place }
}

/** The first that is broken tells most. */
const KEYWORDS = ['enum', 'const', 'format', 'pattern']
