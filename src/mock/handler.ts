import { type Document, examplesFor, type Operation, operationsOf } from './document.ts'
import { type Answer, type Answerer, type Judge, type Judged, Unanswered } from './judge.ts'
import { readPrefer, type Wishes, wantsExample } from './prefer.ts'
import type { Action } from './resources.ts'
import { answerFromRows } from './rows.ts'
import type { FieldError, Row, Rule, State } from './types.ts'
import { byField, describe, isPathViolation, isSecurityViolation } from './violations.ts'

/** A request as HTTP brought it, its body read. */
export interface Incoming {
  method: string
  /** Below `/v1`, or the root. */
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  /** `undefined` where there is none. */
  body: Uint8Array | undefined
  /** Where the API is served, for links: `http://127.0.0.1:4010/v1`. */
  base: string
}

export interface Handled extends Judged {
  operationId: string | undefined
}

export interface HandlerParts {
  document: Document
  judge: Judge
  actions: Map<string, Action>
  rules: Record<string, Rule>
  state: () => State
}

/** Answers requests from the records, with Prism as judge and as the one who answers the rest. */
export function createHandler({ document, judge, actions, rules, state }: HandlerParts) {
  const operations = new Map(
    operationsOf(document).map(({ method, path, operation }) => [`${method.toLowerCase()} ${path}`, operation] as const),
  )

  return async (incoming: Incoming, forced: Wishes = {}): Promise<Handled> => {
    const unreadable = checkContent(incoming)
    if (unreadable) return { ...refusal(unreadable.status, unreadable.message), operationId: undefined, violations: [] }
    const wishes = { ...readPrefer(incoming.headers.prefer), ...forced }
    const body = parseBody(incoming.body)
    if (body === MALFORMED) return { ...refusal(400, 'The body is not JSON.'), operationId: undefined, violations: [] }

    let operationId: string | undefined
    const answer: Answerer = ({ method, path }, violations) => {
      const operation = operations.get(`${method} ${path}`)
      operationId = operation?.operationId
      if (!operation || violations.some(isSecurityViolation)) return undefined
      if (violations.some(isPathViolation)) return refusal(404, undefined, operation)
      if (violations.length > 0) return withErrors(operation, violations.map(describe))
      const action = actions.get(operation.operationId)
      if (!action || wantsExample(wishes)) return undefined
      const { query, base } = incoming
      const key = decodeURIComponent(incoming.path.split('/')[2] ?? '')
      const request = { key, query, body: (body ?? {}) as Row, address: `${base}${incoming.path}` }
      const outcome = answerFromRows(document, state(), rules[operation.operationId] ?? {}, action, request)
      if (!outcome) return refusal(404, undefined, operation)
      return 'refused' in outcome ? withErrors(operation, outcome.refused) : outcome
    }
    try {
      const judged = await judge.ask(prismRequest(incoming, body), wishes, answer)
      return { ...judged, operationId }
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      return { ...refusal(error.status, error.message), ...allow(error.status, incoming.path), operationId, violations: [] }
    }
  }

  /** An error in the API's own shape: the document's example of the status. */
  function refusal(status: number, message?: string, operation?: Operation): Answer {
    const candidates = operation ? [operation] : [...operations.values()]
    const [example = {}] = candidates.flatMap((each) => Object.values(examplesFor(document, each, status)))
    const body = { ...(example as Row), ...(message === undefined ? {} : { message }) }
    return { status, headers: { 'content-type': 'application/json' }, body }
  }

  function withErrors(operation: Operation, errors: FieldError[]): Answer {
    const answer = refusal(422, 'The given data was invalid.', operation)
    return { ...answer, body: { ...(answer.body as Row), errors: byField(errors) } }
  }

  function allow(status: number, path: string): { headers?: Record<string, string> } {
    if (status !== 405) return {}
    const matches = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
    const [, item = {}] = Object.entries(document.paths).find(([template]) => matches(template)) ?? []
    const methods = Object.keys(item).map((method) => method.toUpperCase())
    const all = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
    return { headers: { 'content-type': 'application/json', allow: all.join(', ') } }
  }
}

const MALFORMED = Symbol('malformed')

function parseBody(body: Uint8Array | undefined): unknown {
  if (!body) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return MALFORMED
  }
}

function checkContent({ headers, body }: Incoming): { status: number; message: string } | undefined {
  if (headers.accept !== undefined && !/(\*|application)\/(\*|[\w.+-]*json)/i.test(headers.accept)) {
    return { status: 406, message: 'Only JSON can be had: send Accept: application/json.' }
  }
  if (!body) return undefined
  const type = headers['content-type']
  if (type !== undefined && !/^application\/(json|[\w.+-]+\+json)\b/i.test(type)) {
    return { status: 415, message: 'Send JSON, with Content-Type: application/json.' }
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    return { status: 415, message: 'Send the body as it is, without Content-Encoding.' }
  }
  return undefined
}

function prismRequest({ method, path, query, headers, body: sent }: Incoming, body: unknown) {
  const query_ = Object.fromEntries(
    [...new Set(query.keys())]
      .map((name) => [name, query.getAll(name)] as const)
      .map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  )
  const content = sent ? { 'content-type': 'application/json', 'content-length': String(sent.length) } : {}
  return {
    // Prism takes the methods that OpenAPI has, in lower case.
    method: (method === 'HEAD' ? 'get' : method.toLowerCase()) as 'get',
    url: { path, query: query_ },
    // The rest was read before: Prism stumbles over a Content-Type that is none.
    headers: {
      ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
      accept: 'application/json',
      ...content,
    },
    // Without one, what the document requires is missing field by field.
    body: body ?? (method === 'POST' || method === 'PUT' ? {} : undefined),
  }
}
