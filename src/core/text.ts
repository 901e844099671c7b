import { isRecord, toText } from './record.ts'

/** Removes accents, converts to lower case and replaces final sigma, so that Greek text can be searched. */
export const foldAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')

/** Control characters except line breaks and tabs, and those that reorder text or end a line in some programs only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** Escapes characters that control a terminal, as JSON does: a server may send them. */
export const escapeControls = (text: string): string => text.replace(CONTROLS, escapeCharacter)

/** Escapes line breaks too, so that the text stays on one line: the next one could pass for a line of our own. */
export const escapeLine = (text: string): string => escapeControls(text).replaceAll('\n', escapeCharacter)

const escapeCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Reads a field of a thrown value. Returns `undefined` if it cannot be read. */
export function readField(error: unknown, field: string): unknown {
  try {
    return isRecord(error) ? error[field] : undefined
  } catch {
    return undefined
  }
}

/** Reads a string field of a thrown value. Returns `''` if it is not a string. */
export const textIn = (error: unknown, field: string): string => {
  const value = readField(error, field)
  return typeof value === 'string' ? value : ''
}

/** Returns the message of a thrown value. Never throws. */
export const messageOf = (error: unknown): string =>
  textIn(error, 'message') ||
  textIn(error, 'code') ||
  (isRecord(error) ? textIn(error, 'name') || 'an error without a message' : toText(error))

/** A longer text is not a mistyped name. Comparing it letter by letter would take seconds. */
const MAX_NAME_LENGTH = 100

/** Finds the known name closest to a mistyped one: by substring, then by edit distance. `undefined` if none is close. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  if (mistyped.length > MAX_NAME_LENGTH) return undefined
  const wanted = normalize(mistyped)
  const related = known.find(
    (name) => wanted.length > 2 && (normalize(name).includes(wanted) || wanted.includes(normalize(name))),
  )
  if (related) return related
  const [best] = known
    .map((name) => ({ name, edits: editDistance(wanted, normalize(name)) }))
    .sort((one, other) => one.edits - other.edits)
  return best && best.edits <= Math.max(2, wanted.length / 3) ? best.name : undefined
}

/** Normalizes a name, so that `max_retries`, `max-retries` and `maxRetries` are equal. */
const normalize = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (const [column, other] of [...to].entries()) {
      const substituted = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
