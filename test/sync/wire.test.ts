import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordTexts } from '../../src/sync/wire.ts'

const aRecord = fc.dictionary(fc.string(), fc.jsonValue())
const spaces = fc.constantFrom('', ' ', '\n\t')

test('extracts the text of each record in a list', () => {
  fc.assert(
    fc.property(fc.array(aRecord), fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (records, meta, indent) => {
      const texts = records.map((record) => JSON.stringify(record, null, indent))
      const json = `{ "links":${JSON.stringify(meta, null, indent)} ,"data" : [ ${texts.join(' ,\n')} ], "meta":{"data":[1]}}`
      expect(recordTexts(json)).toEqual(texts)
    }),
  )
})

test('extracts the text of a single record', () => {
  fc.assert(
    fc.property(aRecord, spaces, (record, space) => {
      const text = JSON.stringify(record)
      expect(recordTexts(`${space}{${space}"data"${space}:${space}${text}${space}}`)).toEqual([text])
    }),
  )
})

test('keeps the digits of numbers', () => {
  expect(recordTexts('{"data":[{"a":1.50,"b":12345678901234567890}]}')).toEqual(['{"a":1.50,"b":12345678901234567890}'])
})
