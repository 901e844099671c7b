import { isRecord, toText } from './record.ts'

/** Without accents and in lower case, and with one form of sigma: the way people type Greek in a search box. */
export const foldAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')

/** A field of whatever was thrown. `undefined` if it cannot be read. */
export function readField(error: unknown, field: string): unknown {
  try {
    return isRecord(error) ? error[field] : undefined
  } catch {
    return undefined
  }
}

/** A field of whatever was thrown, as far as it is a text. */
export const textIn = (error: unknown, field: string): string => {
  const value = readField(error, field)
  return typeof value === 'string' ? value : ''
}

/** The message of whatever was thrown. Reading it never throws. */
export const messageOf = (error: unknown): string =>
  textIn(error, 'message') ||
  textIn(error, 'code') ||
  (isRecord(error) ? textIn(error, 'name') || 'an error without a message' : toText(error))

/** The known name that was probably meant: one that holds the other, or takes the fewest edits. `undefined` if none is close. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  const wanted = plain(mistyped)
  const related = known.find((name) => wanted.length > 2 && (plain(name).includes(wanted) || wanted.includes(plain(name))))
  if (related) return related
  const [best] = known
    .map((name) => ({ name, edits: editDistance(wanted, plain(name)) }))
    .sort((one, other) => one.edits - other.edits)
  return best && best.edits <= Math.max(2, wanted.length / 3) ? best.name : undefined
}

/** `max_retries`, `max-retries` and `maxRetries` are the same. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** How many letters must be added, removed or changed (Levenshtein). */
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
