/** Fields that are named like a member that every object inherits. A server, or a caller, may use any name. */
import { describe, expect, test } from 'vitest'
import { encodeBody } from '../../src/http/encode.ts'
import { Billit, fieldErrors, InvalidArgumentError } from '../../src/index.ts'
import { groupByField } from '../../src/mock/violations.ts'
import { describeShape, mergeShapes } from '../../src/verify/shape.ts'
import { draft } from '../mydata/draft.ts'

describe.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('a name such as %s', (name) => {
  const json = (value: string) => JSON.parse(`{"${name}":${value}}`)

  test('is a field of a body whose errors are joined', () => {
    const body = { ...json('[null]'), other: new Date(Number.NaN) }
    body[name] = undefined
    Object.defineProperty(body, name, { value: new Date(Number.NaN), enumerable: true })
    const encode = () => encodeBody(body, [], 'UTC')
    expect(encode).toThrow(InvalidArgumentError)
    try {
      encode()
    } catch (error) {
      expect(Object.keys(fieldErrors(error)).sort()).toEqual(['other', name].sort())
    }
  })

  test('is a path of a preflight problem', async () => {
    const problem = { severity: 'error', path: name, code: 'amount', message: { en: 'Wrong.', el: 'Λάθος.' } }
    const billit = new Billit({ token: 'any', baseUrl: 'http://localhost:9', preflight: () => [problem, problem] as never })
    const error = await billit.invoices.create(draft()).catch((thrown: unknown) => thrown)
    expect(Object.entries(fieldErrors(error))).toEqual([[name, ['Wrong.', 'Wrong.']]])
  })

  test('is a field that a 422 of the mock names', () => {
    const errors = groupByField([
      [name, 'is invalid'],
      [name, 'is invalid'],
    ])
    expect(Object.entries(errors)).toEqual([[name, ['is invalid']]])
  })

  test('is a field of a shape', () => {
    const shape = describeShape(json('1'), () => true)
    const merged = mergeShapes(
      shape,
      describeShape(json('"x"'), () => true),
    )
    expect(Object.entries(merged.fields ?? {})).toEqual([[name, { types: ['integer', 'string'], formats: [] }]])
  })
})
