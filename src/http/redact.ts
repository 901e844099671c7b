import { isRecord, toText } from '../core/record.ts'
import { messageOf, readField, textIn } from '../core/text.ts'

/** A shorter token is a test's, and may be part of any word. */
const MIN_SECRET_LENGTH = 6
/** How many tokens are kept: a server may echo one that has been replaced since. */
const MAX_SECRETS = 10
/** A longer regular expression can crash the process. The rest of a longer token is redacted up to the next space. */
const MAX_LETTERS = 500
/** Deeper levels of an error's body are removed. */
const MAX_DEPTH = 100

const REDACTED = '[token]'

/** Redacts the tokens of a client in any text: a server may echo them, also escaped or encoded. */
export class Redactor {
  readonly #secrets = new Set<string>()
  #patterns: RegExp[] | undefined

  /** Adds a token to redact. */
  add(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH || this.#secrets.has(secret)) return
    this.#secrets.add(secret)
    if (this.#secrets.size > MAX_SECRETS) this.#secrets.delete(this.#secrets.values().next().value ?? '')
    this.#patterns = undefined
  }

  /** Redacts the tokens in a text, and the beginning of one at its end, where the text was cut. */
  readonly text = (text: string): string => {
    this.#patterns ??= [...this.#secrets].flatMap((secret) => {
      const letters = [...secret.slice(0, MAX_LETTERS)].map(matchSpellings)
      const rest = secret.length > MAX_LETTERS ? '\\S*' : ''
      return [new RegExp(letters.join('') + rest, 'g'), matchBeginningAtEnd(letters)]
    })
    return this.#patterns.reduce((safe, pattern) => safe.replace(pattern, REDACTED), text)
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

const HTML_NAMES: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

/**
 * Matches a letter as it is, escaped as in PHP's JSON (`\/`, `\u002f`), encoded as in a URL, and as in HTML. Backslashes and
 * percent signs may be escaped again, as in JSON inside JSON.
 */
function matchSpellings(letter: string): string {
  const plain = letter.replace(/[^\w]/g, '\\$&')
  if (/\w/.test(letter)) return plain
  const code = letter.charCodeAt(0)
  const hex = [...code.toString(16)].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('')
  const entity = `&(?:#0{0,5}${code}|#[xX]0{0,5}${hex}|${HTML_NAMES[letter] ?? plain});`
  return `(?:\\\\{0,3}${plain}|%(?:25){0,2}${hex}|\\\\{1,3}u00${hex}|${entity})`
}

function matchBeginningAtEnd(letters: readonly string[]): RegExp {
  const sure = letters.slice(0, MIN_SECRET_LENGTH).join('')
  const nested = letters.slice(MIN_SECRET_LENGTH)
  const maybe = nested.reduceRight((after, letter) => `(?:${letter}${after})?`, '')
  // The last letter may be cut in the middle of its spelling.
  return new RegExp(`${sure}${maybe}(?:[\\\\%&][\\\\#\\w]{0,9})?$`)
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
