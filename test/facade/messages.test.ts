/** The exact messages of errors: the request, the response, and whether it is safe to retry. */
import { describe, expect, test, vi } from 'vitest'
import { Billit, type BillitError, ConnectionError } from '../../src/index.ts'
import { draft } from '../mydata/draft.ts'
import { sendJson } from '../support/local-server.ts'
import { always, connect, rejection, serve, TOKEN, UUID } from './setup.ts'

const asked = (billit: Billit) => rejection(billit.tags.get(7)) as Promise<BillitError>
const text = (type: string | undefined, body: string, status = 200) =>
  connect((_request, response) => response.writeHead(status, type === undefined ? {} : { 'Content-Type': type }).end(body))

describe('an error response', () => {
  test.each<[number, unknown, string]>([
    [400, { error: 'Bad Request', message: 'Wrong page.' }, '400 Bad Request: Wrong page.'],
    [400, { message: 'Wrong page' }, '400 Bad Request: Wrong page.'],
    [403, { error: '', message: 'Not yours.' }, '403 Forbidden: Not yours.'],
    [404, { error: 7, message: null }, '404 Not Found.'],
    [404, {}, '404 Not Found.'],
    [404, [], '404 Not Found.'],
    [422, { message: 'Invalid.', errors: { tag: ['x'], 'a.b': ['y'] } }, '422 Unprocessable Entity: Invalid. Fields: tag, a.b.'],
    [422, { errors: 'none' }, '422 Unprocessable Entity.'],
    [500, 'oops', '500 Internal Server Error.'],
  ])('%i with %j', async (status, body, expectedMessage) => {
    const { billit, server } = await connect(always(body, status))
    const error = await asked(billit)
    expect(error.message).toBe(`GET ${server.url}/tags/7: ${expectedMessage}`)
  })

  test('names at most ten fields', async () => {
    const errors = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, ['x']]))
    const { billit } = await connect(always({ errors }, 422))
    expect((await asked(billit)).message).toMatch(/Fields: f0, f1, .*f9\.$/)
  })

  test.each([300, 301, 307, 308, 399])('%i explains that the redirect was not followed', async (status) => {
    const { billit, server } = await connect(always('', status, { location: 'http://127.0.0.1:1/' }))
    expect((await asked(billit)).message).toBe(
      `GET ${server.url}/tags/7: ${status}, not followed, so that the token is sent to no other server: check baseUrl.`,
    )
  })

  test('explains a redirect that the runtime hides', async () => {
    const hidden = Object.defineProperties(new Response(), { type: { value: 'opaqueredirect' }, status: { value: 0 } })
    const { billit } = await connect(always({}), { fetch: async () => hidden })
    expect((await asked(billit)).message).toContain(': redirect, not followed')
  })

  test('418 is an ApiError, 599 a ServerError', async () => {
    for (const [status, name] of [
      [418, 'ApiError'],
      [499, 'ApiError'],
      [599, 'ServerError'],
    ] as const) {
      const { billit } = await connect(always({}, status))
      expect(await asked(billit)).toMatchObject({ name, status, method: 'GET' })
    }
  })
})

describe('an unexpected response', () => {
  test.each([
    ['text/html', '<p>Sign in</p>', '200, but the response is not JSON (text/html).'],
    [undefined, 'Sign in', '200, but the response is not JSON (no content type).'],
    ['application/json', '{"id":', '200, but the response is not JSON (application/json).'],
    ['application/json', '{"id":1}', '200, but the response has no data.'],
    ['application/json', '', '200, but the response has no data.'],
  ])('%s: %s', async (type, body, expectedMessage) => {
    const { billit, server } = await text(type, body)
    const error = await asked(billit)
    expect(error).toMatchObject({ name: 'ResponseParseError', status: 200, body, attempts: 1, mayHaveSucceeded: false })
    expect(error.message).toBe(`GET ${server.url}/tags/7: ${expectedMessage}`)
    expect(Object.hasOwn(error, 'cause')).toBe(false)
  })
})

describe('an error after a write', () => {
  const refused = async (send: (billit: Billit) => PromiseLike<unknown>, status = 500) => {
    const { billit, server } = await connect(always({}, status))
    const { message } = (await rejection(send(billit))) as BillitError
    return message.replaceAll(server.url, '')
  }
  const ADVICE = 'The request may have succeeded. Check'

  test('names the place to check if it may have succeeded', async () => {
    expect(await refused((billit) => billit.contacts.create({ company: 'Α', isCompany: true, customerType: 1 } as never))).toBe(
      `POST /contacts: 500 Internal Server Error. ${ADVICE} GET /contacts before you retry.`,
    )
    expect(await refused((billit) => billit.invoices.create(draft()))).toBe(
      `POST /invoices: 500 Internal Server Error. ${ADVICE} GET /invoices before you retry, or use invoices.createOnce(), which does that.`,
    )
    expect(await refused((billit) => billit.invoices.delete(UUID))).toContain(`${ADVICE} GET /invoices/${UUID} before you retry.`)
    expect(await refused((billit) => billit.request({ method: 'POST', path: '/receipts' }))).toBe(
      `POST /receipts: 500 Internal Server Error. ${ADVICE} before you retry.`,
    )
  })

  test('gives no such advice if it was rejected or is safe to retry', async () => {
    expect(await refused((billit) => billit.invoices.create(draft()), 422)).not.toContain(ADVICE)
    expect(await refused((billit) => billit.contacts.delete(7))).not.toContain(ADVICE)
    expect(await refused((billit) => billit.request({ method: 'GET', path: '/receipts' }))).toBe(
      'GET /receipts: 500 Internal Server Error.',
    )
  })
})

describe('a refused connection', () => {
  const nowhere = 'http://127.0.0.1:1'
  const created = (billit: Billit) => rejection(billit.invoices.create(draft())) as Promise<BillitError>
  const refuse = async () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
  }

  test("is certain with the runtime's own fetch", async () => {
    const closed = await serve(() => {})
    await closed.close()
    const error = await created(new Billit({ token: TOKEN, baseUrl: closed.url, maxRetries: 0, rateLimit: false }))
    expect(error).toMatchObject({ name: 'ConnectionError', mayHaveSucceeded: false })
  })

  test('is uncertain with a replaced global fetch', async () => {
    vi.stubGlobal('fetch', refuse)
    try {
      const error = await created(new Billit({ token: TOKEN, baseUrl: nowhere, maxRetries: 3, rateLimit: false }))
      expect(error).toMatchObject({ name: 'ConnectionError', mayHaveSucceeded: true, attempts: 1 })
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('is uncertain with a custom fetch', async () => {
    const error = await created(new Billit({ token: TOKEN, baseUrl: nowhere, fetch: refuse, maxRetries: 3, rateLimit: false }))
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ mayHaveSucceeded: true, attempts: 1 })
  })
})

test('rejects an invalid id with its name', async () => {
  const { billit, server } = await connect(always({}))
  const messageOf = async (call: PromiseLike<unknown>) => ((await rejection(call)) as Error).message
  expect(await messageOf(billit.tags.get(0))).toBe('The id must be an integer from 1, not 0.')
  expect(await messageOf(billit.invoices.get('7'))).toBe(`The uuid must look like '${UUID}', not '7'.`)
  const vat = "The VAT number must be a string of nine digits, without 'EL', not"
  expect(await messageOf(billit.gsis.lookup('EL523456110'))).toBe(`${vat} 'EL523456110'.`)
  expect(await messageOf(billit.gsis.lookup('5234561100'))).toBe(`${vat} '5234561100'.`)
  expect(await messageOf(billit.gsis.lookup('523456119'))).toBe(
    'The VAT number 523456119 has a wrong check digit: check for a mistyped digit.',
  )
  expect(await messageOf(billit.request({ method: 'GET', path: 'receipts' }))).toBe(
    "The path must be one such as '/invoices', with its query in 'query', not 'receipts'.",
  )
  for (const given of ['GET', undefined]) {
    expect(await messageOf(billit.request(given as never))).toMatch(
      /^request\(\) expects an object such as .*, not ('GET'|undefined)\.$/,
    )
  }
  expect(server.requests).toEqual([])
})

test('sends a valid VAT number in the path', async () => {
  const server = await serve((_request, response) => sendJson(response, { afm: '523456110' }))
  const billit = new Billit({ token: TOKEN, baseUrl: server.url, rateLimit: false })
  await billit.gsis.lookup('523456110')
  expect(server.requests.map(({ target }) => target)).toEqual(['/gsis/523456110'])
})

test('gives no advice to read the record again for a response without an envelope', async () => {
  const { billit, server } = await connect(always({}, 500))
  const { message } = (await rejection(billit.gsis.lookup('523456110'))) as Error
  expect(message).toBe(`GET ${server.url}/gsis/523456110: 500 Internal Server Error.`)
})
