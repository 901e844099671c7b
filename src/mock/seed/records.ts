/** Makes records as requests would, in the order of time. */

import type { Faker } from '@faker-js/faker'
import type { Collection } from '../collection.ts'
import type { Row } from '../row.ts'
import type { Rule } from '../rules/index.ts'
import type { State } from '../state.ts'

/** The same records, at another moment. */
export const stateAt = (state: State, at: string): State => ({ ...state, now: () => at })

/** What a request would have sent, when, and what has happened to the record since. */
export interface RecordInput {
  body: Row
  at: string
  changes?: ((row: Row) => Row) | undefined
}

export interface RecordFactory {
  /** Makes a record and stores it. */
  create(draft: RecordInput): Row
  /** Stores a record that is made when it is first read. `known` are the fields that the indexes look at. */
  createLazily(known: Row, draft: () => RecordInput): Row
}

/** Empties a collection and fills it anew. The keys of its records are used again. */
export function createRecordFactory(state: State, name: string, keys: Faker, fields?: Rule['fields']): RecordFactory {
  const collection = state.collection(name)
  // Parsed, an object of many fields takes V8 a third of the memory, and so do its copies.
  const blank: Row = JSON.parse(JSON.stringify(collection.createRecord()))
  const nextKey = createKeyGenerator(collection, keys)
  const times = ['createdAt', 'updatedAt'].filter((field) => field in blank)
  collection.load([])

  function complete(known: Row, { body, at, changes }: RecordInput): Row {
    const row = { ...blank }
    for (const field of Object.keys(body)) if (field in blank) row[field] = body[field]
    for (const field of times) row[field] = at
    Object.assign(row, known)
    Object.assign(row, fields?.(body, row, stateAt(state, at)))
    return changes ? Object.assign(row, changes(row)) : row
  }

  return {
    create(draft) {
      const row = complete({ [collection.key]: nextKey() }, draft)
      collection.add(row)
      return row
    },
    createLazily(known, draft) {
      const row = { ...known, [collection.key]: nextKey() }
      collection.add(row, () => complete(row, draft()))
      return row
    },
  }
}

/** The keys of the examples first, so that the requests which the document shows find a record. */
function createKeyGenerator({ rows, key }: Collection, faker: Faker): () => unknown {
  const examples = rows.map((row) => row[key])
  if (examples.every((example) => typeof example === 'number')) {
    let next = examples.length === 0 ? 1 : Math.min(...examples)
    return () => next++
  }
  return () => {
    const fresh = faker.string.uuid()
    return examples.pop() ?? fresh
  }
}
