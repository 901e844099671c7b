/** Finds the schemas of a value, and where they are in the OpenAPI document. */
import { type Document, resolve, type Schema, typesOf } from '../tools/document.ts'

/** A schema and its location: a named schema, and the path below it. */
export interface SchemaLocation {
  schema: Schema
  /** Such as `Contact`. Empty for an inline schema of a response. */
  component: string
  /** Such as `['addresses', '[]', 'zip']`. */
  below: readonly string[]
}

/** A schema and the schemas in its `allOf`, `anyOf` and `oneOf`. A value does not need to match each of them. */
export type SchemaLocations = readonly SchemaLocation[]

export function locateSchema(document: Document, schema: Schema): SchemaLocations {
  return expand(document, { schema, component: '', below: [] })
}

function expand(document: Document, { schema, component, below }: SchemaLocation): SchemaLocation[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return expand(document, { schema: resolve(document, { $ref: schema.$ref }), component: name, below: [] })
  }
  const { allOf = [], anyOf = [], oneOf = [] } = schema
  const parts = [...allOf, ...anyOf, ...oneOf].flatMap((part) => expand(document, { schema: part, component, below }))
  return [{ schema, component, below }, ...parts]
}

const step = (document: Document, { component, below }: SchemaLocation, schema: Schema, name: string): SchemaLocation[] =>
  expand(document, { schema, component, below: [...below, name] })

/** The schemas of a field. Empty if it is undeclared. */
export const findField = (document: Document, locations: SchemaLocations, name: string): SchemaLocations =>
  locations.flatMap((location) => {
    const schema = Object.hasOwn(location.schema.properties ?? {}, name) ? location.schema.properties?.[name] : undefined
    return schema ? step(document, location, schema, name) : []
  })

/** The schemas of an array's items. */
export const findItems = (document: Document, locations: SchemaLocations): SchemaLocations =>
  locations.flatMap((location) => (location.schema.items ? step(document, location, location.schema.items, '[]') : []))

/** The schemas of the values of an object whose keys are data. */
export const findValues = (document: Document, locations: SchemaLocations): SchemaLocations =>
  locations.flatMap((location) => {
    const { additionalProperties } = location.schema
    return typeof additionalProperties === 'object' ? step(document, location, additionalProperties, '{key}') : []
  })

/** Whether the schemas declare fields. Otherwise, no field is undeclared. */
export const declaresFields = (locations: SchemaLocations): boolean =>
  locations.some(({ schema }) => schema.properties !== undefined) &&
  !locations.some(({ schema }) => schema.additionalProperties === true)

/** The declared types. Empty for any type. */
export const declaredTypes = (locations: SchemaLocations): string[] => [
  ...new Set(locations.flatMap(({ schema }) => typesOf(schema))),
]

/** Whether the schemas declare nothing, or only that the value is an object. */
export const isUnspecified = (locations: SchemaLocations): boolean =>
  locations.every(
    ({ schema: { properties, items, additionalProperties, ...schema } }) =>
      !properties && !items && !additionalProperties && typesOf(schema).every((type) => type === 'object' || type === 'null'),
  )
