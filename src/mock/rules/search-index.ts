/** An inverted index of n-grams and tags, to find records without reading all of them. */
import { foldAccents } from '../../core/text.ts'
import type { Collection, CollectionIndex } from '../collection.ts'
import { isRow, type Row } from '../row.ts'

const SEARCHED_FIELDS = ['company', 'vatId', 'phone', 'mobile', 'email']

/** Every n-gram up to this length is a term. A longer search also reads the texts that its n-grams select. */
const MAX_NGRAM_LENGTH = 3

/** Fields are joined by a line break, so that a search does not match across two fields. */
const toSearchText = (row: Row): string => foldAccents(SEARCHED_FIELDS.map((field) => String(row[field] ?? '')).join('\n'))

/** The terms of tags are longer than any n-gram, so they cannot collide. The tags of a record are labels or tag records. */
const labelTerm = (label: unknown): string => `label ${label}`
const tagIdTerm = (id: unknown): string => `tag id ${id}`

class SearchIndex implements CollectionIndex {
  /** By position, oldest first. A removed record leaves its position empty. */
  readonly #rows: Array<Row | undefined> = []
  readonly #texts: string[] = []
  readonly #positionByRow = new Map<Row, number>()
  /** The positions of each term, in ascending order. */
  readonly #postings = new Map<string, number[]>()

  add(row: Row): void {
    const position = this.#rows.length
    this.#store(row, position)
    this.#forEachTerm(row, position, (term) => {
      const positions = this.#postings.get(term)
      if (!positions) this.#postings.set(term, [position])
      else if (positions[positions.length - 1] !== position) positions.push(position)
    })
  }

  remove(row: Row): void {
    const position = this.#positionByRow.get(row)
    if (position === undefined) return
    this.#removeTerms(row, position)
    this.#rows[position] = undefined
    this.#texts[position] = ''
  }

  replace(old: Row, row: Row): void {
    const position = this.#positionByRow.get(old)
    if (position === undefined) return
    this.#removeTerms(old, position)
    this.#store(row, position)
    this.#forEachTerm(row, position, (term) => {
      const positions = this.#postings.get(term) ?? []
      const next = lowerBound(positions, position)
      if (positions[next] !== position) positions.splice(next, 0, position)
      this.#postings.set(term, positions)
    })
  }

  /** Fields that change in place are not searched, so there is nothing to update. */
  change(_row: Row, apply: () => void): void {
    apply()
  }

  clear(): void {
    this.#rows.length = 0
    this.#texts.length = 0
    this.#positionByRow.clear()
    this.#postings.clear()
  }

  /** The records that contain the text, oldest first. */
  findByText(text: string): Row[] {
    const wanted = foldAccents(text).trim()
    if (wanted === '') return this.#rowsAt([...this.#rows.keys()])
    if (wanted.length <= MAX_NGRAM_LENGTH) return this.#rowsAt(this.#postings.get(wanted) ?? [])
    // Only the records with the rarest n-gram can contain the whole text.
    const starts = Array.from({ length: wanted.length - MAX_NGRAM_LENGTH + 1 }, (_, start) => start)
    const lists = starts.map((start) => this.#postings.get(wanted.slice(start, start + MAX_NGRAM_LENGTH)) ?? [])
    const fewest = lists.reduce((best, positions) => (positions.length < best.length ? positions : best))
    return this.#rowsAt(fewest.filter((position) => this.#texts[position]?.includes(wanted)))
  }

  /** The records with a tag, oldest first. */
  findByTag(id: string, label: unknown): Row[] {
    const terms = [tagIdTerm(id), ...(label === undefined ? [] : [labelTerm(label)])]
    const positions = terms.flatMap((term) => this.#postings.get(term) ?? [])
    return this.#rowsAt([...new Set(positions)].sort((one, other) => one - other))
  }

  #store(row: Row, position: number): void {
    this.#rows[position] = row
    this.#texts[position] = toSearchText(row)
    this.#positionByRow.set(row, position)
  }

  #removeTerms(row: Row, position: number): void {
    this.#positionByRow.delete(row)
    this.#forEachTerm(row, position, (term) => {
      const positions = this.#postings.get(term) ?? []
      const found = lowerBound(positions, position)
      if (positions[found] === position) positions.splice(found, 1)
    })
  }

  #rowsAt(positions: number[]): Row[] {
    return positions.map((position) => this.#rows[position]).filter((row) => row !== undefined)
  }

  #forEachTerm({ tags }: Row, position: number, visit: (term: string) => void): void {
    const text = this.#texts[position] ?? ''
    for (let start = 0; start < text.length; start += 1) {
      for (let end = start + 1; end <= start + MAX_NGRAM_LENGTH && end <= text.length; end += 1) visit(text.slice(start, end))
    }
    if (!Array.isArray(tags)) return
    for (const tag of tags) visit(isRow(tag) ? tagIdTerm(tag.id) : labelTerm(tag))
  }
}

/** The index of the first position that is not less than `least`. */
function lowerBound(positions: number[], least: number): number {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((positions[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}

const indexes = new WeakMap<Collection, SearchIndex>()

/** The search index of a collection, created on first use. */
export function getSearchIndex(collection: Collection): SearchIndex {
  const found = indexes.get(collection) ?? collection.addIndex(new SearchIndex())
  indexes.set(collection, found)
  return found
}
