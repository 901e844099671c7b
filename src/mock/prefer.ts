import { nearestName } from '../core/text.ts'
import { type Document, examplesFor, type Operation, successOf } from '../tools/document.ts'
import type { Preference } from './judge.ts'
import { MAX_LATENCY_MS } from './options.ts'

/** What a request asks of the mock, in its header `Prefer`. */
export interface Wishes {
  /** Which of the document's examples to answer with. Undefined: answer from the records. */
  example?: Preference
  /** Milliseconds before the answer. */
  delay?: number
  /** Carry the request out before the error that `code` names is answered. */
  after?: boolean
}

/** The header asks for something that does not exist. The message lists what does. */
export class UnknownWish extends Error {}

const NAMES = ['code', 'example', 'dynamic', 'delay', 'after']

/**
 * Reads `Prefer: code=503, example=paid, dynamic=true, delay=800, after`. Other names are left alone, as HTTP asks, unless
 * they look like one of these misspelled.
 *
 * @throws UnknownWish
 */
export function readPrefer(header: string | undefined, document: Document, operation: Operation): Wishes {
  if (!header) return {}
  const wishes: Wishes = {}
  const example: Preference = {}
  const pairs = header.split(/[,;]/).map((pair) => pair.split('=').map((part) => part.trim().replace(/^"(.*)"$/, '$1')))
  for (const [given = '', value = ''] of pairs) {
    const name = given.toLowerCase()
    if (name === 'code') example.code = readCode(value, operation)
    else if (name === 'example') example.exampleKey = value
    else if (name === 'dynamic') example.dynamic = readDynamic(value)
    else if (name === 'delay') wishes.delay = readDelay(value)
    else if (name === 'after') wishes.after = true
    else checkName(given)
  }
  if (example.exampleKey !== undefined) checkExample(example.exampleKey, example.code, document, operation)
  if (wishes.after && (example.code ?? 0) < 400)
    throw new UnknownWish('Prefer: after goes with the code of an error, such as code=503.')
  return Object.keys(example).length > 0 ? { ...wishes, example } : wishes
}

function readCode(value: string, { operationId, responses }: Operation): number {
  if (Object.hasOwn(responses, value)) return Number(value)
  throw new UnknownWish(`Prefer: ${operationId} has no code '${value}': it has ${Object.keys(responses).join(', ')}.`)
}

function checkExample(name: string, code: number | undefined, document: Document, operation: Operation): void {
  const examples = code === undefined ? successOf(document, operation).examples : examplesFor(document, operation, code)
  if (Object.hasOwn(examples, name)) return
  const names = Object.keys(examples).join(', ')
  const status = code ?? successOf(document, operation).status
  throw new UnknownWish(`Prefer: ${operation.operationId} has no example '${name}' for ${status}: it has ${names || 'none'}.`)
}

function readDynamic(value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  throw new UnknownWish(`Prefer: dynamic is true or false, not '${value}'.`)
}

function readDelay(value: string): number {
  if (/^\d+$/.test(value) && Number(value) <= MAX_LATENCY_MS) return Number(value)
  throw new UnknownWish(`Prefer: delay is in milliseconds, from 0 to ${MAX_LATENCY_MS}, not '${value}'.`)
}

function checkName(name: string): void {
  const nearest = nearestName(name, NAMES)
  if (nearest) throw new UnknownWish(`Prefer: '${name}' is not known. Did you mean '${nearest}'? There are ${NAMES.join(', ')}.`)
}
