/** The descriptions of fields in the OpenAPI document. */
import { expect, test } from 'vitest'
import type { Schema, Spec } from '../../scripts/docs/document.ts'
import { readDocument } from '../../src/tools/document.ts'

interface Field {
  place: string
  name: string
  schema: Schema & { examples?: unknown[] }
}

/** Words that add nothing to the name of a field. */
const FILLERS = new Set('a an the of in for is are this that whether it its whose on id uuid name number text'.split(' '))

const readWords = (text: string): string[] =>
  (text.replace(/([a-z\d])([A-Z])/g, '$1 $2').match(/[A-Za-z][a-z]*/g) ?? []).map((word) => word.toLowerCase().replace(/s$/, ''))

function listFields(schema: Schema, place: string): Field[] {
  const own = Object.entries(schema.properties ?? {})
  const inner = [schema.items, ...(schema.allOf ?? []), ...(schema.oneOf ?? [])].filter((each) => each !== undefined)
  return [
    ...own.flatMap(([name, property]) => [{ place, name, schema: property }, ...listFields(property, place)]),
    ...inner.flatMap((each) => listFields(each, place)),
  ]
}

/** Whether a description has no word, code or example that the names of the field and its schema lack. */
function isRepetition({ place, name, schema: { description = '', examples } }: Field): boolean {
  const known = new Set([...readWords(name), ...readWords(place), ...FILLERS])
  return !examples && !description.includes('`') && readWords(description).every((word) => known.has(word))
}

// The mock's type of a document lacks the descriptions.
const { components } = readDocument() as unknown as Spec
const fields = Object.entries(components.schemas).flatMap(([name, schema]) => listFields(schema, name))

test('no description of a field only repeats its name', () => {
  // `data` of an envelope is the record.
  const described = fields.filter(({ name, schema }) => name !== 'data' && schema.description)
  expect(described.length).toBeGreaterThan(700)
  expect(described.filter(isRepetition).map(({ place, name }) => `${place}.${name}`)).toEqual([])
})

test('at least 190 fields have an example', () => {
  expect(fields.filter(({ schema }) => schema.examples).length).toBeGreaterThanOrEqual(190)
})
