import { isSecretHeader } from '../core/headers.ts'
import { isRecord, toText } from '../core/record.ts'
import { messageOf, readField, textIn } from '../core/text.ts'
import { unescapeText, withoutCutEscape } from './spellings.ts'

/** A shorter token is a test's, and may be part of any word. */
const MIN_SECRET_LENGTH = 6
/** How many tokens are kept: a server may echo one that has been replaced since. */
const MAX_TOKENS = 10
/** How many secrets of custom headers are kept. They may differ in each call. */
const MAX_HEADER_SECRETS = 50
/** Deeper levels of an error's body are removed. */
const MAX_DEPTH = 100

const REDACTED = '[token]'

/** A shorter value of a header that does not look secret may be any word, such as a resource in the path. */
const MIN_UNKNOWN_LENGTH = 12
/** The headers whose values are not secret: they negotiate content, or identify a request. */
const HARMLESS_HEADER =
  /^(accept(-.*)?|content-type|user-agent|prefer|traceparent|tracestate|(.*-)?(request|correlation|trace)-id)$/

/** Where a secret starts and ends in a text. */
type Range = [start: number, end: number]

/** Redacts the tokens of a client in any text, and the secrets in its headers: a server may echo them, also escaped or encoded. */
export class Redactor {
  readonly #tokens = new Set<string>()
  readonly #headerSecrets = new Set<string>()
  /** Each secret as it is, and without what looks like an escape in it. */
  #spellings: string[] | undefined

  /** Adds a token to redact. */
  add(token: string): void {
    this.#remember(this.#tokens, token, MAX_TOKENS)
  }

  /** Adds the values of the headers of a request to redact. The names are in lower case. */
  addHeaders(headers: Record<string, string>): void {
    for (const [name, value] of Object.entries(headers)) {
      for (const secret of listSecrets(name, value)) this.#remember(this.#headerSecrets, secret, MAX_HEADER_SECRETS)
    }
  }

  /** Adds a secret, and drops the least recently used one if there are too many. */
  #remember(secrets: Set<string>, secret: string, most: number): void {
    if (secret.length < MIN_SECRET_LENGTH) return
    if (!secrets.delete(secret)) this.#spellings = undefined
    secrets.add(secret)
    const [oldest = ''] = secrets
    if (secrets.size > most) secrets.delete(oldest)
  }

  /** Redacts the secrets in a text, and the beginning of one at its end, where the text was cut. */
  readonly text = (text: string): string => {
    this.#spellings ??= listSpellings([...this.#tokens, ...this.#headerSecrets])
    const ranges = text.length < MIN_SECRET_LENGTH ? [] : findSecrets(text, this.#spellings)
    let safe = ''
    let end = 0
    for (const [start, next] of ranges.sort(([one], [other]) => one - other)) {
      if (start >= end) safe += text.slice(end, start) + REDACTED
      end = Math.max(end, next)
    }
    return safe + text.slice(end)
  }

  /** Redacts them in a parsed body, keys included. */
  deep(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value)
    if (!isRecord(value)) return value
    if (depth === MAX_DEPTH) return '[deeper levels are left out]'
    if (Array.isArray(value)) return value.map((item) => this.deep(item, depth + 1))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.deep(item, depth + 1)]))
  }
}

/** The value of a header, and the parts that a server may echo alone: what follows a scheme, and the values of cookies. */
function listSecrets(name: string, value: string): string[] {
  if (HARMLESS_HEADER.test(name)) return []
  if (!isSecretHeader(name)) return value.length < MIN_UNKNOWN_LENGTH ? [] : [value]
  const [, credentials = ''] = /^[\w-]+ +(.+)$/.exec(value) ?? []
  const cookies = name === 'cookie' ? value.split(/; */).map((pair) => pair.slice(pair.indexOf('=') + 1)) : []
  return [value, credentials, ...cookies]
}

const listSpellings = (secrets: readonly string[]): string[] => {
  const unescaped = secrets.map((secret) => unescapeText(secret).text).filter(({ length }) => length >= MIN_SECRET_LENGTH)
  return [...new Set([...secrets, ...unescaped])]
}

function findSecrets(text: string, secrets: readonly string[]): Range[] {
  const whole = unescapeText(text)
  const start = withoutCutEscape(text)
  const readings = start === text ? [whole] : [whole, unescapeText(start)]
  return secrets.flatMap((secret) => [
    ...findAll(text, secret),
    ...(whole.text === text ? [] : findAll(whole.text, secret, whole.positionOf)),
    ...readings.flatMap((reading) => {
      const index = findBeginningAtEnd(reading.text, secret)
      return index === undefined ? [] : [[reading.positionOf(index), text.length] as Range]
    }),
  ])
}

function findAll(text: string, secret: string, positionOf = (index: number) => index): Range[] {
  const ranges: Range[] = []
  for (let index = text.indexOf(secret); index !== -1; index = text.indexOf(secret, index + secret.length)) {
    ranges.push([positionOf(index), positionOf(index + secret.length)])
  }
  return ranges
}

function findBeginningAtEnd(text: string, secret: string): number | undefined {
  const least = secret.slice(0, MIN_SECRET_LENGTH)
  const first = Math.max(0, text.length - secret.length)
  for (let index = text.indexOf(least, first); index !== -1; index = text.indexOf(least, index + 1)) {
    if (secret.startsWith(text.slice(index))) return index
  }
  return undefined
}

/** Removes the values of a URL's query and keeps the names: `/contacts?q&page`. */
export function withoutQueryValues(url: string): string {
  const [start, query] = url.split('?', 2)
  return query === undefined ? url : `${start}?${query.replace(/=[^&]*/g, '')}`
}

/** An error may be its own cause. */
const MAX_CAUSES = 5

/** Limits of the message and the stack of a cause, in characters. */
const MAX_MESSAGE = 1000
const MAX_STACK = 4000

/** Copies the name, message, stack, code and cause of an error and nothing else: a custom `fetch` may keep the request in it. */
export function copyError(error: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (!isRecord(error)) return redact(toText(error).slice(0, MAX_MESSAGE))
  const copy = new Error(redact(messageOf(error).slice(0, MAX_MESSAGE)))
  copy.name = redact(textIn(error, 'name') || 'Error')
  copy.stack = redact(textIn(error, 'stack').slice(0, MAX_STACK))
  const code = readField(error, 'code')
  if (code !== undefined) Object.assign(copy, { code: redact(toText(code)) })
  const cause = readField(error, 'cause')
  if (cause !== undefined && depth < MAX_CAUSES) copy.cause = copyError(cause, redact, depth + 1)
  return copy
}
