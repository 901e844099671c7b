import type { Row } from '../row.ts'
import type { State } from '../state.ts'

/** The labels of a body. An invoice may hold null among them. */
export const readLabels = (body: Row): string[] => {
  const labels: unknown[] = Array.isArray(body.tags) ? body.tags : []
  return [...new Set(labels.filter((label) => typeof label === 'string' && label !== ''))] as string[]
}

/** A tag comes into being when it is named. */
export function createMissingTags(body: Row, state: State): void {
  const labels = readLabels(body)
  if (labels.length === 0) return
  const tags = state.collection('tags')
  const known = new Set(tags.rows.map(({ tag }) => tag))
  for (const tag of labels.filter((label) => !known.has(label))) tags.add({ ...tags.createRecord(), tag })
}
