import { isRecord } from '../core/record.ts'

/** A shorter token is a test's, and may be part of any word. */
const MIN_SECRET_LENGTH = 6
/** How many tokens are remembered: a server may echo one that has been replaced since. */
const MAX_SECRETS = 10
/** A regular expression that nests deeper can end the process. The rest of a longer token is hidden up to the next space. */
const MAX_NESTED_LETTERS = 1_000
/** Deeper levels of an error's body are left out. */
const MAX_DEPTH = 100

const HIDDEN = '[token]'

/** Hides the tokens that a client has sent, in any text: a server may echo them, also in another spelling. */
export class Redactor {
  readonly #secrets = new Set<string>()
  #patterns: RegExp[] | undefined

  /** Remembers a token. */
  add(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH || this.#secrets.has(secret)) return
    this.#secrets.add(secret)
    if (this.#secrets.size > MAX_SECRETS) this.#secrets.delete(this.#secrets.values().next().value ?? '')
    this.#patterns = undefined
  }

  /** Hides the tokens in a text, and the beginning of one at its end, where the text was cut. */
  readonly text = (text: string): string => {
    this.#patterns ??= [...this.#secrets].flatMap((secret) => {
      const letters = [...secret].map(spellingsOf)
      return [new RegExp(letters.join(''), 'g'), beginningAtEnd(letters)]
    })
    return this.#patterns.reduce((safe, pattern) => safe.replace(pattern, HIDDEN), text)
  }

  /** Hides them in a parsed body, keys included. */
  deep(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value)
    if (!isRecord(value)) return value
    if (depth === MAX_DEPTH) return '[deeper levels are left out]'
    if (Array.isArray(value)) return value.map((item) => this.deep(item, depth + 1))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.deep(item, depth + 1)]))
  }
}

/** A letter as it is, escaped as in PHP's JSON (`\/`, `\u002f`), and encoded as in a URL. */
function spellingsOf(letter: string): string {
  const own = letter.replace(/[^\w]/g, '\\$&')
  if (/\w/.test(letter)) return own
  const hex = [...letter.charCodeAt(0).toString(16).padStart(2, '0')].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('')
  return `(?:\\\\?${own}|%${hex}|\\\\u00${hex})`
}

function beginningAtEnd(letters: readonly string[]): RegExp {
  const sure = letters.slice(0, MIN_SECRET_LENGTH).join('')
  const nested = letters.slice(MIN_SECRET_LENGTH, MAX_NESTED_LETTERS)
  const maybe = nested.reduceRight((after, letter) => `(?:${letter}${after})?`, '\\S*')
  return new RegExp(`${sure}${maybe}[\\\\%]?[\\da-fA-Fu]{0,4}$`)
}
