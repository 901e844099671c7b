/** Which keys may be told: a key of an answer may be data, such as a person's name. */
import { isRecord } from '../core/record.ts'
import type { Document } from '../tools/document.ts'

/** Whether a key is the name of a field of the document, and so no secret. */
export type NameCheck = (key: string) => boolean

const known = new WeakMap<Document, NameCheck>()

/** Tells the names of fields that stand anywhere in the document from other keys. */
export function namesOf(document: Document): NameCheck {
  const found = known.get(document)
  if (found) return found
  const names = new Set<string>()
  const collect = (node: unknown) => {
    if (!isRecord(node)) return
    for (const [key, child] of Object.entries(node)) {
      if (key === 'properties' && isRecord(child)) for (const name of Object.keys(child)) names.add(name)
      if (key !== 'examples' && key !== 'example') collect(child)
    }
  }
  collect(document)
  const mayName = (key: string) => names.has(key)
  known.set(document, mayName)
  return mayName
}
