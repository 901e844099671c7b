import type { Row, State } from '../types.ts'

/** The labels of a body. An invoice may hold null among them. */
export const labelsIn = (body: Row): string[] => {
  const labels: unknown[] = Array.isArray(body.tags) ? body.tags : []
  return [...new Set(labels.filter((label) => typeof label === 'string' && label !== ''))] as string[]
}

/** A tag comes into being when it is named. */
export function makeTags(body: Row, state: State): void {
  const tags = state.collection('tags')
  for (const tag of labelsIn(body)) {
    if (!tags.rows.some((row) => row.tag === tag)) tags.rows.unshift({ ...tags.blank(), tag })
  }
}
