import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type VerifyOptions, verify } from '../../src/verify/index.ts'
import { type Change, changeResponses } from './change-responses.ts'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ today: '2026-11-24', rows: 40 })
})
beforeEach(() => {
  mock.reset()
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => mock.close())

const RESOURCES = ['invoices', 'contacts', 'products', 'tags', 'payments', 'ocps', 'purchases']

const allRows = () => RESOURCES.map((resource) => mock.rows(resource))

const write = (changes: readonly Change[] = [], options: VerifyOptions = {}) =>
  verify({
    token: 'anything',
    baseUrl: 'http://127.0.0.1/v1',
    write: true,
    fetch: changeResponses(mock.fetch, changes),
    sleep: async (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds),
    ...options,
  })

const findAnswer = ({ observations }: { observations: Array<{ question: string; answer: string }> }, question: string) =>
  observations.find((one) => one.question === question)?.answer

test('creates and deletes test records only, reports no invoice to myDATA, and answers the open questions', async () => {
  const before = allRows()
  const { report, leftovers } = await write()
  expect(report.findings).toEqual([])
  expect(report.isComplete).toBe(true)
  expect([leftovers, report.leftovers]).toEqual([[], []])
  expect(allRows()).toEqual(before)
  const created = mock.requests.filter(({ method, status }) => method === 'POST' && status < 300)
  expect(created.map(({ url }) => url).sort()).toEqual(
    ['contacts', 'invoices', 'invoices', 'ocps', 'payments', 'products', 'purchases'].map((name) => `/v1/${name}`),
  )

  // Neither creates nor updates report an invoice to the tax authority or mail it.
  const sent = mock.requests.filter(
    ({ method, url }) => url.startsWith('/v1/invoices') && (method === 'POST' || method === 'PUT'),
  )
  expect(sent.length).toBeGreaterThanOrEqual(4)
  for (const { body } of sent) expect(body).toMatchObject({ excludeMydata: true, sendMail: false })

  expect(findAnswer(report, 'Which fields does PUT /contacts/{id} require?')).toBe('isCompany, company, customerType, country.')
  expect(findAnswer(report, 'Which fields does PUT /invoices/{uuid} require?')).toBe('invoiceDate, invoiceTypeId, products.')
  expect(findAnswer(report, 'Does PUT /contacts/{id} accept null in its optional fields?')).toMatch(/^Not in these: lang, /)
  expect(findAnswer(report, 'Which payment methods does an invoice have after paymentMethod [-1]?')).toBe('None.')
  expect(findAnswer(report, 'How is VAT rounded?')).toBe('Per row.')
  expect(findAnswer(report, 'What is taxRate on an OSS row?')).toBe('The rate of the row, in percent.')
  expect(findAnswer(report, 'In which letters are the names of document types?')).toBe('Greek.')
  expect(findAnswer(report, 'Does an invoice name its currency?')).toBe('Yes.')
  expect(findAnswer(report, 'Of which types is mydata.selfPricing?')).toBe('null')
  expect(findAnswer(report, 'Which sign do the amounts of a credit note have?')).toBe('Positive.')
  expect(findAnswer(report, 'Does the response for an invoice contain its tags?')).toBe('Yes.')
  expect(findAnswer(report, 'Which parameter filters invoices by tag?')).toMatch(/^None of q, /)
  expect(findAnswer(report, 'What does a second DELETE of an invoice do?')).toBe('It removes the invoice.')
  expect(findAnswer(report, 'Does updatedAt of an invoice move when only its tags change?')).toBe('Yes.')
  expect(findAnswer(report, 'Does updatedAt of an invoice move when it is cancelled?')).toBe('Yes.')
  // The mock does not allocate payments.
  expect(findAnswer(report, 'Does updatedAt of an invoice move when it is paid?')).toMatch(/^Unknown: the payment did not/)
})

test.each([
  ['stays', 'No.'],
  ['moves', 'Yes.'],
])('reports whether updatedAt of an invoice %s with a payment, a tag and a cancellation', async (way, answer) => {
  let isPaid = false
  const changes: Change[] = [
    [
      'POST /payments 200',
      () => {
        isPaid = true
      },
    ],
    [
      'GET /invoices/{uuid} 200',
      ({ body }) => {
        if (isPaid) body.data.restAmount = 0
        body.data.updatedAt = way === 'stays' ? body.data.createdAt : new Date().toISOString()
      },
    ],
  ]
  const { report } = await write(changes)
  for (const change of ['it is paid', 'only its tags change', 'it is cancelled']) {
    expect([change, findAnswer(report, `Does updatedAt of an invoice move when ${change}?`)]).toEqual([change, answer])
  }
})

test.each([
  [119, 'The rate of the row, in percent.'],
  [2000, 'The rate of the row, as a fraction.'],
  [100, 'It adds no VAT, so the tax is a separate row.'],
  [100.19, 'Something else.'],
])('reports what a taxRate of 19 is, for a total of %s', async (finalAmount, answer) => {
  const change: Change = ['PUT /invoices/{uuid} 200', ({ body }) => Object.assign(body.data, { finalAmount })]
  expect(findAnswer((await write([change])).report, 'What is taxRate on an OSS row?')).toBe(answer)
})

test.each([
  [0.06, 'Per row.'],
  [0.07, 'Per rate.'],
  [0.1, 'In another way.'],
])('reports the rounding of a VAT of %s on three rows of 0.10 as "%s"', async (vatAmount, answer) => {
  const change: Change = ['POST /invoices 201', ({ body }) => Object.assign(body.data, { vatAmount })]
  expect(findAnswer((await write([change])).report, 'How is VAT rounded?')).toBe(answer)
})

test('returns the names of records that it could not delete, and puts only their kinds in the report', async () => {
  const fetch: typeof globalThis.fetch = async (input, init) =>
    init?.method === 'DELETE' ? Response.json({ message: 'no' }, { status: 403 }) : mock.fetch(new Request(input, init))
  const { report, leftovers } = await write([], { fetch })
  const [invoice] = mock.rows('invoices')
  const [contact] = mock.rows('contacts')
  const kinds = ['a purchase', 'a payment link', 'a payment', 'an invoice', 'an invoice', 'a product', 'a contact', 'a tag']
  expect(report.leftovers).toEqual(kinds)
  expect(leftovers).toContain(`an invoice, ${invoice?.uuid} (number ${invoice?.number}), which may be cancelled`)
  expect(leftovers).toContain(`a contact, ${contact?.id}`)
  expect(leftovers.at(-1)).toMatch(/^the tag billit-verify-[\da-f]{8}$/)
  expect(JSON.stringify(report)).not.toContain(String(invoice?.uuid))
})

test('lists a record as possibly created if the response is lost', async () => {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await mock.fetch(new Request(input, init))
    if (init?.method === 'POST' && String(input).endsWith('/contacts')) throw new TypeError('broken')
    return response
  }
  const { report, leftovers } = await write([], { fetch })
  const mark = mock.rows('contacts')[0]?.company
  expect(leftovers).toEqual([`a contact that may have been created: search for ${mark}`])
  expect(report.isComplete).toBe(false)
})

test('deletes the test records after an abort', async () => {
  const before = allRows()
  const controller = new AbortController()
  const { report, leftovers } = await write([], {
    signal: controller.signal,
    onExchange: ({ method, path }) => {
      if (method === 'PUT' && path.startsWith('/invoices')) controller.abort()
    },
  })
  expect(report.isComplete).toBe(false)
  expect(leftovers).toEqual([])
  expect(allRows()).toEqual(before)
})
