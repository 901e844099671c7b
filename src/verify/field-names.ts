/** Decides which keys the report may contain. A key in a response may be data, such as a person's name. */
import { isRecord } from '../core/record.ts'
import type { Document } from '../tools/document.ts'

/** Whether a key is the name of a field in the OpenAPI document, and therefore not data. */
export type IsFieldName = (key: string) => boolean

const cache = new WeakMap<Document, IsFieldName>()

/** Collects the names of all fields in the document. */
export function createFieldNameCheck(document: Document): IsFieldName {
  const cached = cache.get(document)
  if (cached) return cached
  const names = new Set<string>()
  const collect = (node: unknown) => {
    if (!isRecord(node)) return
    for (const [key, child] of Object.entries(node)) {
      if (key === 'properties' && isRecord(child)) for (const name of Object.keys(child)) names.add(name)
      if (key !== 'examples' && key !== 'example') collect(child)
    }
  }
  collect(document)
  const isFieldName = (key: string) => names.has(key)
  cache.set(document, isFieldName)
  return isFieldName
}
