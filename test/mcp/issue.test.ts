import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { type Agent, checkedHash, connectAgent, countCreated, draft, startExamples, tempFolder } from './agent.ts'

const LOCAL = 'local' as const
const local = (url: string) => ({ environment: LOCAL, baseUrl: `${url}/v1` })

test('there is no tool that issues invoices unless the server allows it', async () => {
  const agent = await connectAgent(await startExamples(), { allowIssue: false })
  expect(await agent.tools()).toEqual(['find', 'get', 'account', 'lookup_vat', 'summary', 'check_draft'])
})

test('no tool deletes, updates or sends a request of the agent', async () => {
  const agent = await connectAgent(await startExamples())
  expect(await agent.tools()).toEqual(['find', 'get', 'account', 'lookup_vat', 'summary', 'check_draft', 'issue_invoice'])
})

describe('check_draft', () => {
  test('returns the totals in euros and a hash, and sends nothing', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock)
    const { data } = await agent.call('check_draft', { draft: draft() })
    expect(data).toMatchObject({
      environment: 'production',
      customer: { id: 4821, company: 'Νυχτερινό Φως Α.Ε.' },
      totals: { net: '100.00', vat: '24.00', total: '124.00', payable: '124.00' },
    })
    expect(data.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(countCreated(mock)).toBe(0)
  })

  test('returns another hash for another server, account or draft, and the same one for another order of fields', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock)
    const hash = await checkedHash(agent)
    const reversed = Object.fromEntries(Object.entries(draft()).reverse())
    expect((await agent.call('check_draft', { draft: reversed })).data.hash).toBe(hash)
    expect(await checkedHash(agent, {}, { price: 100.01 })).not.toBe(hash)
    expect(await checkedHash(await connectAgent(mock, { place: local(mock.url) }))).not.toBe(hash)
  })

  test.each([
    ['sendMail', { sendMail: true }, 'mail'],
    ['a text for sendMail', { sendMail: 'false' }, 'mail'],
    ['mailOptions', { mailOptions: { subject: 'Hi' } }, 'mail'],
    ['reminder', { reminder: false }, 'mail'],
    ['an unknown field', { paid: true }, 'invalid_draft'],
    ['an unknown field of a row', { products: [{ vatId: 901, vatPercent: 24 }] }, 'invalid_draft'],
    ['a rate that the account does not have', { products: [{ details: 'x', vatId: 999, price: 1 }] }, 'invalid_draft'],
    ['an error of the tax authority', { products: [{ details: 'x', vatId: 904, price: 1 }] }, 'invalid_draft'],
    ['a customer that is a text', { customerId: '4821/../1' }, undefined],
  ])('refuses %s', async (_, changes, code) => {
    const agent = await connectAgent(await startExamples())
    const { isError, refused, data } = await agent.call('check_draft', { draft: draft(changes) })
    expect({ isError, refused, hash: data.hash }).toEqual({ isError: true, refused: code, hash: undefined })
  })

  test('accepts sendMail: false, which is always sent', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const hash = await checkedHash(agent)
    expect(await checkedHash(agent, { sendMail: false })).toBe(hash)
    await agent.call('issue_invoice', { hash, key: 'order-1' })
    const sent = mock.requests.find(({ method, url }) => method === 'POST' && url.endsWith('/invoices'))
    expect(sent?.body).toMatchObject({ sendMail: false, tags: ['ref:order-1'] })
  })
})

describe('issue_invoice', () => {
  test('issues the checked draft once for a key', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const args = { hash: await checkedHash(agent), key: 'order-1042' }
    expect((await agent.call('issue_invoice', args)).data).toMatchObject({ status: 'created', number: 133, finalAmount: 124 })
    expect((await agent.call('issue_invoice', args)).data).toMatchObject({ status: 'existing', number: 133 })
    expect(countCreated(mock)).toBe(1)
  })

  test('accepts only the hash of a draft that was checked in this session', async () => {
    const mock = await startExamples()
    const [one, other] = [await connectAgent(mock), await connectAgent(mock)]
    const hash = await checkedHash(one)
    expect((await other.call('issue_invoice', { hash, key: 'order-1' })).refused).toBe('unknown_hash')
    expect((await one.call('issue_invoice', { hash: 'a'.repeat(64), key: 'order-1' })).refused).toBe('unknown_hash')
  })

  test('sends what was checked, not what the agent says later', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const hash = await checkedHash(agent)
    const extra = { hash, key: 'order-1', draft: draft({}, { price: 999 }) }
    expect((await agent.call('issue_invoice', extra)).isError).toBe(true)
    expect(countCreated(mock)).toBe(0)
  })

  test.each(['../x', ' order', 'a b', '', 'x'.repeat(101), 'κλειδί', '<b>'])('refuses the key %j', async (key) => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    expect((await agent.call('issue_invoice', { hash: await checkedHash(agent), key })).isError).toBe(true)
    expect(countCreated(mock)).toBe(0)
  })

  test('refuses a second key for the same draft', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const hash = await checkedHash(agent)
    await agent.call('issue_invoice', { hash, key: 'order-1' })
    expect((await agent.call('issue_invoice', { hash, key: 'order-2' })).refused).toBe('already_issued')
    expect(countCreated(mock)).toBe(1)
  })

  test('refuses a key that another session has used for another draft', async () => {
    const mock = await startExamples()
    const { session, ...first } = await connectAgent(mock, { place: local(mock.url) })
    await first.call('issue_invoice', { hash: await checkedHash({ session, ...first }), key: 'order-1' })
    const second = await connectAgent(mock, { place: local(mock.url), stateFolder: session.options.stateFolder })
    const { isError, message } = await second.call('issue_invoice', {
      hash: await checkedHash(second, { mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 62 } }, { price: 50 }),
      key: 'order-1',
    })
    expect({ isError, message }).toEqual({ isError: true, message: expect.stringContaining('was used for another draft') })
    expect(countCreated(mock)).toBe(1)
  })
})

test('issue_invoice sends nothing if the keys cannot be stored safely', async () => {
  const mock = await startExamples()
  const agent = await connectAgent(mock, { place: local(mock.url) })
  symlinkSync(tempFolder(), join(agent.session.options.stateFolder, 'keys'))
  const { refused, message } = await agent.call('issue_invoice', { hash: await checkedHash(agent), key: 'order-1' })
  expect({ refused, message }).toEqual({ refused: 'keys_unusable', message: expect.stringContaining('is a symbolic link') })
  expect(countCreated(mock)).toBe(0)
})

describe('the limits of a session', () => {
  test('count the sum of the invoices', async () => {
    const mock = await startExamples()
    const limits = { maxAmount: 20_000, maxInvoices: 10 }
    const agent = await connectAgent(mock, { place: local(mock.url), limits })
    const first = await checkedHash(agent)
    const second = await checkedHash(agent, { tags: ['second'] })
    expect((await agent.call('issue_invoice', { hash: first, key: 'order-1' })).data.status).toBe('created')
    const { refused, message } = await agent.call('issue_invoice', { hash: second, key: 'order-2' })
    expect({ refused, message }).toEqual({ refused: 'over_max_amount', message: expect.stringContaining('has used 124.00') })
    expect(countCreated(mock)).toBe(1)
  })

  test('count the invoices, also those that failed', async () => {
    const mock = await startExamples()
    const limits = { maxAmount: 1_000_000, maxInvoices: 1 }
    const agent = await connectAgent(mock, { place: local(mock.url), limits })
    mock.failNext({ operation: 'createInvoice', status: 422 })
    const failed = await agent.call('issue_invoice', { hash: await checkedHash(agent), key: 'order-1' })
    expect(failed.isError).toBe(true)
    const hash = await checkedHash(agent, { tags: ['second'] })
    expect((await agent.call('issue_invoice', { hash, key: 'order-2' })).refused).toBe('over_max_invoices')
  })

  test('count an invoice with negative rows by the sum of its rows without their signs', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const [row] = draft().products as object[]
    const rows = [
      { ...row, price: 1000 },
      { ...row, details: 'Πίστωση', price: -900 },
    ]
    const { data, raw } = await agent.call('check_draft', { draft: draft({ excludeMydata: true, products: rows }) })
    expect(data, raw).toMatchObject({ totals: { total: '124.00' }, counts: '2356.00' })
    const { refused } = await agent.call('issue_invoice', { hash: String(data.hash), key: 'order-1' })
    expect(refused).toBe('over_max_amount')
  })

  test('are checked before a person is asked', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { limits: { maxAmount: 100, maxInvoices: 1 } })
    expect((await agent.call('issue_invoice', { hash: await checkedHash(agent), key: 'order-1' })).refused).toBe(
      'over_max_amount',
    )
  })
})

describe('an uncertain outcome', () => {
  test('is returned as such, is not retried, and blocks every other invoice until it is known', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const [hash, other] = [await checkedHash(agent), await checkedHash(agent, { tags: ['other'] })]
    mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
    mock.failNext({ operation: 'listInvoices', status: 403 })
    const doubt = await agent.call('issue_invoice', { hash, key: 'order-1' })
    expect(doubt.data).toMatchObject({ status: 'uncertain', key: 'order-1', safeAfter: expect.any(String), candidates: [] })
    expect((await agent.call('issue_invoice', { hash: other, key: 'order-2' })).refused).toBe('outcome_uncertain')
    expect(countCreated(mock)).toBe(1)

    expect((await agent.call('issue_invoice', { hash, key: 'order-1' })).data).toMatchObject({ status: 'recovered', number: 133 })
    expect((await agent.call('issue_invoice', { hash: other, key: 'order-2' })).data.status).toBe('created')
    expect(countCreated(mock)).toBe(2)
  })

  test('counts against the limits', async () => {
    const mock = await startExamples()
    const limits = { maxAmount: 1_000_000, maxInvoices: 1 }
    const agent = await connectAgent(mock, { place: local(mock.url), limits })
    mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
    mock.failNext({ operation: 'listInvoices', status: 403 })
    const [hash, other] = [await checkedHash(agent), await checkedHash(agent, { tags: ['other'] })]
    await agent.call('issue_invoice', { hash, key: 'order-1' })
    await agent.call('issue_invoice', { hash, key: 'order-1' })
    expect((await agent.call('issue_invoice', { hash: other, key: 'order-2' })).refused).toBe('over_max_invoices')
  })

  test('names the invoices that may be the right one, and leaves the decision to a person', async () => {
    const mock = await startExamples()
    const agent = await connectAgent(mock, { place: local(mock.url) })
    const hash = await checkedHash(agent)
    mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
    mock.failNext({ operation: 'listInvoices', status: 403 })
    await agent.call('issue_invoice', { hash, key: 'order-1' })
    // The server has dropped the tag, and the time has passed in which it could still create the invoice.
    const snapshot = mock.snapshot()
    const [created] = snapshot.records.invoices ?? []
    Object.assign(created ?? {}, { tags: [] })
    mock.restore(snapshot)
    ageKeys(agent, 10 * 60_000)
    const { data } = await agent.call('issue_invoice', { hash, key: 'order-1' })
    expect(data).toMatchObject({
      status: 'uncertain',
      candidates: [{ uuid: created?.uuid, number: 133, finalAmount: 124, customer: { id: 4821 } }],
      next: expect.stringContaining('a person must compare them'),
    })
    expect(countCreated(mock)).toBe(1)
  })
})

/** Moves the attempts of an agent into the past. */
function ageKeys({ session }: Agent, milliseconds: number): void {
  const folder = join(session.options.stateFolder, 'keys')
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.db'))
  const database = new DatabaseSync(join(folder, name))
  const columns = ['started_at', 'sent_at', 'until'].map((column) => `${column} = ${column} - ${milliseconds}`)
  database.exec(`UPDATE billit_idempotency SET ${columns.join(', ')}`)
  database.close()
}
