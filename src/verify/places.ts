/** Where in the document something stands: walks a schema along a value. */
import { type Document, resolve, type Schema, typesOf } from '../tools/document.ts'

/** A schema, and where it is written: a named schema, and the fields below it. */
export interface Place {
  schema: Schema
  /** Such as `Contact`. Empty for a schema that an answer has of its own. */
  component: string
  /** Such as `['addresses', '[]', 'zip']`. */
  below: readonly string[]
}

/** A schema and all that it is composed of. A value need not match each of them: they are what the document knows there. */
export type Places = readonly Place[]

export function placesOf(document: Document, schema: Schema): Places {
  return expand(document, { schema, component: '', below: [] })
}

function expand(document: Document, { schema, component, below }: Place): Place[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return expand(document, { schema: resolve(document, { $ref: schema.$ref }), component: name, below: [] })
  }
  const { allOf = [], anyOf = [], oneOf = [] } = schema
  const parts = [...allOf, ...anyOf, ...oneOf].flatMap((part) => expand(document, { schema: part, component, below }))
  return [{ schema, component, below }, ...parts]
}

const step = (document: Document, { component, below }: Place, schema: Schema, name: string): Place[] =>
  expand(document, { schema, component, below: [...below, name] })

/** What the document knows of a field. Empty: nothing. */
export const fieldOf = (document: Document, places: Places, name: string): Places =>
  places.flatMap((place) => {
    const schema = Object.hasOwn(place.schema.properties ?? {}, name) ? place.schema.properties?.[name] : undefined
    return schema ? step(document, place, schema, name) : []
  })

/** What the document knows of the entries of an array. */
export const itemsOf = (document: Document, places: Places): Places =>
  places.flatMap((place) => (place.schema.items ? step(document, place, place.schema.items, '[]') : []))

/** What the document knows of the values of an object whose keys are data. */
export const valuesOf = (document: Document, places: Places): Places =>
  places.flatMap((place) => {
    const { additionalProperties } = place.schema
    return typeof additionalProperties === 'object' ? step(document, place, additionalProperties, '{key}') : []
  })

/** Whether the document names fields here. Where it names none, none can be undeclared. */
export const namesFields = (places: Places): boolean =>
  places.some(({ schema }) => schema.properties !== undefined) &&
  !places.some(({ schema }) => schema.additionalProperties === true)

/** The types that the document allows here. Empty: any. */
export const declaredTypes = (places: Places): string[] => [...new Set(places.flatMap(({ schema }) => typesOf(schema)))]

/** Whether the document says nothing about what stands here, or only that it is an object. */
export const saysNothing = (places: Places): boolean =>
  places.every(
    ({ schema: { properties, items, additionalProperties, ...schema } }) =>
      !properties && !items && !additionalProperties && typesOf(schema).every((type) => type === 'object' || type === 'null'),
  )
