import { describe, expect, test, vi } from 'vitest'
import {
  type Account,
  ApiError,
  AuthenticationError,
  Billit,
  BillitError,
  type BillitOptions,
  ConfigurationError,
  fieldErrors,
  findVat,
  InvalidArgumentError,
  isBillitError,
  type ListOptions,
  NotFoundError,
  type RequestOptions,
  toYmd,
} from '../../src/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { draft } from '../mydata/draft.ts'
import { sendJson } from '../support/local-server.ts'
import { always, connect, rejection, TOKEN, UUID } from './setup.ts'

test.each([
  [{ env: 'production' }, "new Billit() has no option 'env': did you mean 'environment'?"],
  [{ max_retries: 3 }, "no option 'max_retries': did you mean 'maxRetries'?"],
  [{ timeOut: 3 }, "no option 'timeOut': did you mean 'timeout'?"],
  [{ colour: 'red' }, "no option 'colour'."],
])('the client rejects %j', (options, message) => {
  // JavaScript callers can pass this.
  const make = () => new Billit({ token: TOKEN, ...options } as BillitOptions)
  expect(make).toThrow(ConfigurationError)
  expect(make).toThrow(message)
})

test.each<[unknown, string]>([
  [
    { signal: new AbortController() },
    'signal must be an AbortSignal, not an object: pass controller.signal, not the controller.',
  ],
  [{ headers: null }, 'headers has a name or a value that HTTP does not allow.'],
  [{ maxWait: -1 }, 'maxWait must be a number of milliseconds from 0, not -1.'],
  [{ signal: 5 }, 'signal must be an AbortSignal, not 5.'],
  [{ signal: { signal: 5 } }, 'signal must be an AbortSignal, not an object.'],
  [{ signal: { aborted: false } }, 'signal must be an AbortSignal, not an object.'],
  [{ signal: { aborted: 'no', addEventListener() {} } }, 'signal must be an AbortSignal, not an object.'],
  [{ signal: { addEventListener() {} } }, 'signal must be an AbortSignal, not an object.'],
  [{ signal: { aborted: 'no', throwIfAborted() {} } }, 'signal must be an AbortSignal, not an object.'],
  // An old polyfill, whose signal has no reason.
  [{ signal: { aborted: true, addEventListener() {} } }, 'signal must be an AbortSignal, not an object.'],
  [{ settle: 5 }, "no option 'settle'"],
  [{ headers: { 'a b': 'c' } }, 'headers has a name or a value that HTTP does not allow.'],
  [{ retries: 3 }, "no option 'retries': did you mean 'maxRetries'?"],
  [{ query: 'q=1' }, "query must be an object with query parameters, not 'q=1'."],
  [null, 'The call expects an options object, not null.'],
])('a call rejects the options %j and sends nothing', async (options, message) => {
  const { billit, server } = await connect(always({ data: {} }))
  const error = await rejection(billit.tags.get(7, options as RequestOptions))
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(String(error)).toContain(message)
  expect(server.requests).toEqual([])
})

test.each<[unknown, string]>([
  [null, 'The call expects an options object, not null.'],
  [5, 'The call expects an options object, not 5.'],
  [{ concurency: 2 }, "The call has no option 'concurency': did you mean 'concurrency'?"],
  [{ concurrency: 0 }, 'concurrency must be an integer from 1, not 0.'],
])('a list rejects the options %j and sends nothing', async (options, message) => {
  const { billit, server } = await connect(always({ data: [] }))
  const error = await rejection(billit.tags.list({}, options as ListOptions).toArray())
  expect(error).toEqual(new InvalidArgumentError(message))
  expect(server.requests).toEqual([])
})

test.each<[object, object, string]>([
  [{ page: null }, {}, 'page must be an integer from 1, not null.'],
  [{ perPage: null }, {}, 'perPage must be an integer from 1 to 250, not null.'],
  [{}, { concurrency: null }, 'concurrency must be an integer from 1, not null.'],
])('a list rejects the query %j with the options %j and sends nothing', async (query, options, message) => {
  const { billit, server } = await connect(always({ data: [] }))
  expect(await rejection(billit.tags.list(query, options).toArray())).toEqual(new InvalidArgumentError(message))
  expect(server.requests).toEqual([])
})

test.each<[unknown, string]>([
  [null, 'toArray() expects an options object, not null.'],
  [100, 'toArray() expects an options object, not 100.'],
  [{ limt: 100 }, "toArray() has no option 'limt': did you mean 'limit'?"],
  [{ limit: -1 }, 'limit must be an integer from 0, not -1.'],
])('toArray rejects %j', async (options, message) => {
  const { billit, server } = await connect(always({ data: [] }))
  const error = await rejection(billit.tags.list().toArray(options as { limit: number }))
  expect(error).toEqual(new InvalidArgumentError(message))
  expect(server.requests).toEqual([])
})

test('account.get() rejects a refresh that is not a boolean', async () => {
  const { billit, server } = await connect(always({ data: {} }))
  const error = await rejection(billit.account.get({ refresh: 'yes' } as object))
  expect(error).toEqual(new InvalidArgumentError("refresh must be true or false, not 'yes'."))
  expect(server.requests).toEqual([])
})

test.each<[string, (billit: Billit) => unknown, string]>([
  ['a promise', (billit) => billit.account.get(), 'an object'],
  ['nothing', () => undefined, 'undefined'],
  ['null', () => null, 'null'],
])('a lookup rejects %s instead of an account', async (_, give, shown) => {
  const { billit } = await connect(always({ data: { relations: {} } }))
  const given = give(billit)
  expect(() => findVat(given as Account, 24)).toThrow(
    new InvalidArgumentError(`The account must be the awaited result of account.get(), not ${shown}.`),
  )
  await given
})

test('a list rejects an unknown filter and explains how to send it', async () => {
  const { billit, server } = await connect(always({ data: [] }))
  const list = billit.invoices.list({ unpaid: true } as object)
  expect(String(await rejection(list))).toContain(
    "list() has no option 'unpaid'. Pass parameters that the OpenAPI document does not define",
  )
  expect(server.requests).toEqual([])
})

test('toJSON() contains only name, message and code of an error that a store throws', async () => {
  const thrown = { message: 'no connection', code: 'E_POOL', options: { password: 'secret-of-the-pool' } }
  const store = { ...memoryStore(), read: () => Promise.reject(thrown) }
  const { billit } = await connect(always({}), { idempotencyStore: store })
  const error = await rejection(billit.invoices.createOnce('order-1042', draft()))
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: 'ConfigurationError',
    message: 'The idempotency store failed: no connection; nothing was sent',
    attempts: 0,
    mayHaveSucceeded: false,
    cause: { message: 'no connection', code: 'E_POOL' },
  })
})

test('fieldErrors returns the same shape for a 422, a preflight error and an invalid argument', async () => {
  const { billit } = await connect(always({ message: '', errors: { 'products.0.vatId': ['Unknown.'] } }, 422), {
    preflight: checkInvoice,
  })
  expect(fieldErrors(await rejection(billit.contacts.create({} as never)))).toEqual({ 'products.0.vatId': ['Unknown.'] })
  const refused = fieldErrors(await rejection(billit.invoices.create(draft({ invoiceDate: '' as never }))))
  expect(Object.keys(refused)).toEqual(['invoiceDate'])
  const bad = await rejection(billit.ocps.create({ expirationAt: 'tomorrow' } as never))
  expect(fieldErrors(bad)).toEqual({ expirationAt: [expect.stringMatching(/^'tomorrow' is not a valid date/)] })
  expect(fieldErrors(new Error('other'))).toEqual({})
})

describe('an error of another copy of the package', async () => {
  vi.resetModules()
  const copy: typeof import('../../src/index.ts') = await import('../../src/index.ts')
  const fetch = async () => Response.json({}, { status: 404 })
  const notFound = await rejection(new copy.Billit({ token: TOKEN, fetch }).tags.get(7))

  test('is recognized by isBillitError', () => {
    expect(copy.BillitError).not.toBe(BillitError)
    expect(isBillitError(notFound)).toBe(true)
    expect(isBillitError(new BillitError('x'))).toBe(true)
    for (const other of [new Error('x'), null, undefined, 'x', {}]) expect(isBillitError(other)).toBe(false)
  })

  test('is an instance of its class and of the classes above it, and of no other', () => {
    for (const parent of [NotFoundError, ApiError, BillitError, Error]) expect(notFound).toBeInstanceOf(parent)
    for (const other of [AuthenticationError, ConfigurationError]) expect(notFound).not.toBeInstanceOf(other)
    for (const value of [new Error('x'), null, undefined, 'x', {}, BillitError.prototype]) {
      expect(value instanceof BillitError).toBe(false)
    }
  })

  test('is not an instance of a class that extends one of ours', () => {
    class OwnError extends BillitError {}
    class CopiedError extends copy.BillitError {}
    expect(new OwnError('x')).toBeInstanceOf(OwnError)
    expect(new CopiedError('x')).toBeInstanceOf(BillitError)
    expect(new CopiedError('x')).not.toBeInstanceOf(OwnError)
    expect(notFound).not.toBeInstanceOf(OwnError)
  })
})

test('an error as JSON contains no headers, stack or token', async () => {
  const { billit } = await connect((request, response) =>
    sendJson(response, { message: request.headers.authorization }, 500, { 'X-Echo': String(request.headers.authorization) }),
  )
  const error = await rejection(billit.tags.get(7))
  const text = JSON.stringify(error)
  expect(JSON.parse(text)).toMatchObject({ name: 'ServerError', status: 500, attempts: 1, mayHaveSucceeded: false })
  expect(text).not.toContain(TOKEN)
  expect(text).not.toMatch(/stack|headers/)
})

test.each<[string, (token: string) => string]>([
  ['as it is', (token) => token],
  ["escaped as in PHP's JSON", (token) => token.replaceAll('/', '\\/')],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded in small letters', (token) => encodeURIComponent(token).replace(/%../g, (code) => code.toLowerCase())],
])('redacts a token that is echoed %s', async (_what, spell) => {
  const { billit } = await connect((_request, response) => response.writeHead(200).end(`<p>${spell(TOKEN)}</p>`))
  const error = await rejection(billit.tags.get(7))
  expect(JSON.stringify(error)).toContain('[token]')
  expect(JSON.stringify(error)).not.toContain('secret')
})

test('redacts the previous token too', async () => {
  const tokens = ['first-token-of-the-client', 'second-token-of-the-client']
  const { billit } = await connect((_request, response) => sendJson(response, { message: 'first-token-of-the-client' }, 500), {
    token: () => tokens.shift() ?? 'third-token-of-the-client',
  })
  await rejection(billit.tags.get(7))
  expect(String(await rejection(billit.tags.get(7)))).not.toContain('first-token')
})

test('toYmd rejects a date object that represents an instant, with the cure', () => {
  // Like a luxon DateTime.
  const luxon = { year: 2026, month: 11, day: 22, valueOf: () => 1_790_000_000_000 }
  expect(() => toYmd(luxon)).toThrow('Pass its .toISODate() for the calendar date there, or its .toJSDate()')
})

test('sends a custom Content-Type once', async () => {
  const { billit, server } = await connect(always({ data: { id: 1 } }, 201))
  await billit.contacts.create({ company: 'Νυχτερινό Φως' } as never, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })
  expect(server.requests[0]?.headers['content-type']).toBe('application/json; charset=utf-8')
})

test('sends version and runtime in the User-Agent, unless the caller sets one', async () => {
  const { billit, server } = await connect(always({ data: { id: 1 } }))
  await billit.tags.get(7)
  await billit.tags.get(7, { headers: { 'User-Agent': 'mine' } })
  expect(server.requests.map(({ headers }) => headers['user-agent'])).toEqual([
    expect.stringMatching(/^billit-io\/\d+\.\d+\.\d+ \(Node \d+/),
    'mine',
  ])
})

test.each([
  ['Deno', { Deno: { version: { deno: '2.9.5' } }, window: {} }, 'Deno 2.9.5'],
  ['Bun', { Bun: { version: '1.4.5' } }, 'Bun 1.4.5'],
])('the User-Agent names %s', async (_what, globals, runtime) => {
  const made = await withGlobals(globals, () => connect(always({ data: { id: 1 } })))
  await made.billit.tags.get(7)
  expect(made.server.requests[0]?.headers['user-agent']).toMatch(new RegExp(`^billit-io/\\S+ \\(${runtime}\\)$`))
})

test.each([
  ['a browser', { window: {} }],
  ['a runtime without a name', { process: undefined }],
  ['a runtime without versions', { process: {} }],
  ['a runtime without a version', { process: { versions: {} } }],
])('sends no User-Agent and reads no environment in %s', async (_what, globals) => {
  const { billit, server } = await withGlobals(globals, () => connect(always({ data: { id: 1 } })))
  await billit.tags.get(7)
  expect(server.requests[0]?.headers['user-agent']).not.toContain('billit-io')
})

async function withGlobals<T>(globals: Record<string, unknown>, work: () => Promise<T>): Promise<T> {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  try {
    return await work()
  } finally {
    vi.unstubAllGlobals()
  }
}

test.each([
  [undefined, 'undefined'],
  [() => 1, 'a function'],
  [Symbol('x'), 'a symbol'],
])('a query rejects a list with an invalid item: %s', async (entry, what) => {
  const { billit, server } = await connect(always({ data: { uuid: UUID } }, 201))
  const error = await rejection(billit.invoices.create({ ...draft(), paymentMethod: [entry] } as never))
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(error).toMatchObject({ field: 'paymentMethod.0', message: `paymentMethod.0: a list cannot hold ${what}.` })
  expect(server.requests).toEqual([])
})

test('patch reads, merges and replaces a record, without nulls', async () => {
  const record = { id: 5, company: 'Αρχείο Α.Ε.', city: 'Βόλος', email: null, createdAt: '2026-01-01T00:00:00+00:00', total: 5 }
  const { billit, server } = await connect(always({ data: record }))
  const changes = { city: 'Πάτρα' }
  const patched = billit.contacts.patch(5, changes)
  changes.city = 'Χανιά'
  await patched
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /contacts/5', 'PUT /contacts/5'])
  expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({ company: 'Αρχείο Α.Ε.', city: 'Πάτρα' })
})

test('concurrent account.get() calls share one request and abort separately', async () => {
  const stop = new AbortController()
  const { billit, server } = await connect((_request, response) => {
    stop.abort('left')
    sendJson(response, { data: { uuid: UUID } })
  })
  const left = rejection(billit.account.get({ signal: stop.signal }))
  const stays = billit.account.get()
  expect(await left).toBe('left')
  expect(await stays).toEqual({ uuid: UUID })
  expect(server.requests).toHaveLength(1)
})
