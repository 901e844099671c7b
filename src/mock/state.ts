import { randomUUID } from 'node:crypto'
import { type Document, resolve, successOf, typesOf } from '../tools/document.ts'
import { Collection } from './collection.ts'
import type { Action, Resource } from './resources.ts'
import type { Row } from './row.ts'
import { fieldsOf } from './schema-fields.ts'
import { blankMaker } from './template.ts'

/** All records of the mock. */
export interface State {
  /** @throws Error if the document has no such resource. */
  collection(name: string): Collection
  collections: ReadonlyMap<string, Collection>
  /** The record that `GET /account` returns. */
  account: Row
  /** The current time, as the API writes timestamps. */
  now(): string
}

/** A collection for every resource of the document, empty, and the document's account. */
export function createState(document: Document, actions: Map<string, Action>, now: () => string): State {
  const resources = [...actions.values()].map(({ resource }) => resource)
  const own = resources.filter(({ name, records }) => name === records)
  const collections = new Map(own.map((resource) => [resource.name, collectionFor(document, resource, now)]))
  return {
    collections,
    collection(name) {
      const found = collections.get(name)
      if (!found) throw new Error(`The document has no resource ${name}`)
      return found
    },
    account: accountIn(document),
    now,
  }
}

function collectionFor(document: Document, { name, key, record }: Resource, now: () => string): Collection {
  const property = record.properties?.[key]
  const isText = property && typesOf(resolve(document, property)).includes('string')
  const fields = [...fieldsOf(document, record)]
  const neverEmpty = fields.filter(
    ([, { enum: values, minLength }]) => (values && !values.includes(null)) || (minLength ?? 0) > 0,
  )
  const blank = blankMaker(document, record)
  return new Collection(name, key, {
    blank: (freshId) => Object.assign(blank(now()), { [key]: isText ? randomUUID() : freshId() }),
    neverEmpty: new Set(neverEmpty.map(([field]) => field)),
  })
}

function accountIn(document: Document): Row {
  const operation = document.paths['/account']?.get
  const [example] = operation ? Object.values(successOf(document, operation).examples) : []
  // The example was checked against its schema, whose `data` is the record.
  return structuredClone((example as { data?: Row } | undefined)?.data ?? {})
}
