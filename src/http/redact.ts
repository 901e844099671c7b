import { isRecord } from '../core/record.ts'

/** A shorter token is a test's, and may be part of any word. */
const MIN_SECRET_LENGTH = 6
/** How many tokens are remembered: a server may echo one that has been replaced since. */
const MAX_SECRETS = 10
/** A longer regular expression can end the process. The rest of a longer token is hidden up to the next space. */
const MAX_LETTERS = 500
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
      const letters = [...secret.slice(0, MAX_LETTERS)].map(spellingsOf)
      const rest = secret.length > MAX_LETTERS ? '\\S*' : ''
      return [new RegExp(letters.join('') + rest, 'g'), beginningAtEnd(letters)]
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

const HTML_NAMES: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

/**
 * A letter as it is, escaped as in PHP's JSON (`\/`, `\u002f`), encoded as in a URL, and as in HTML. Backslashes and percent
 * signs may be escaped again, as in JSON inside JSON.
 */
function spellingsOf(letter: string): string {
  const own = letter.replace(/[^\w]/g, '\\$&')
  if (/\w/.test(letter)) return own
  const code = letter.charCodeAt(0)
  const hex = [...code.toString(16)].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('')
  const entity = `&(?:#0{0,5}${code}|#[xX]0{0,5}${hex}|${HTML_NAMES[letter] ?? own});`
  return `(?:\\\\{0,3}${own}|%(?:25){0,2}${hex}|\\\\{1,3}u00${hex}|${entity})`
}

function beginningAtEnd(letters: readonly string[]): RegExp {
  const sure = letters.slice(0, MIN_SECRET_LENGTH).join('')
  const nested = letters.slice(MIN_SECRET_LENGTH)
  const maybe = nested.reduceRight((after, letter) => `(?:${letter}${after})?`, '')
  // The last letter may be cut in the middle of its spelling.
  return new RegExp(`${sure}${maybe}(?:[\\\\%&][\\\\#\\w]{0,9})?$`)
}
