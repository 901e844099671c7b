import { nearestName } from '../core/text.ts'
import { type Document, examplesFor, type Operation, successOf } from '../tools/document.ts'
import { MAX_LATENCY_MS } from './options.ts'
import type { ExampleSelector } from './validator.ts'

/** The preferences of a request, from its `Prefer` header. */
export interface Preferences {
  /** Which example of the OpenAPI document to return. Undefined: respond from the records. */
  example?: ExampleSelector
  /** Milliseconds before the response. */
  delay?: number
  /** Carry out the request before returning the error of `example.code`. */
  after?: boolean
}

/** The header asks for something that does not exist. The message lists the valid values. */
export class InvalidPreference extends Error {}

const NAMES = ['code', 'example', 'dynamic', 'delay', 'after']

/**
 * Parses `Prefer: code=503, example=paid, dynamic=true, delay=800, after`. Ignores other names, as HTTP requires, unless they
 * look like a misspelling of one of these.
 *
 * @throws InvalidPreference
 */
export function parsePrefer(header: string | undefined, document: Document, operation: Operation): Preferences {
  if (!header) return {}
  const preferences: Preferences = {}
  const example: ExampleSelector = {}
  const pairs = header.split(/[,;]/).map((pair) => pair.split('=').map((part) => part.trim().replace(/^"(.*)"$/, '$1')))
  for (const [rawName = '', value = ''] of pairs) {
    const name = rawName.toLowerCase()
    if (name === 'code') example.code = parseCode(value, operation)
    else if (name === 'example') example.exampleKey = value
    else if (name === 'dynamic') example.dynamic = parseDynamic(value)
    else if (name === 'delay') preferences.delay = parseDelay(value)
    else if (name === 'after') preferences.after = true
    else checkName(rawName)
  }
  if (example.exampleKey !== undefined) checkExample(example.exampleKey, example.code, document, operation)
  if (preferences.after && (example.code ?? 0) < 400)
    throw new InvalidPreference('Prefer: after requires the code of an error, such as code=503.')
  return Object.keys(example).length > 0 ? { ...preferences, example } : preferences
}

function parseCode(value: string, { operationId, responses }: Operation): number {
  if (Object.hasOwn(responses, value)) return Number(value)
  throw new InvalidPreference(`Prefer: ${operationId} has no code '${value}': it has ${Object.keys(responses).join(', ')}.`)
}

function checkExample(name: string, code: number | undefined, document: Document, operation: Operation): void {
  const examples = code === undefined ? successOf(document, operation).examples : examplesFor(document, operation, code)
  if (Object.hasOwn(examples, name)) return
  const names = Object.keys(examples).join(', ')
  const status = code ?? successOf(document, operation).status
  throw new InvalidPreference(
    `Prefer: ${operation.operationId} has no example '${name}' for ${status}: it has ${names || 'none'}.`,
  )
}

function parseDynamic(value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  throw new InvalidPreference(`Prefer: dynamic must be true or false, not '${value}'.`)
}

function parseDelay(value: string): number {
  if (/^\d+$/.test(value) && Number(value) <= MAX_LATENCY_MS) return Number(value)
  throw new InvalidPreference(`Prefer: delay must be a number of milliseconds from 0 to ${MAX_LATENCY_MS}, not '${value}'.`)
}

function checkName(name: string): void {
  const nearest = nearestName(name, NAMES)
  if (nearest)
    throw new InvalidPreference(
      `Prefer: unknown preference '${name}'. Did you mean '${nearest}'? Valid names: ${NAMES.join(', ')}.`,
    )
}
