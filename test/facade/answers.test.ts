import { describe, expect, test } from 'vitest'
import { ApiError, BillitError, ResponseParseError, ServerError } from '../../src/index.ts'
import type { Handler } from '../support/local-server.ts'
import { always, connect, gate, rejection } from './setup.ts'

const raw =
  (body: string, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

describe('withResponse', () => {
  test('returns the record and the response of one request', async () => {
    const { billit, server } = await connect(always({ data: { id: 7, tag: 'hosting' } }, 200, { 'X-RateLimit-Remaining': '41' }))
    const call = billit.tags.get(7)
    const { data, response } = await call.withResponse()
    expect(data).toEqual({ id: 7, tag: 'hosting' })
    expect(response.status).toBe(200)
    expect(response.headers.get('X-RateLimit-Remaining')).toBe('41')
    expect(await call).toBe(data)
    expect(server.requests).toHaveLength(1)
  })

  test('rejects with the same error as the call itself', async () => {
    const { billit } = await connect(always({}, 404))
    const call = billit.tags.get(7)
    expect(await rejection(call.withResponse())).toBe(await rejection(call))
  })

  test('sends a call immediately, even if it is not awaited', async () => {
    const asked = gate()
    const { billit } = await connect((request, response) => {
      asked.open()
      return always({ data: {} })(request, response)
    })
    billit.tags.get(7)
    await asked.opened
  })

  test('a call supports then, catch and finally', async () => {
    const { billit } = await connect(always({ data: { id: 7 } }))
    expect(await billit.tags.get(7).then(({ id }) => id)).toBe(7)
    expect(await Promise.all([billit.tags.get(7)])).toEqual([{ id: 7 }])
    let ended = false
    const whenEnded = () => {
      ended = true
    }
    expect(await billit.tags.get(7).finally(whenEnded)).toEqual({ id: 7 })
    expect(ended).toBe(true)
    expect(await billit.tags.get(0).catch(() => 'refused')).toBe('refused')
  })
})

describe('a response with a success status', () => {
  test('keeps unknown fields and unexpected nulls', async () => {
    const data = { id: 7, tag: null, colour: 'blue', nested: { deep: [1, null] } }
    const { billit } = await connect(always({ data, extra: true }))
    expect(await billit.tags.get(7)).toStrictEqual(data)
  })

  test('ignores the body after a delete', async () => {
    for (const handler of [raw('', 204), raw('', 200), always({ data: {} }), always({})]) {
      const { billit } = await connect(handler)
      expect(await billit.tags.delete(7)).toBeUndefined()
    }
  })

  test('parses JSON with any content type', async () => {
    const { billit } = await connect(raw('{"data":{"id":7}}', 200, { 'Content-Type': 'text/html' }))
    expect(await billit.tags.get(7)).toEqual({ id: 7 })
  })

  test.each([
    ['HTML', '<html><title>Sign in</title></html>'],
    ['broken JSON', '{"data":{"id":7'],
    ['nothing', ''],
    ['another shape', '{"id":7}'],
    ['null in its data', '{"data":null}'],
    ['a text in its data', '{"data":"7"}'],
    ['null', 'null'],
    ['a number', '7'],
  ])('throws an error with the body if it holds %s', async (_what, body) => {
    const { billit } = await connect(raw(body))
    const error = await rejection(billit.tags.get(7))
    expect(error).toBeInstanceOf(ResponseParseError)
    expect(error).toMatchObject({ status: 200, body, attempts: 1, mayHaveSucceeded: false })
  })

  test('may have succeeded if it cannot be parsed', async () => {
    const { billit } = await connect(raw('<html>', 201))
    const body = { isCompany: true, company: 'Kestrel Ltd', customerType: 1, country: 'GR' } as const
    const error = await rejection(billit.contacts.create(body))
    expect(error).toBeInstanceOf(ResponseParseError)
    expect(error).toMatchObject({ mayHaveSucceeded: true })
  })

  test('accepts an empty array as an empty record', async () => {
    const { billit } = await connect(always({ data: [] }))
    expect(await rejection(billit.tags.get(7))).toBeInstanceOf(ResponseParseError)
  })

  test('truncates a long body in the error', async () => {
    const { billit } = await connect(raw('x'.repeat(5000)))
    expect(await rejection(billit.tags.get(7))).toMatchObject({ body: 'x'.repeat(2000) })
  })
})

describe('an error response of a proxy', () => {
  test.each([
    ['HTML', '<h1>Bad Gateway</h1>', '<h1>Bad Gateway</h1>'],
    ['nothing', '', undefined],
    ['broken JSON', '{"message":', '{"message":'],
    ['JSON of another shape', '["down"]', ['down']],
    ['null', 'null', null],
    ['data that is null', '{"data":null}', { data: null }],
  ])('throws a ServerError with the body if it holds %s', async (_what, text, body) => {
    const { billit } = await connect(raw(text, 502))
    const error = await rejection(billit.tags.get(7))
    expect(error).toBeInstanceOf(ServerError)
    expect(error).toMatchObject({ status: 502, body, incidentId: undefined })
  })

  test('throws an ApiError for a status without a specific class', async () => {
    for (const status of [402, 409, 410, 418]) {
      const { billit } = await connect(always({ message: 'No.' }, status))
      const error = await rejection(billit.tags.get(7))
      expect((error as Error).constructor).toBe(ApiError)
      expect(error).toMatchObject({ status, body: { message: 'No.' } })
    }
  })

  test.each([
    ['no errors', {}, {}],
    ['errors as null', { errors: null }, {}],
    ['one message, not in a list', { errors: { company: 'Missing.' } }, { company: ['Missing.'] }],
    ['no body', undefined, {}],
  ])('parses the field errors of a 422 with %s', async (_what, body, errors) => {
    const { billit } = await connect(always(body, 422))
    expect(await rejection(billit.tags.get(7))).toMatchObject({ name: 'ValidationError', errors })
  })
})

test('rejects with the reason of the signal when it aborts', async () => {
  const controller = new AbortController()
  const reason = new Error('The user has left')
  const { billit } = await connect(() => controller.abort(reason))
  expect(await rejection(billit.tags.get(7, { signal: controller.signal }))).toBe(reason)
})

test('sends nothing if the signal is already aborted', async () => {
  const { billit, server } = await connect(always({ data: {} }))
  const error = await rejection(billit.tags.get(7, { signal: AbortSignal.abort() }))
  expect(error).toMatchObject({ name: 'AbortError' })
  expect(error).not.toBeInstanceOf(BillitError)
  expect(server.requests).toEqual([])
})
