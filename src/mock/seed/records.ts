/** Creates records as requests would, in chronological order. */

import type { Faker } from '../../vendor/faker.ts'
import type { Collection } from '../collection.ts'
import type { Row } from '../row.ts'
import type { Rule } from '../rules/index.ts'
import type { State } from '../state.ts'

/** The same records, with a different current time. */
const stateAt = (state: State, at: string): State => ({ ...state, now: () => at })

/** A request body, the time of the request, and the later changes to the record. */
export interface RecordInput {
  body: Row
  at: string
  changes?: ((row: Row) => Row) | undefined
}

export interface RecordFactory {
  /** Creates a record and stores it. */
  create(input: RecordInput): Row
  /** Stores a record that is completed when it is first read. `indexed` are the fields that the indexes need. */
  createLazily(indexed: Row, input: () => RecordInput): Row
}

/** Empties a collection and returns a factory that refills it. The first new records have the keys of the old ones. */
export function createRecordFactory(state: State, name: string, keys: Faker, fields?: Rule['fields']): RecordFactory {
  const collection = state.collection(name)
  // In V8, an object of many fields from JSON.parse uses a third of the memory, and so do its copies.
  const emptyRecord: Row = JSON.parse(JSON.stringify(collection.createRecord()))
  const nextKey = createKeyGenerator(collection, keys)
  const times = ['createdAt', 'updatedAt'].filter((field) => field in emptyRecord)
  collection.load([])

  function complete(indexed: Row, { body, at, changes }: RecordInput): Row {
    const row = { ...emptyRecord }
    for (const field of Object.keys(body)) if (field in emptyRecord) row[field] = body[field]
    for (const field of times) row[field] = at
    Object.assign(row, indexed)
    Object.assign(row, fields?.(body, row, stateAt(state, at)))
    return changes ? Object.assign(row, changes(row)) : row
  }

  return {
    create(input) {
      const row = complete({ [collection.key]: nextKey() }, input)
      collection.add(row)
      return row
    },
    createLazily(indexed, input) {
      const row = { ...indexed, [collection.key]: nextKey() }
      collection.add(row, () => complete(row, input()))
      return row
    },
  }
}

/** Uses the keys of the examples first, so that the example requests of the OpenAPI document find a record. */
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
