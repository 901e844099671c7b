/** Without accents and in lower case, and with one form of sigma: the way people type Greek in a search box. */
export const foldAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The name that was probably meant: the one that takes the fewest edits to reach. `undefined` when none is close. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const MAX_EDITS = 3
  const ranked = names
    .map((known) => ({ known, edits: editDistance(name.toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, edits }) => edits <= Math.min(MAX_EDITS, known.length / 2))
  return ranked.sort((one, other) => one.edits - other.edits)[0]?.known
}

/** Levenshtein distance: insertions, deletions and substitutions. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (let column = 1; column <= to.length; column++) {
      const substitution = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1)
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, substitution))
    }
    row = next
  }
  return row[to.length] ?? 0
}
