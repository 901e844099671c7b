import { type Document, type Operation, parametersOf } from '../tools/document.ts'
import { type ErrorResponses, JSON_TYPE } from './errors.ts'
import { completePermalink } from './permalinks.ts'
import type { Preferences } from './prefer.ts'
import { executeAction } from './record-actions.ts'
import type { ParsedRequest } from './request-parser.ts'
import type { Action } from './resources.ts'
import type { Route } from './router.ts'
import type { Row } from './row.ts'
import type { Rule } from './rules/index.ts'
import type { State } from './state.ts'
import type { FieldError, MockResponse } from './types.ts'
import type { Validator, Violation } from './validator.ts'
import { isPathViolation, isSecurityViolation, toFieldError } from './violations.ts'

interface ExecutorParts {
  document: Document
  state: State
  actions: Map<string, Action>
  /** By operationId. */
  rules: Record<string, Rule>
  validator: Validator
  errors: ErrorResponses
}

/** Carries out a request and returns its response. */
export type Execute = (request: ParsedRequest, preferences: Preferences) => Promise<MockResponse>

/** Carries out requests on the records. With `preferences.example`, or for an operation without records, returns an example. */
export function createExecutor({ document, state, actions, rules, validator, errors }: ExecutorParts): Execute {
  return async (request, { example }) => {
    const { operation, route, query, headers, body } = request
    const { operationId } = operation
    const rule = rules[operationId] ?? {}
    // The responder is synchronous, so an asynchronous rule runs first.
    const ruleBody = rule.respond && !example ? await rule.respond(route.key, state) : undefined
    const response = await validator.handle(
      { method: findMethod(route, operation), template: route.template, key: route.key, query, headers, body },
      example ?? {},
      (violations) => {
        if (violations.some(isSecurityViolation)) return undefined
        if (violations.some(isPathViolation)) return errors.create(404, { operation })
        if (violations.length > 0) return errors.createValidationError(operation, toFieldErrors(violations, operation))
        if (example) return undefined
        if (ruleBody) return { status: 200, headers: JSON_TYPE, body: ruleBody }
        return respondFromRecords(request, rule)
      },
    )
    return { ...response, operationId }
  }

  function respondFromRecords({ operation, route, query, body, baseUrl }: ParsedRequest, rule: Rule): MockResponse | undefined {
    const action = actions.get(operation.operationId)
    if (!action) return undefined
    const collectionUrl = `${baseUrl}/${action.resource.name}`
    const result = executeAction(document, state, rule, action, {
      key: route.key,
      query,
      body: (body ?? {}) as Row, // validated
      collectionUrl,
    })
    if (!result) return errors.create(404, { operation })
    return 'errors' in result ? errors.createValidationError(operation, result.errors) : completePermalinks(result, baseUrl)
  }

  function toFieldErrors(violations: Violation[], operation: Operation): FieldError[] {
    const names = parametersOf(document, operation, 'query').map(({ name }) => name)
    return violations.map((violation) => toFieldError(violation, names))
  }
}

/** The OpenAPI document may have the operation under another method: `GET /` runs the operation of `POST /`. */
const findMethod = ({ operations }: Route, operation: Operation): string =>
  [...operations].findLast(([method, candidate]) => candidate === operation && method !== 'GET')?.[0].toLowerCase() ?? 'get'

function completePermalinks(response: MockResponse, baseUrl: string): MockResponse {
  const origin = baseUrl.replace(/\/v1$/, '')
  const { data, ...rest } = (response.body ?? {}) as { data?: Row | Row[] }
  if (!data) return response
  const completed = Array.isArray(data) ? data.map((row) => completePermalink(row, origin)) : completePermalink(data, origin)
  return { ...response, body: { data: completed, ...rest } }
}
