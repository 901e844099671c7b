import type { Violation } from './judge.ts'
import type { FieldError } from './types.ts'

/** Collects what is wrong with a request by field, as the API writes it: `{"products.0.vatId": ["…"]}`. */
export function byField(found: FieldError[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {}
  for (const [field, message] of found) errors[field] = [...(errors[field] ?? []), message]
  return errors
}

/** Whether the id in the path is none, so that there can be no such record. */
export const isPathViolation = ({ path }: Violation): boolean => path[0] === 'path'

export const isSecurityViolation = ({ code }: Violation): boolean => code === 401

/** Where the document and a request disagree, as the API says it. */
export function describe({ path, code, message }: Violation): FieldError {
  // The first step tells where it stands: in the body, in the query.
  const [place = '', ...steps] = path
  const [, missing] = (code === 'required' && /required property '(.+)'/.exec(message)) || []
  if (missing) {
    const field = [...steps, missing].join('.')
    return [field, `The ${field} field is required.`]
  }
  const field = steps.join('.') || place || 'body'
  const what = /\b(must .*)$/.exec(message)?.[1] ?? 'is not valid'
  return [field, `The ${field} ${what.replaceAll('"', "'")}.`]
}
