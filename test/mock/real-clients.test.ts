/** Requests of clients other than the SDK, such as Billit's own PHP client. */
import { request as httpRequest } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Mock, type Row, startMock } from '../../src/mock/index.ts'
import { findActions } from '../../src/mock/resources.ts'
import { bodyOf, operationsOf, parametersOf, propertiesOf, readDocument, resolve } from '../../src/tools/document.ts'
import { COMPANY, INVOICE } from './bodies.ts'
import { mockFor, send, TOKEN } from './client.ts'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ examples: true })
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

const requestRecord = async (method: string, path: string, body?: unknown): Promise<Row> =>
  (await send(mock, method, path, body)).body.data as Row

/** `fetch` cannot send a body with GET. */
const getWithBody = (path: string, body: unknown): Promise<{ status: number; body: { data: Row[]; meta: Row } }> =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    }
    httpRequest(`${mock.url}${path}`, { method: 'GET', headers }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: (await json(response)) as { data: Row[]; meta: Row } })
    })
      .on('error', reject)
      .end(text)
  })

describe('ignores fields of the body that only the server sets', () => {
  test('a create assigns a new id', async () => {
    const contact = await requestRecord('POST', '/contacts', { ...COMPANY, id: 4821, createdAt: 'x', total: 1000 })
    expect(contact.id).not.toBe(4821)
    expect(contact).toMatchObject({ createdAt: expect.stringMatching(/^\d{4}-/), total: 0 })
  })

  test('an update keeps the id and the creation time', async () => {
    const before = await requestRecord('GET', '/contacts/4821')
    const after = await requestRecord('PUT', '/contacts/4821', { ...COMPANY, id: 1, createdAt: 'x' })
    expect([after.id, after.createdAt]).toEqual([4821, before.createdAt])
    expect((await send(mock, 'GET', '/contacts/1')).status).toBe(404)
  })

  test('an update keeps the uuid of an invoice and the id of a product', async () => {
    const [first] = mock.rows('invoices')
    const { uuid } = await requestRecord('POST', '/invoices', { ...INVOICE, uuid: first?.uuid })
    expect(uuid).not.toBe(first?.uuid)
    expect((await requestRecord('PUT', `/invoices/${uuid}`, { ...INVOICE, uuid: first?.uuid, number: 9999 })).uuid).toBe(uuid)
    const product = mock.rows('products')[0] ?? {}
    const { createdAt: _createdAt, ...body } = product
    expect((await requestRecord('PUT', `/products/${product.id}`, { ...body, id: 1 })).id).toBe(product.id)
  })
})

test('ignores every field that is not in the request schema', async () => {
  for (const { resource, kind, operation } of findActions(readDocument()).values()) {
    if (kind !== 'create' && kind !== 'update') continue
    const { path, method } = operationsOf(readDocument()).find((one) => one.operation === operation) ?? { path: '', method: '' }
    const [example = {}] = Object.values(operation.requestBody?.content['application/json']?.examples ?? {})
    const sent = resolve(readDocument(), example).value as Row // an example of the OpenAPI document
    const schema = bodyOf(readDocument(), operation) ?? {}
    const others = Object.keys(propertiesOf(readDocument(), resource.record)).filter(
      (field) => !(field in propertiesOf(readDocument(), schema)),
    )
    const url = path.replace(/\{\w+\}/, String(mock.rows(resource.records)[0]?.[resource.key]))
    const row = await requestRecord(method, url, { ...sent, ...Object.fromEntries(others.map((field) => [field, 'x'])) })
    expect([operation.operationId, others.filter((field) => row[field] === 'x')]).toEqual([operation.operationId, []])
  }
  expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([])
})

describe('a body on an operation without one', () => {
  test('is the query on GET', async () => {
    const { body } = await getWithBody('/contacts', { per_page: 2, page: 2, unpaid: true })
    expect(body.meta).toMatchObject({ per_page: 2, current_page: 2 })
  })

  test('is ignored on the credentials check and on DELETE', async () => {
    expect((await send(mock, 'POST', '/v1', { anything: [1] })).body).toEqual({ msg: 'Hello from the Billit API' })
    expect((await send(mock, 'DELETE', '/tags/301', { anything: 1 })).status).toBe(204)
    expect((await send(mock, 'DELETE', '/tags/302', 'not JSON')).status).toBe(204)
    expect((await send(mock, 'DELETE', '/tags/303', 'a=1', { 'Content-Type': 'application/x-www-form-urlencoded' })).status).toBe(
      204,
    )
    expect((await send(mock, 'POST', '/v1', '{')).status).toBe(200)
  })

  test.each(['/', '/v1', '/v1/'])('GET %s returns the greeting', async (path) => {
    const { status, body } = await send(mock, 'GET', path)
    expect([status, body]).toEqual([200, { msg: 'Hello from the Billit API' }])
  })
})

test('redacts the token in its header only', async () => {
  await send(mock, 'GET', '/payments', undefined, { Authorization: 'Bearer ment' })
  expect(mock.requests.at(-1)).toMatchObject({ url: '/payments', headers: { authorization: '[token]' } })
})

describe('rate limit headers', () => {
  test('are on every response, and count down without the limit, too', async () => {
    const paths = ['/tags', '/nothing', '/tags/999999', '/tags?per_page=0']
    const seen: number[] = []
    for (const path of paths) {
      const { headers } = await send(mock, 'GET', path)
      expect(headers.get('x-ratelimit-limit')).toBe('60')
      seen.push(Number(headers.get('x-ratelimit-remaining')))
    }
    expect(seen).toEqual([59, 58, 57, 56])
  })

  test('a simulated 429 has no requests left and a retry time', async () => {
    const { status, headers } = await send(mock, 'GET', '/tags', undefined, { Prefer: 'code=429' })
    expect([status, headers.get('x-ratelimit-remaining')]).toEqual([429, '0'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50)
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000)
  })
})

describe.each([
  ['the examples', { examples: true }],
  ['600 invoices', {}],
])('loaded with %s', (_name, options) => {
  test('the example path of each operation returns a record', async () => {
    const document = readDocument()
    const started = await startMock(options)
    try {
      for (const { method, path, operation } of operationsOf(document)) {
        if (method !== 'GET') continue
        const [parameter] = parametersOf(document, operation, 'path')
        const url = parameter ? path.replace(/\{\w+\}/, String(parameter.example)) : path
        expect([url, (await send(started, 'GET', url)).status]).toEqual([url, 200])
      }
    } finally {
      await started.close()
    }
  })
})

test.each([
  ['example=payd', /no example 'payd'.*paid|no example 'payd' for 200: it has/],
  ['code=999', /no code '999': it has 200/],
  ['code=oops', /no code 'oops'/],
  ['delay=soon', /delay must be a number of milliseconds/],
  ['exmaple=paid', /Did you mean 'example'/],
])('Prefer: %s returns 400 with the valid values', async (prefer, message) => {
  const { status, body } = await send(mock, 'GET', '/invoices', undefined, { Prefer: prefer })
  expect([status, body.message]).toEqual([400, expect.stringMatching(message)])
})

test('ignores other HTTP preferences', async () => {
  expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'return=minimal, respond-async' })).status).toBe(200)
})

describe('queries', () => {
  test('accepts true for a flag, ignores empty values, and uses the last of several values', async () => {
    const total = async (query: string) => (await send(mock, 'GET', `/contacts?${query}`)).body.meta?.total
    expect(await total('unpaid=true')).toBe(await total('unpaid=1'))
    expect(await total('tagid=&q=')).toBe(await total(''))
    expect(await total('q=zzz&q=Νυχτερινό')).toBe(1)
  })

  test('an error has the parameter name in its documented spelling', async () => {
    const { body } = await send(mock, 'GET', '/contacts?withRelations=7')
    expect(Object.keys(body.errors ?? {})).toEqual(['withRelations'])
  })

  test('returns 400 for a path that cannot be decoded, and logs the request', async () => {
    expect((await send(mock, 'GET', '/tags/%zz')).status).toBe(400)
    expect(mock.requests.at(-1)).toMatchObject({ url: '/tags/%zz', status: 400 })
  })

  test('rows: 0 starts with an empty account', async () => {
    const empty = await mockFor({ rows: 0 })
    for (const name of ['invoices', 'contacts', 'products', 'tags', 'payments']) expect(empty.rows(name)).toEqual([])
    expect((await send(empty, 'POST', '/contacts', COMPANY)).status).toBe(201)
  })
})

describe('rejects unknown ids', () => {
  const payment = {
    customerId: 4821,
    dateOccurred: '2026-11-20',
    amount: 5,
    paymentMethod: 1202,
    paymentType: 1,
    amountLeftOver: 5,
    selectionsAmount: 0,
  }
  const purchase = {
    supplierId: 6101,
    invoiceNum: 7,
    vatAmount: 24,
    cleanAmount: 100,
    dateOccurred: '2026-11-10',
    irsAmount: 0,
    irsType: 1,
  }
  test.each([
    ['/invoices', { ...INVOICE, customerId: 99 }, 'customerId'],
    ['/payments', { ...payment, customerId: 99 }, 'customerId'],
    ['/payments', { ...payment, paymentMethod: 99 }, 'paymentMethod'],
    ['/purchases', { ...purchase, supplierId: 99 }, 'supplierId'],
    ['/contacts', { ...COMPANY, defaultVatId: 99 }, 'defaultVatId'],
  ])('POST %s with an unknown id returns 422 for its field', async (path, body, field) => {
    const { status, body: response } = await send(mock, 'POST', path, body)
    expect([status, response.errors]).toEqual([422, { [field]: [`The selected ${field} is invalid.`] }])
  })

  test('error messages are those of Laravel, not of the validator', async () => {
    const { body } = await send(mock, 'POST', '/contacts', { ...COMPANY, company: '', customerType: 'x', tags: 3 })
    expect(body.errors?.company).toEqual(['The company field is required.'])
    expect(JSON.stringify(body)).not.toMatch(/must NOT|schema|fewer than/)
  })
})

describe('the tax registry', () => {
  const lookUpVatId = async (vatId: string): Promise<Row> => (await send(mock, 'GET', `/gsis/${vatId}`)).body as Row

  test('returns a different company for each VAT number, and always the same one', async () => {
    const [one, other] = [await lookUpVatId('523456110'), await lookUpVatId('094014201')]
    expect([one.error, other.error]).toEqual(['', ''])
    expect([one.afm, other.afm]).toEqual(['523456110', '094014201'])
    expect(one.company).not.toBe(other.company)
    expect(await lookUpVatId('094014201')).toEqual(other)
  })

  test.each(['523456111', '999000006', '999000018', '999000020'])('%s returns an error', async (vatId) => {
    expect((await lookUpVatId(vatId)).error).toMatch(/.+/)
  })
})

test('accepts [-1] and an empty payment method', async () => {
  const invoice = await requestRecord('POST', '/invoices', {
    ...INVOICE,
    paymentMethod: [-1],
    mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 124 },
  })
  expect(invoice.paymentMethodIds).toEqual([])
})
