/** Reads the tags of an invoice, and compares them with the tag of a key. Servers may change a tag when they store it. */
import { isRecord } from '../core/record.ts'

/** How an invoice's tags relate to the tag of a key. */
export type TagMatch =
  /** One of them is the tag. */
  | 'exact'
  /** One of them is the tag, but for case, accents, width, spaces or punctuation: the server may have changed it. */
  | 'folded'
  /** One of them may be a part of the tag: the server may have cut or split it. */
  | 'partial'
  /** One of them is the tag of another key. */
  | 'foreign'
  | 'none'

/** Columns for a name are hardly ever shorter, so a shorter text is not a tag that was cut. */
const MIN_CUT_LENGTH = 40
const SEPARATORS = /[,;|\n]/

/** The tags as strings, in whatever form the server sends them: strings, records, one joined string, or an object by id. */
export function readLabels(tags: unknown): string[] {
  if (typeof tags === 'string') return [tags, ...tags.split(SEPARATORS)].map((label) => label.trim())
  if (!isRecord(tags)) return []
  return Object.values(tags).flatMap((tag) =>
    isRecord(tag) ? Object.values(tag).filter((value) => typeof value === 'string') : readLabels(tag),
  )
}

export function matchTag(labels: readonly string[], tag: string): TagMatch {
  if (labels.some((label) => label.normalize('NFC') === tag)) return 'exact'
  if (labels.some((label) => isSameFolded(label, tag))) return 'folded'
  if (labels.some((label) => isPart(label, tag))) return 'partial'
  return labels.some((label) => isIntactKeyTag(label, tag)) ? 'foreign' : 'none'
}

/** Whether a text is the tag of a key, with nothing in it that shows that the server has changed it. */
function isIntactKeyTag(label: string, tag: string): boolean {
  const isTransliterated = /[^\p{ASCII}]/u.test(tag) && !/[^\p{ASCII}]/u.test(label)
  return /^ref[^\p{L}\p{N}]/iu.test(label.normalize('NFKC')) && !isTransliterated && !/[?\uFFFD]|&#?\w+;/.test(label)
}

/** Whether a server that folds tags may store these two as one. */
export const isSameFolded = (one: string, other: string): boolean =>
  one.localeCompare(other, 'und', { sensitivity: 'base' }) === 0 || fold(one) === fold(other)

/** Without entities of HTML, case, accents, width, spaces and punctuation: the form that a slug has too. */
const fold = (text: string): string =>
  text
    .replace(/&(?:#x?[\da-f]+|\w+);/gi, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '')

function isPart(label: string, tag: string): boolean {
  const folded = fold(label)
  if (folded === '') return false
  if (label.length >= MIN_CUT_LENGTH && fold(tag).startsWith(folded)) return true
  const parts = tag.split(SEPARATORS)
  return parts.length > 1 && parts.some((part) => fold(part) === folded)
}
