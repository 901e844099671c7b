/** Finds the records whose names and numbers contain a text, without reading all of them. */
import { foldAccents } from '../../core/text.ts'
import type { Collection, Index } from '../store.ts'
import type { Row } from '../types.ts'

const SEARCHED = ['company', 'vatId', 'phone', 'mobile', 'email']

/** Every piece of a text up to this length leads to the records that have it. */
const MAX_PIECE_LENGTH = 3

/** A line break keeps a search from matching across two fields. */
const textOf = (row: Row): string => foldAccents(SEARCHED.map((field) => String(row[field] ?? '')).join('\n'))

class TextIndex implements Index {
  /** By place, the oldest first. A record that was removed leaves its place empty. */
  readonly #rows: Array<Row | undefined> = []
  readonly #texts: string[] = []
  readonly #placeOf = new Map<Row, number>()
  /** Where each piece of text is found, in ascending order. A place stays when its text changes: `candidates` reads the text. */
  readonly #places = new Map<string, number[]>()

  add(row: Row): void {
    const place = this.#rows.length
    this.#put(row, place)
    forEachPiece(this.#texts[place] ?? '', (piece) => {
      const places = this.#places.get(piece)
      if (!places) this.#places.set(piece, [place])
      else if (places[places.length - 1] !== place) places.push(place)
    })
  }

  remove(row: Row): void {
    const place = this.#placeOf.get(row)
    if (place === undefined) return
    this.#placeOf.delete(row)
    this.#rows[place] = undefined
    this.#texts[place] = ''
  }

  replace(old: Row, row: Row): void {
    const place = this.#placeOf.get(old)
    if (place === undefined) return
    this.#placeOf.delete(old)
    const before = this.#texts[place]
    this.#put(row, place)
    if (this.#texts[place] === before) return
    forEachPiece(this.#texts[place] ?? '', (piece) => insert(this.#places, piece, place))
  }

  /** In place, only what the invoices decide is changed: sums, which are not searched. */
  change(_row: Row, apply: () => void): void {
    apply()
  }

  clear(): void {
    this.#rows.length = 0
    this.#texts.length = 0
    this.#placeOf.clear()
    this.#places.clear()
  }

  /** The records that contain the text, the oldest first. */
  candidates(text: string): Row[] {
    const wanted = foldAccents(text).trim()
    const found: Row[] = []
    for (const place of this.#fewestPlaces(wanted)) {
      const row = this.#rows[place]
      if (row && this.#texts[place]?.includes(wanted)) found.push(row)
    }
    return found
  }

  /** Of the pieces of a text, the one that the fewest records have: they are all that can have the whole. */
  #fewestPlaces(wanted: string): Iterable<number> {
    if (wanted === '') return this.#rows.keys()
    const length = Math.min(MAX_PIECE_LENGTH, wanted.length)
    const pieces = Array.from({ length: wanted.length - length + 1 }, (_, start) => wanted.slice(start, start + length))
    const lists = pieces.map((piece) => this.#places.get(piece) ?? [])
    return lists.reduce((fewest, places) => (places.length < fewest.length ? places : fewest))
  }

  #put(row: Row, place: number): void {
    this.#rows[place] = row
    this.#texts[place] = textOf(row)
    this.#placeOf.set(row, place)
  }
}

function forEachPiece(text: string, visit: (piece: string) => void): void {
  for (let start = 0; start < text.length; start += 1) {
    for (let end = start + 1; end <= start + MAX_PIECE_LENGTH && end <= text.length; end += 1) visit(text.slice(start, end))
  }
}

function insert(places: Map<string, number[]>, piece: string, place: number): void {
  const list = places.get(piece) ?? []
  const next = list.findLastIndex((other) => other <= place)
  if (list[next] !== place) list.splice(next + 1, 0, place)
  places.set(piece, list)
}

const indexes = new WeakMap<Collection, TextIndex>()

/** The index of a collection. It is made when it is first asked for. */
export function textIndex(collection: Collection): TextIndex {
  const found = indexes.get(collection) ?? collection.follow(new TextIndex())
  indexes.set(collection, found)
  return found
}
