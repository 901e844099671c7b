/** Finds the records that contain a text or have a tag, without reading all of them. */
import { foldAccents } from '../../core/text.ts'
import type { Collection, CollectionIndex } from '../collection.ts'
import { isRow, type Row } from '../row.ts'

const SEARCHED_FIELDS = ['company', 'vatId', 'phone', 'mobile', 'email']

/** Every piece of a text up to this length is a term. The whole text is not, so that a longer search reads the texts. */
const MAX_NGRAM_LENGTH = 3

/** A line break keeps a search from matching across two fields. */
const toSearchText = (row: Row): string => foldAccents(SEARCHED_FIELDS.map((field) => String(row[field] ?? '')).join('\n'))

/** Longer than any piece of text, so that the two cannot meet. A record has labels, or records of tags. */
const labelTerm = (label: unknown): string => `label ${label}`
const tagIdTerm = (id: unknown): string => `tag id ${id}`

class SearchIndex implements CollectionIndex {
  /** By place, the oldest first. A record that was removed leaves its place empty. */
  readonly #rows: Array<Row | undefined> = []
  readonly #texts: string[] = []
  readonly #positionByRow = new Map<Row, number>()
  /** The places of each term, in ascending order. */
  readonly #postings = new Map<string, number[]>()

  add(row: Row): void {
    const place = this.#rows.length
    this.#put(row, place)
    this.#forEachTerm(row, place, (term) => {
      const places = this.#postings.get(term)
      if (!places) this.#postings.set(term, [place])
      else if (places[places.length - 1] !== place) places.push(place)
    })
  }

  remove(row: Row): void {
    const place = this.#positionByRow.get(row)
    if (place === undefined) return
    this.#drop(row, place)
    this.#rows[place] = undefined
    this.#texts[place] = ''
  }

  replace(old: Row, row: Row): void {
    const place = this.#positionByRow.get(old)
    if (place === undefined) return
    this.#drop(old, place)
    this.#put(row, place)
    this.#forEachTerm(row, place, (term) => {
      const places = this.#postings.get(term) ?? []
      const next = lowerBound(places, place)
      if (places[next] !== place) places.splice(next, 0, place)
      this.#postings.set(term, places)
    })
  }

  /** Only sums are changed in place, and they are not searched. */
  change(_row: Row, apply: () => void): void {
    apply()
  }

  clear(): void {
    this.#rows.length = 0
    this.#texts.length = 0
    this.#positionByRow.clear()
    this.#postings.clear()
  }

  /** The records that contain the text, the oldest first. */
  findByText(text: string): Row[] {
    const wanted = foldAccents(text).trim()
    if (wanted === '') return this.#rowsAt([...this.#rows.keys()])
    if (wanted.length <= MAX_NGRAM_LENGTH) return this.#rowsAt(this.#postings.get(wanted) ?? [])
    // Of all pieces, the one that the fewest records have: they are all that can have the whole.
    const starts = Array.from({ length: wanted.length - MAX_NGRAM_LENGTH + 1 }, (_, start) => start)
    const lists = starts.map((start) => this.#postings.get(wanted.slice(start, start + MAX_NGRAM_LENGTH)) ?? [])
    const fewest = lists.reduce((best, places) => (places.length < best.length ? places : best))
    return this.#rowsAt(fewest.filter((place) => this.#texts[place]?.includes(wanted)))
  }

  /** The records with a tag, the oldest first. */
  findByTag(id: string, label: unknown): Row[] {
    const terms = [tagIdTerm(id), ...(label === undefined ? [] : [labelTerm(label)])]
    const places = terms.flatMap((term) => this.#postings.get(term) ?? [])
    return this.#rowsAt([...new Set(places)].sort((one, other) => one - other))
  }

  #put(row: Row, place: number): void {
    this.#rows[place] = row
    this.#texts[place] = toSearchText(row)
    this.#positionByRow.set(row, place)
  }

  #drop(row: Row, place: number): void {
    this.#positionByRow.delete(row)
    this.#forEachTerm(row, place, (term) => {
      const places = this.#postings.get(term) ?? []
      const found = lowerBound(places, place)
      if (places[found] === place) places.splice(found, 1)
    })
  }

  #rowsAt(places: number[]): Row[] {
    return places.map((place) => this.#rows[place]).filter((row) => row !== undefined)
  }

  #forEachTerm({ tags }: Row, place: number, visit: (term: string) => void): void {
    const text = this.#texts[place] ?? ''
    for (let start = 0; start < text.length; start += 1) {
      for (let end = start + 1; end <= start + MAX_NGRAM_LENGTH && end <= text.length; end += 1) visit(text.slice(start, end))
    }
    if (!Array.isArray(tags)) return
    for (const tag of tags) visit(isRow(tag) ? tagIdTerm(tag.id) : labelTerm(tag))
  }
}

/** Where the first place is that is not below another one. */
function lowerBound(places: number[], least: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}

const indexes = new WeakMap<Collection, SearchIndex>()

/** The index of a collection. It is made when it is first asked for. */
export function getSearchIndex(collection: Collection): SearchIndex {
  const found = indexes.get(collection) ?? collection.addIndex(new SearchIndex())
  indexes.set(collection, found)
  return found
}
