/** Makes records as requests would, in the order of time, and puts them into their collection at the end, the newest first. */
import type { Faker } from '@faker-js/faker'
import type { Collection, Row, Rule, State } from '../types.ts'

/** Collections that show only these records: a rule then finds what it needs without reading through everything. */
export function showing(state: State, shown: Record<string, Row[]>, now: string): State {
  const collection = (name: string): Collection => {
    const whole = state.collection(name)
    const rows = shown[name]
    return rows ? { ...whole, rows, find: (key) => rows.find((row) => row[whole.key] === key) } : whole
  }
  return { account: state.account, collection, now: () => now }
}

export interface Maker {
  made: Row[]
  /** Makes a record at a time of a body. `seen` is what its rule may see of other records. */
  make(body: Row, at: string, seen?: State): Row
  /** Replaces what the collection held. */
  store(): void
}

export function makerFor(state: State, name: string, keys: Faker, rule: Rule = {}): Maker {
  const collection = state.collection(name)
  const blank = collection.blank()
  const nextKey = keysFor(collection, keys)
  const made: Row[] = []
  return {
    made,
    make(body, at, seen = showing(state, { [name]: [] }, at)) {
      const times = Object.fromEntries(['createdAt', 'updatedAt'].filter((field) => field in blank).map((field) => [field, at]))
      const row = { ...structuredClone(blank), ...known(body, blank), ...times, [collection.key]: nextKey() }
      Object.assign(row, rule.fields?.(body, row, seen))
      made.push(row)
      return row
    },
    store() {
      collection.rows = made.toReversed()
    },
  }
}

const known = (body: Row, blank: Row): Row => Object.fromEntries(Object.entries(body).filter(([name]) => name in blank))

/** The keys of the examples first, so that the requests which the document shows find a record. */
function keysFor({ rows, key }: Collection, faker: Faker): () => unknown {
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
