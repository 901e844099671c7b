import {
  type Document,
  examplesFor,
  type Operation,
  operationsOf,
  type Parameter,
  parametersOf,
  type Schema,
  typesOf,
} from '../tools/document.ts'
import { MALFORMED } from './body.ts'
import type { Judge, Violation } from './judge.ts'
import { readPrefer, UnknownWish, type Wishes } from './prefer.ts'
import type { Action } from './resources.ts'
import { allowedMethods, createRouter, type Route } from './router.ts'
import type { Row } from './row.ts'
import { answerFromRows, JSON_TYPE } from './rows.ts'
import type { Rule } from './rules/rule.ts'
import type { State } from './state.ts'
import type { FieldError, IncomingRequest, MockResponse } from './types.ts'
import { byField, describe, isPathViolation, isSecurityViolation } from './violations.ts'

export interface HandlerParts {
  document: Document
  judge: Judge
  actions: Map<string, Action>
  rules: Record<string, Rule>
  state: () => State
}

/** A request of the API that can be carried out: its path, wishes, query and body have been read. */
export interface ReadRequest {
  operation: Operation
  wishes: Wishes
  /** Carries it out, on the records. */
  answer(wishes?: Wishes): Promise<MockResponse>
}

/** Reads a request, and says how to answer it, or what is wrong with it. */
export function createHandler({ document, judge, actions, rules, state }: HandlerParts) {
  const route = createRouter(document)
  const all = operationsOf(document).map(({ operation }) => operation)
  const queries = new Map(all.map((operation) => [operation, new Map(parametersOf(document, operation, 'query').map(named))]))

  return { read, refuse }

  function read(incoming: IncomingRequest): ReadRequest | MockResponse {
    const { headers, body: bytes, sent } = incoming
    if (bytes === undefined) return refuse(413, 'The body is larger than 5 MB.', 'Payload Too Large')
    const target = readTarget(incoming.url)
    if (!target) return refuse(400, 'The address has a % that stands for no character.')
    const found = route(target.path)
    if (!found) return refuse(404, undefined)
    const method = incoming.method === 'HEAD' ? 'GET' : incoming.method
    const operation = found.operations.get(method)
    if (!operation) {
      const refused = refuse(405, 'This path does not take this method.')
      return { ...refused, headers: { ...refused.headers, allow: allowedMethods(found) } }
    }
    const { operationId } = operation
    if (!acceptsJson(headers)) return { ...refuse(406, 'Only JSON can be served: send Accept: application/json.'), operationId }
    // A body where the document has none is ignored, except on GET, where it is the query.
    if (operation.requestBody || method === 'GET') {
      const unreadable = checkContent(headers, bytes)
      if (unreadable) return { ...refuse(unreadable.status, unreadable.message), operationId }
      if (sent === MALFORMED) return { ...refuse(400, 'The body is not JSON.'), operationId }
    }
    let wishes: Wishes
    try {
      wishes = readPrefer(headers.prefer, document, operation)
    } catch (error) {
      if (!(error instanceof UnknownWish)) throw error
      return { ...refuse(400, error.message), operationId }
    }
    const query = withDocumentedFlags(operation, method === 'GET' ? withSent(target.query, sent) : target.query)
    const body = operation.requestBody ? (sent ?? {}) : undefined
    const request = { operation, found, query, body, headers, base: `${incoming.origin}${target.prefix}` }
    return { operation, wishes, answer: (asked = wishes) => answer(request, asked) }
  }

  interface Prepared {
    operation: Operation
    found: Route
    query: URLSearchParams
    body: unknown
    headers: Record<string, string>
    base: string
  }

  async function answer({ operation, found, query, body, headers, base }: Prepared, wishes: Wishes): Promise<MockResponse> {
    const { operationId } = operation
    const rule = rules[operationId] ?? {}
    // Prism's checks are synchronous, so what takes time is done before.
    const bare = rule.answer && !wishes.example ? await rule.answer(found.key, state()) : undefined
    const fromRecords = (violations: Violation[]): MockResponse | undefined => {
      if (violations.some(isSecurityViolation)) return undefined
      if (violations.some(isPathViolation)) return refuse(404, undefined, undefined, operation)
      if (violations.length > 0)
        return withErrors(
          operation,
          violations.map((one) => describe(one, namesOf(operation))),
        )
      if (wishes.example) return undefined
      if (bare) return { status: 200, headers: JSON_TYPE, body: bare }
      const action = actions.get(operationId)
      if (!action) return undefined
      const address = `${base}/${action.resource.name}`
      const request = { key: found.key, query, body: (body ?? {}) as Row, address }
      const outcome = answerFromRows(document, state(), rule, action, request)
      if (!outcome) return refuse(404, undefined, undefined, operation)
      return 'refused' in outcome ? withErrors(operation, outcome.refused) : absolute(outcome, base)
    }
    const method = methodOf(found, operation)
    const response = await judge.ask(
      { method, path: found.template },
      prismRequest(method, found, query, headers, body),
      wishes.example ?? {},
      fromRecords,
    )
    return { ...response, operationId }
  }

  /** An error in the API's own shape: the document's example of the status. */
  function refuse(status: number, message?: string, error?: string, operation?: Operation): MockResponse {
    const candidates = operation ? [operation, ...all] : all
    const example = candidates.map((each) => Object.values(examplesFor(document, each, status))[0]).find(Boolean) ?? {
      statusCode: status,
      error: error ?? 'Error',
      message: '',
      data: [],
    }
    const body = { ...(example as Row), ...(message === undefined ? {} : { message }) }
    return { status, headers: JSON_TYPE, body }
  }

  function withErrors(operation: Operation, errors: FieldError[]): MockResponse {
    const response = refuse(422, 'The given data was invalid.', undefined, operation)
    return { ...response, body: { ...(response.body as Row), errors: byField(errors) } }
  }

  function namesOf(operation: Operation): string[] {
    return [...(queries.get(operation)?.keys() ?? [])]
  }

  /** Leaves out what is empty, and writes a flag as the document does: 1 or true. */
  function withDocumentedFlags(operation: Operation, query: URLSearchParams): URLSearchParams {
    const parameters = queries.get(operation)
    const read = new URLSearchParams()
    for (const [name, value] of query) {
      const schema = parameters?.get(name)
      const isNumeric = schema?.enum?.includes(1) && schema.enum.includes(0)
      const flag = isNumeric ? NUMERIC[value] : schema && typesOf(schema).includes('boolean') ? BOOLEAN[value] : undefined
      // Of a name that comes twice, PHP takes the last.
      if (value !== '') read.set(name, flag ?? value)
    }
    return read
  }
}

const named = ({ name, schema }: Parameter): [string, Schema] => [name, schema]

const NUMERIC: Record<string, string> = { true: '1', false: '0' }
const BOOLEAN: Record<string, string> = { '1': 'true', '0': 'false' }

/** The document may have the operation under another method: GET / is the POST. */
const methodOf = ({ operations }: Route, operation: Operation): string =>
  [...operations].findLast(([method, one]) => one === operation && method !== 'GET')?.[0].toLowerCase() ?? 'get'

/** Path and query below `/v1` or the root. `undefined`: the path cannot be decoded. */
function readTarget(url: string): { path: string; prefix: string; query: URLSearchParams } | undefined {
  let parsed: URL
  try {
    parsed = new URL(url, 'http://mock')
    decodeURIComponent(parsed.pathname)
  } catch {
    return undefined
  }
  const prefix = /^\/v1(?=\/|$)/.test(parsed.pathname) ? '/v1' : ''
  const path = parsed.pathname.slice(prefix.length).replace(/(.)\/+$/, '$1') || '/'
  return { path, prefix, query: parsed.searchParams }
}

/** The vendor's PHP client sends filters and paging as a JSON body on GET. What the address says as well counts more. */
function withSent(query: URLSearchParams, sent: unknown): URLSearchParams {
  const all = new URLSearchParams(query)
  for (const [name, value] of Object.entries(sent ?? {})) {
    if (all.has(name) || value === null || typeof value === 'object') continue
    all.set(name, String(value))
  }
  return all
}

const acceptsJson = ({ accept }: Record<string, string>): boolean =>
  accept === undefined || /(\*|application)\/(\*|[\w.+-]*json)/i.test(accept)

function checkContent(headers: Record<string, string>, body: Uint8Array): { status: number; message: string } | undefined {
  if (body.length === 0) return undefined
  const type = headers['content-type']
  if (type !== undefined && !/^application\/(json|[\w.+-]+\+json)\b/i.test(type)) {
    return { status: 415, message: 'Send JSON, with Content-Type: application/json.' }
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    return { status: 415, message: 'Send the body without Content-Encoding.' }
  }
  return undefined
}

function prismRequest(
  method: string,
  { template, key }: Route,
  query: URLSearchParams,
  headers: Record<string, string>,
  body: unknown,
) {
  return {
    // Prism's type lists the methods that OpenAPI has, in lower case.
    method: method as 'get',
    url: {
      path: template.replace(/\{\w+\}$/, () => encodeURIComponent(key)),
      query: Object.fromEntries(query),
    },
    // Only these: Prism stumbles over a Content-Type that is none.
    headers: {
      ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': '2' }),
    },
    body,
  }
}

/** Completes the links to invoices, which the records have as paths. */
function absolute(response: MockResponse, base: string): MockResponse {
  const origin = base.replace(/\/v1$/, '')
  const complete = (row: Row): Row =>
    typeof row.permalink === 'string' && row.permalink.startsWith('/') ? { ...row, permalink: origin + row.permalink } : row
  const { data, ...rest } = (response.body ?? {}) as { data?: Row | Row[] }
  if (!data) return response
  return { ...response, body: { data: Array.isArray(data) ? data.map(complete) : complete(data), ...rest } }
}
