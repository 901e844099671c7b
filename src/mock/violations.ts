import type { Violation } from './judge.ts'
import type { FieldError } from './types.ts'

/** Collects what is wrong with a request by field, as the API writes it: `{"products.0.vatId": ["…"]}`. */
export function byField(found: FieldError[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {}
  for (const [field, message] of found) errors[field] = [...new Set([...(errors[field] ?? []), message])]
  return errors
}

/** Whether the id in the path has the wrong form, so that there can be no such record. */
export const isPathViolation = ({ path }: Violation): boolean => path[0] === 'path'

export const isSecurityViolation = ({ code }: Violation): boolean => code === 401

/**
 * What is wrong with a field, as Laravel would say it.
 * @param queryNames the parameters of the query as the document spells them: Prism writes them in lower case.
 */
export function describe({ path, code, message }: Violation, queryNames: string[]): FieldError {
  // The first step is the place: the body, or the query.
  const [place = '', ...steps] = path
  const [, missing] = (code === 'required' && /required property '(.+)'/.exec(message)) || []
  const name = [...steps, ...(missing ? [missing] : [])].join('.') || place || 'body'
  const field = place === 'query' ? (queryNames.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name) : name
  return [field, missing ? `The ${field} field is required.` : `The ${sentence(field, String(code), message)}`]
}

const TYPES: Record<string, string> = {
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
}

function sentence(field: string, code: string, message: string): string {
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
