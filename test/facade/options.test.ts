import { describe, expect, test } from 'vitest'
import {
  Billit,
  type BillitOptions,
  ConfigurationError,
  ConnectionError,
  InvalidArgumentError,
  TimeoutError,
} from '../../src/index.ts'
import { always, connect, rejection, TOKEN } from './setup.ts'

/** Invalid options that JavaScript callers can pass. */
const refusedOptions: Array<[name: string, options: object]> = [
  ['timeout', { timeout: 0 }],
  ['timeout', { timeout: -1 }],
  ['timeout', { timeout: Number.NaN }],
  ['timeout', { timeout: '30' }],
  ['timeout', { timeout: null }],
  ['deadline', { deadline: 0 }],
  ['deadline', { deadline: Number.NaN }],
  ['deadline', { deadline: '1s' }],
  ['maxRetries', { maxRetries: -1 }],
  ['maxRetries', { maxRetries: 1.5 }],
  ['maxRetries', { maxRetries: Number.POSITIVE_INFINITY }],
  ['maxRetries', { maxRetries: '3' }],
]

describe('numbers', () => {
  test.each(refusedOptions)('the client rejects %s: %o', (name, options) => {
    const make = () => new Billit({ token: TOKEN, ...options })
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(name)
  })

  test.each(refusedOptions)('a call rejects %s and sends nothing: %o', async (name, options) => {
    const { billit, server } = await connect(always({ data: {} }))
    const error = await rejection(billit.tags.get(7, options))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(String(error)).toContain(name)
    expect(server.requests).toEqual([])
  })

  test.each([
    ['timeout', 'the client', { timeout: 30 }, {}],
    ['timeout', 'the call, over the client', { timeout: 60_000 }, { timeout: 30 }],
    ['deadline', 'the client', { deadline: 30 }, {}],
    ['deadline', 'the call, over the client', { deadline: 60_000 }, { deadline: 30 }],
  ])('%s of %s ends a call without a response', async (limit, _whose, options, callOptions) => {
    const { billit } = await connect(() => {}, options)
    const error = await rejection(billit.tags.get(7, callOptions))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(String(error)).toContain(`within 30 ms (${limit})`)
    expect(error).toMatchObject({ attempts: 1, mayHaveSucceeded: false })
  })
})

describe('timeZone', () => {
  test.each(['Mars/Olympus', '', 'Europe', 3, null])('rejects %j', (timeZone) => {
    // JavaScript callers can pass this.
    const make = () => new Billit({ token: TOKEN, timeZone: timeZone as string })
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow('timeZone')
  })

  test.each([
    [undefined, '2026-11-23'],
    ['Europe/Athens', '2026-11-23'],
    ['UTC', '2026-11-22'],
    ['America/New_York', '2026-11-22'],
    ['Asia/Tokyo', '2026-11-23'],
  ])('in %s, converts an instant at 22:30 UTC to %s', async (timeZone, day) => {
    const { billit, server } = await connect(always({ data: [] }), { timeZone })
    await billit.invoices.list({}, { query: { since: new Date('2026-11-22T22:30:00Z') } })
    expect(server.requests[0]?.query.since).toBe(day)
  })
})

describe('headers', () => {
  const sentHeaders = async (options: BillitOptions, callHeaders?: HeadersInit) => {
    const { billit, server } = await connect(always({ data: {} }), options)
    await billit.tags.get(7, { headers: callHeaders })
    return server.requests[0]?.headers ?? {}
  }

  test('requests JSON', async () => {
    expect(await sentHeaders({})).toMatchObject({ accept: 'application/json' })
  })

  test('sends a JSON content type only with a body', async () => {
    const { billit, server } = await connect(always({ data: {} }, 201))
    await billit.request({ method: 'POST', path: '/tags', body: { tag: 'hosting' } })
    await billit.request({ method: 'POST', path: '/tags' })
    const [withBody, without] = server.requests
    expect(withBody?.headers['content-type']).toBe('application/json')
    expect(withBody?.body).toBe('{"tag":"hosting"}')
    expect(without?.body).toBe('')
  })

  test.each<[string, HeadersInit]>([
    ['an object', { 'X-Trace': 'abc' }],
    ['pairs', [['X-Trace', 'abc']]],
    ['Headers', new Headers({ 'X-Trace': 'abc' })],
  ])('accepts %s, for the client and for a call', async (_what, headers) => {
    expect(await sentHeaders({ headers })).toMatchObject({ 'x-trace': 'abc' })
    expect(await sentHeaders({}, headers)).toMatchObject({ 'x-trace': 'abc' })
  })

  test('headers of a call take precedence, and the others are kept', async () => {
    const sent = await sentHeaders({ headers: { 'X-Trace': 'client', 'X-Shop': '5' } }, { 'x-trace': 'call' })
    expect(sent).toMatchObject({ 'x-trace': 'call', 'x-shop': '5' })
  })

  test('cannot replace the token', async () => {
    const headers = { authorization: 'Basic of-another' }
    expect(await sentHeaders({ headers }, headers)).toMatchObject({ authorization: `Bearer ${TOKEN}` })
  })

  test('rejects an invalid header without showing its value', async () => {
    const headers = { 'X-Key': 'my-secret\nkey' }
    expect(() => new Billit({ token: TOKEN, headers })).toThrow(ConfigurationError)
    expect(() => new Billit({ token: TOKEN, headers })).not.toThrow('my-secret')
    const { billit, server } = await connect(always({ data: {} }))
    const error = await rejection(billit.tags.get(7, { headers }))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(String(error)).not.toContain('my-secret')
    expect(server.requests).toEqual([])
  })
})

test('fetch must be a function', () => {
  // JavaScript callers can pass this.
  expect(() => new Billit({ token: TOKEN, fetch: 'node-fetch' as never })).toThrow(ConfigurationError)
})

test('uses a custom fetch instead of the global one', async () => {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push(`${init?.method} ${input}`)
    return Response.json({ data: { id: 7, tag: 'hosting' } })
  }
  const { billit, server } = await connect(always({}), { fetch })
  expect(await billit.tags.get(7)).toEqual({ id: 7, tag: 'hosting' })
  expect(asked).toEqual([`GET ${server.url}/tags/7`])
  expect(server.requests).toEqual([])
})

test('sends a query parameter that the OpenAPI document does not define', async () => {
  const { billit, server } = await connect(always({ data: {} }))
  await billit.tags.get(7, { query: { include: 'invoices & more', archived: true, empty: undefined } })
  expect(server.requests[0]?.query).toEqual({ include: 'invoices & more', archived: '1' })
})

test.each([undefined, null, 'text', {}])('may have succeeded if a custom fetch returns %j', async (given) => {
  // JavaScript callers can pass this.
  const billit = new Billit({ token: TOKEN, maxRetries: 0, fetch: async () => given as never })
  const error = await rejection(billit.invoices.create({ invoiceDate: '2026-11-20', products: [] } as never))
  expect(error).toBeInstanceOf(ConnectionError)
  expect(error).toMatchObject({ mayHaveSucceeded: true, attempts: 1 })
  expect(String(error)).toContain('fetch did not return a Response')
})
