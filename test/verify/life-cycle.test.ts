import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type VerifyOptions, verify } from '../../src/verify/index.ts'
import { type Change, changing } from './changing.ts'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ today: '2026-11-24', rows: 40 })
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

const RESOURCES = ['invoices', 'contacts', 'products', 'tags', 'payments', 'ocps', 'purchases']

const allRows = () => RESOURCES.map((resource) => mock.rows(resource))

const write = (changes: readonly Change[] = [], options: VerifyOptions = {}) =>
  verify({ token: 'anything', baseUrl: 'http://127.0.0.1/v1', write: true, fetch: changing(mock.fetch, changes), ...options })

const answerTo = ({ observations }: { observations: Array<{ question: string; answer: string }> }, question: string) =>
  observations.find((one) => one.question === question)?.answer

test('it deletes what it made, and nothing else, reports no invoice, and answers the open questions', async () => {
  const before = allRows()
  const { report, leftOver } = await write()
  expect(report.findings).toEqual([])
  expect(report.isComplete).toBe(true)
  expect([leftOver, report.leftOver]).toEqual([[], []])
  expect(allRows()).toEqual(before)
  const made = mock.requests.filter(({ method, status }) => method === 'POST' && status < 300)
  expect(made.map(({ url }) => url).sort()).toEqual(
    ['contacts', 'invoices', 'invoices', 'ocps', 'payments', 'products', 'purchases'].map((name) => `/v1/${name}`),
  )

  // No invoice is reported to the tax authority or mailed, not even by an update.
  const sent = mock.requests.filter(
    ({ method, url }) => url.startsWith('/v1/invoices') && (method === 'POST' || method === 'PUT'),
  )
  expect(sent.length).toBeGreaterThanOrEqual(4)
  for (const { body } of sent) expect(body).toMatchObject({ excludeMydata: true, sendMail: false })

  expect(answerTo(report, 'What does PUT /contacts/{id} require?')).toBe('isCompany, company, customerType, country.')
  expect(answerTo(report, 'What does PUT /invoices/{uuid} require?')).toBe('invoiceDate, invoiceTypeId, products.')
  expect(answerTo(report, 'Does PUT /contacts/{id} take null in its optional fields?')).toMatch(/^Not in these: lang, /)
  expect(answerTo(report, 'What does paymentMethod [-1] give an invoice?')).toBe('None.')
  expect(answerTo(report, 'Where is VAT rounded?')).toBe('On each row.')
  expect(answerTo(report, 'Does an invoice show its tags?')).toBe('Yes.')
  expect(answerTo(report, 'Which parameter finds invoices by a tag?')).toMatch(/^None of q, /)
  expect(answerTo(report, 'What does a second DELETE of an invoice do?')).toBe('It removes the invoice.')
})

test.each([
  [0.06, 'On each row.'],
  [0.07, 'Once for each rate.'],
  [0.1, 'In another way.'],
])('VAT of %s on three rows of 0.10 is rounded: %s', async (vatAmount, answer) => {
  const change: Change = ['POST /invoices 201', ({ body }) => Object.assign(body.data, { vatAmount })]
  expect(answerTo((await write([change])).report, 'Where is VAT rounded?')).toBe(answer)
})

test('what could not be deleted is named to the person, and only counted in the report', async () => {
  const fetch: typeof globalThis.fetch = async (input, init) =>
    init?.method === 'DELETE' ? Response.json({ message: 'no' }, { status: 403 }) : mock.fetch(new Request(input, init))
  const { report, leftOver } = await write([], { fetch })
  const [invoice] = mock.rows('invoices')
  const [contact] = mock.rows('contacts')
  const kinds = ['a purchase', 'a payment link', 'a payment', 'an invoice', 'an invoice', 'a product', 'a contact', 'a tag']
  expect(report.leftOver).toEqual(kinds)
  expect(leftOver).toContain(`an invoice, ${invoice?.uuid} (number ${invoice?.number}), which is cancelled at best`)
  expect(leftOver).toContain(`a contact, ${contact?.id}`)
  expect(leftOver.at(-1)).toMatch(/^the tag billit-verify-[\da-f]{8}$/)
  expect(JSON.stringify(report)).not.toContain(String(invoice?.uuid))
})

test('a create whose answer is lost is named: it may have been made', async () => {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await mock.fetch(new Request(input, init))
    if (init?.method === 'POST' && String(input).endsWith('/contacts')) throw new TypeError('broken')
    return response
  }
  const { report, leftOver } = await write([], { fetch })
  const mark = mock.rows('contacts')[0]?.company
  expect(leftOver).toEqual([`a contact that may have been made: look for ${mark}`])
  expect(report.isComplete).toBe(false)
})

test('when it is stopped, it deletes what it made', async () => {
  const before = allRows()
  const controller = new AbortController()
  const { report, leftOver } = await write([], {
    signal: controller.signal,
    onExchange: ({ method, path }) => {
      if (method === 'PUT' && path.startsWith('/invoices')) controller.abort()
    },
  })
  expect(report.isComplete).toBe(false)
  expect(leftOver).toEqual([])
  expect(allRows()).toEqual(before)
})
