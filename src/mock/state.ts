import { randomUUID } from 'node:crypto'
import { type Document, resolve, successOf, typesOf } from '../tools/document.ts'
import { Collection } from './collection.ts'
import { DEFAULT_INVOICE_TYPES } from './invoice-types.ts'
import type { Action, Resource } from './resources.ts'
import type { Row } from './row.ts'
import { getSchemaFields } from './schema-fields.ts'
import { createTemplate } from './template.ts'
import type { AccountInvoiceType } from './types.ts'

/** All records of the mock. */
export interface State {
  /** @throws Error if the document has no such resource. */
  collection(name: string): Collection
  collections: ReadonlyMap<string, Collection>
  /** The record that `GET /account` returns. */
  account: Row
  /** The types that `invoiceTypeId` may name. */
  invoiceTypes: readonly AccountInvoiceType[]
  /** The current time, as the API writes timestamps. */
  now(): string
  /** Whether the tax authority decides on a created invoice only when `advance()` is called. */
  marksLater: boolean
}

/** Creates an empty collection for every resource of the OpenAPI document, and the account of its example. */
export function createState(document: Document, actions: Map<string, Action>, now: () => string, marksLater = false): State {
  const resources = [...actions.values()].map(({ resource }) => resource)
  const stored = resources.filter(({ name, records }) => name === records)
  const collections = new Map(stored.map((resource) => [resource.name, createCollection(document, resource, now)]))
  return {
    collections,
    collection(name) {
      const found = collections.get(name)
      if (!found) throw new Error(`The OpenAPI document has no resource '${name}'.`)
      return found
    },
    account: readExampleAccount(document),
    invoiceTypes: DEFAULT_INVOICE_TYPES,
    now,
    marksLater,
  }
}

function createCollection(document: Document, { name, key, record }: Resource, now: () => string): Collection {
  const property = record.properties?.[key]
  const isText = property && typesOf(resolve(document, property)).includes('string')
  const fields = [...getSchemaFields(document, record)]
  const neverEmpty = fields.filter(
    ([, { enum: values, minLength }]) => (values && !values.includes(null)) || (minLength ?? 0) > 0,
  )
  const createEmpty = createTemplate(document, record)
  return new Collection(name, key, {
    create: (nextId) => Object.assign(createEmpty(now()), { [key]: isText ? randomUUID() : nextId() }),
    neverEmpty: new Set(neverEmpty.map(([field]) => field)),
  })
}

function readExampleAccount(document: Document): Row {
  const operation = document.paths['/account']?.get
  const [example] = operation ? Object.values(successOf(document, operation).examples) : []
  // The example was checked against its schema, whose `data` is the record.
  return structuredClone((example as { data?: Row } | undefined)?.data ?? {})
}
