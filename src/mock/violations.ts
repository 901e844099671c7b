import { groupByName } from '../core/record.ts'
import type { FieldError } from './types.ts'
import type { Violation } from './validator.ts'

/** Groups error messages by field, in the API's format: `{"products.0.vatId": ["…"]}`. */
export function groupByField(fieldErrors: FieldError[]): Record<string, string[]> {
  const groups = Object.entries(groupByName(fieldErrors))
  return Object.fromEntries(groups.map(([field, messages]) => [field, [...new Set(messages)]]))
}

/** Whether the id in the path has an invalid format, so that no such record can exist. */
export const isPathViolation = ({ path }: Violation): boolean => path[0] === 'path'

export const isSecurityViolation = ({ code }: Violation): boolean => code === 401

/**
 * Turns a violation into a field error with Laravel's message.
 * @param queryNames the query parameters as spelled in the OpenAPI document, since Prism lower-cases them
 */
export function toFieldError({ path, code, message }: Violation, queryNames: string[]): FieldError {
  // The first step is the location: `body` or `query`.
  const [location = '', ...steps] = path
  const [, missing] = (code === 'required' && /required property '(.+)'/.exec(message)) || []
  const name = [...steps, ...(missing ? [missing] : [])].join('.') || location || 'body'
  const field = location === 'query' ? (queryNames.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name) : name
  return [field, missing ? `The ${field} field is required.` : `The ${describeViolation(field, String(code), message)}`]
}

const TYPES: Record<string, string> = {
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
}

function describeViolation(field: string, code: string, message: string): string {
  const [limit = ''] = /-?[\d.]+/.exec(message.replace(/^.*?\bmust\b/, '')) ?? []
  const [, types = ''] = /must be ([a-z,]+)$/.exec(message) ?? []
  switch (code) {
    case 'type': {
      const named = types.split(',').flatMap((type) => TYPES[type] ?? [])
      return `${field} must be ${named.join(' or ') || 'null'}.`
    }
    case 'minLength':
      return limit === '1' ? `${field} field is required.` : `${field} must be at least ${limit} characters.`
    case 'maxLength':
      return `${field} may not be longer than ${limit} characters.`
    case 'minimum':
      return `${field} must be at least ${limit}.`
    case 'exclusiveMinimum':
      return `${field} must be greater than ${limit}.`
    case 'maximum':
      return `${field} may not be greater than ${limit}.`
    case 'exclusiveMaximum':
      return `${field} must be less than ${limit}.`
    case 'minItems':
      return limit === '1' ? `${field} field is required.` : `${field} must have at least ${limit} items.`
    case 'maxItems':
      return `${field} may not have more than ${limit} items.`
    case 'uniqueItems':
      return `${field} field has a duplicate value.`
    case 'format':
      return /"date"/.test(message) ? `${field} is not a valid date.` : `${field} format is invalid.`
    case 'pattern':
      return `${field} format is invalid.`
    case 'enum':
    case 'const':
      return `selected ${field} is invalid.`
    default:
      return `${field} is invalid.`
  }
}
