import type { Row } from '../row.ts'
import type { State } from '../state.ts'

/** The labels of a request body. Those of an invoice may include null. */
export const readLabels = (body: Row): string[] => {
  const labels: unknown[] = Array.isArray(body.tags) ? body.tags : []
  return [...new Set(labels.filter((label) => typeof label === 'string' && label !== ''))] as string[]
}

/** Creates the tags that a request body names and that do not exist yet. */
export function createMissingTags(body: Row, state: State): void {
  const labels = readLabels(body)
  if (labels.length === 0) return
  const tags = state.collection('tags')
  const existing = new Set(tags.rows.map(({ tag }) => tag))
  for (const tag of labels.filter((label) => !existing.has(label))) tags.add({ ...tags.createRecord(), tag })
}
