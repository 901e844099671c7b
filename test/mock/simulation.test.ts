/** Simulated failures, snapshots, dates, PDFs, and a fetch without a connection. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Billit, isBillitError } from '../../src/index.ts'
import { type Snapshot, startMock } from '../../src/mock/index.ts'
import { COMPANY, INVOICE } from './bodies.ts'
import { mockFor, send } from './client.ts'

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'billit-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state.json')
}

describe('failNext', () => {
  test('with `after`, loses the response and keeps the record', async () => {
    const mock = await mockFor()
    const billit = new Billit({ token: 'any', baseUrl: mock.url, rateLimit: false })
    const before = mock.rows('invoices').length
    mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
    const error = await billit.invoices.create(INVOICE).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(isBillitError(error) && error.mayHaveSucceeded).toBe(true)
    expect(mock.rows('invoices')).toHaveLength(before + 1)
    expect(mock.requests.at(-1)).toMatchObject({ operationId: 'createInvoice', status: 0 })
    await billit.invoices.create(INVOICE)
  })

  test('fails an operation the given number of times, before it is carried out', async () => {
    const mock = await mockFor()
    mock.failNext({ operation: 'createContact', status: 502, times: 2 })
    expect((await send(mock, 'GET', '/tags')).status).toBe(200)
    const statuses = [1, 2, 3].map(async () => (await send(mock, 'POST', '/contacts', COMPANY)).status)
    expect((await Promise.all(statuses)).sort()).toEqual([201, 502, 502])
  })

  test('fails a request on POST /_mock/fail and on a Prefer header', async () => {
    const mock = await mockFor()
    const before = mock.rows('contacts').length
    expect((await send(mock, 'POST', '/_mock/fail', { status: 500 })).status).toBe(204)
    expect((await send(mock, 'POST', '/contacts', COMPANY)).status).toBe(500)
    expect(mock.rows('contacts')).toHaveLength(before)
    expect((await send(mock, 'POST', '/contacts', COMPANY, { Prefer: 'code=503, after' })).status).toBe(503)
    expect(mock.rows('contacts')).toHaveLength(before + 1)
  })

  test.each([
    [{ operation: 'createInvoise' }, "Unknown operation 'createInvoise': did you mean 'createInvoice'?"],
    [{ stauts: 500 }, "Unknown fault field 'stauts': did you mean 'status'?"],
    [{ status: 200 }, 'status must be a whole number from 400 to 599, not 200.'],
  ])('rejects the fault %j', async (fault, message) => {
    const mock = await mockFor()
    expect(() => mock.failNext(fault as object)).toThrow(message)
    expect(await send(mock, 'POST', '/_mock/fail', fault)).toMatchObject({ status: 400, body: { message } })
  })

  test('faultRate carries out some of the failed writes', async () => {
    const mock = await mockFor({ faultRate: 1 })
    const before = mock.rows('contacts').length
    for (let count = 0; count < 20; count += 1) await send(mock, 'POST', '/contacts', COMPANY).catch(() => {})
    const made = mock.rows('contacts').length - before
    expect([made > 0, made < 20]).toEqual([true, true])
  })
})

describe('snapshots and state files', () => {
  test('restore() restores every record of a snapshot, with its id', async () => {
    const mock = await mockFor()
    const before = mock.snapshot()
    await send(mock, 'POST', '/contacts', COMPANY)
    await send(mock, 'DELETE', '/tags/301')
    mock.restore(before)
    expect(mock.snapshot()).toEqual(before)
    expect((await send(mock, 'GET', '/tags/301')).status).toBe(200)
  })

  test('PUT /_mock/state loads records that omit fields', async () => {
    const mock = await mockFor()
    const fixture: Snapshot = { records: { contacts: [{ id: 5, ...COMPANY }] } }
    expect((await send(mock, 'PUT', '/_mock/state', fixture)).status).toBe(204)
    expect((await send(mock, 'GET', '/contacts')).body.meta?.total).toBe(1)
    expect((await send(mock, 'POST', '/contacts', COMPANY)).body.data).toMatchObject({ id: 6 })
    expect((await send(mock, 'GET', '/_mock/state')).body).toMatchObject({ records: { contacts: [{ id: 6 }, { id: 5 }] } })
  })

  test.each([
    [{}, /A snapshot must be an object/],
    [{ records: { contact: [] } }, /did you mean 'contacts'/],
    [{ records: { contacts: [{}] } }, /must be a list of objects, each with 'id'/],
    [{ records: { contacts: [{ id: 1 }, { id: 1 }] } }, /has a duplicate id/],
    [{ records: {}, invoiceTypes: [{ id: 1 }] }, /invoiceTypes must be a list/],
    [{ records: {}, invoiceTypes: [1, 1].map((id) => ({ id, name: 'Proforma' })) }, /each with its own id/],
  ])('rejects the snapshot %j, and changes nothing', async (snapshot, message) => {
    const mock = await mockFor()
    const before = mock.snapshot()
    expect(() => mock.restore(snapshot as unknown as Snapshot)).toThrow(message)
    expect((await send(mock, 'PUT', '/_mock/state', snapshot)).status).toBe(400)
    expect(mock.snapshot()).toEqual(before)
  })

  test('writes each change to the persist file before it responds', async () => {
    const persist = temporaryFile()
    const first = await mockFor({ persist })
    const created = await send(first, 'POST', '/contacts', COMPANY)
    expect(created.status).toBe(201)
    // The file as it would be after SIGKILL.
    const written = readFileSync(persist, 'utf8')
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(first.snapshot())))
    expect(existsSync(`${persist}.new`)).toBe(false)
    const second = await mockFor({ persist })
    expect(second.rows('contacts')[0]).toMatchObject({ company: COMPANY.company })
  })

  test('a reset returns to what the persist file had at the start', async () => {
    const persist = temporaryFile()
    const records = { tags: [{ id: 9, tag: 'mine' }] }
    writeFileSync(persist, JSON.stringify({ records }))
    const mock = await mockFor({ persist })
    await send(mock, 'DELETE', '/tags/9')
    expect((await send(mock, 'POST', '/_mock/reset', {})).status).toBe(204)
    expect(mock.rows('tags')).toMatchObject(records.tags)
    expect(mock.rows('invoices')).toEqual([])
    expect(JSON.parse(readFileSync(persist, 'utf8')).records.tags).toMatchObject(records.tags)
  })

  test('does not keep a change that it cannot save', async () => {
    const persist = temporaryFile()
    const mock = await mockFor({ persist })
    const before = mock.snapshot()
    mkdirSync(`${persist}.new`) // nothing can be written under this name
    const requests = [
      ...Array.from({ length: 9 }, () => send(mock, 'POST', '/contacts', COMPANY)),
      send(mock, 'DELETE', '/tags/301'),
      send(mock, 'PUT', '/_mock/state', { records: {} }),
    ]
    for (const { status, body } of await Promise.all(requests)) {
      expect([status, body.message]).toEqual([500, expect.stringContaining(` ${persist}, so `)])
    }
    expect(mock.snapshot()).toEqual(before)
    expect(JSON.parse(readFileSync(persist, 'utf8'))).toEqual(JSON.parse(JSON.stringify(before)))
    rmSync(`${persist}.new`, { recursive: true })
    expect((await send(mock, 'POST', '/contacts', COMPANY)).status).toBe(201)
    expect(JSON.parse(readFileSync(persist, 'utf8')).records.contacts[0]).toMatchObject(COMPANY)
  })

  test('starts from a state file', async () => {
    const state = temporaryFile()
    writeFileSync(state, JSON.stringify({ records: { tags: [{ id: 9, tag: 'one' }] } }))
    const mock = await mockFor({ state })
    expect(mock.rows('tags')).toMatchObject([{ id: 9, tag: 'one' }])
    await send(mock, 'DELETE', '/tags/9')
    mock.reset()
    expect(mock.rows('tags')).toHaveLength(1)
    writeFileSync(state, '{')
    await expect(startMock({ state })).rejects.toThrow(`The records in ${state} cannot be read`)
  })
})

describe('today', () => {
  test('is the last date of the records and the start of the clock', async () => {
    const mock = await mockFor({ rows: 60, today: '2025-03-30' })
    const days = mock.rows('invoices').map(({ dateIssued }) => String(dateIssued))
    expect(days.every((day) => day <= '2025-03-30')).toBe(true)
    expect(days[0]?.startsWith('2025-0')).toBe(true)
    const { body } = await send(mock, 'POST', '/contacts', COMPANY)
    const { createdAt } = body.data as { createdAt: string }
    expect(createdAt.slice(0, 10) >= '2025-03-29' && createdAt.slice(0, 10) <= '2025-03-30').toBe(true)
  })

  test('the same seed and date give the same records', async () => {
    const one = await mockFor({ seed: 3, rows: 20, today: '2026-11-24' })
    const other = await mockFor({ seed: 3, rows: 20, today: '2026-11-24' })
    expect(one.snapshot()).toEqual(other.snapshot())
  })
})

test('serves the page of an invoice and its PDF, with Greek letters', async () => {
  const mock = await mockFor()
  const billit = new Billit({ token: 'any', baseUrl: `${mock.url}/v1`, rateLimit: false })
  const invoice = await billit.invoices.create({ ...INVOICE, customerId: 4821 })
  const page = await fetch(`${invoice.permalink}`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain(`/invoice/${invoice.uuid}/pdf`)
  const bytes = await billit.invoices.pdf(`${invoice.uuid}`)
  expect(bytes.length).toBeLessThan(60_000)
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
  for (const part of ['Συμβουλές', 'Νυχτερινό Φως', String(invoice.number), '124.00']) expect(text).toContain(part)
  expect((await fetch(`${mock.url}/invoice/none/pdf`)).status).toBe(404)
})

describe('fetch without a connection', () => {
  test('responds on any host, stores records, and rejects like the global fetch', async () => {
    const mock = await mockFor()
    const billit = new Billit({ token: 'any', environment: 'sandbox', fetch: mock.fetch, rateLimit: false, maxRetries: 0 })
    const { id } = await billit.contacts.create({ ...COMPANY })
    expect(await billit.contacts.get(id)).toMatchObject({ company: COMPANY.company })
    const { permalink } = await billit.invoices.create(INVOICE)
    expect(permalink).toMatch(/^https:\/\/api\.sandbox-billit\.xyz\/invoice\//)
    mock.failNext({ disconnect: true })
    await expect(mock.fetch('https://api.billit.io/v1/tags')).rejects.toThrow('fetch failed')
    const slow = mock.fetch('https://api.billit.io/v1/tags', {
      headers: { prefer: 'delay=60000' },
      signal: AbortSignal.timeout(10),
    })
    await expect(slow).rejects.toThrow(/timeout/i)
  })
})

test('rejects an unknown option and suggests the nearest one', async () => {
  await expect(startMock({ latncy: 5 } as object)).rejects.toThrow("startMock has no option 'latncy': did you mean 'latency'?")
  await expect(startMock({ today: '2026-02-30' })).rejects.toThrow("today must be a day such as 2026-11-24, not '2026-02-30'.")
  await expect(startMock({ examples: true, rows: 5 })).rejects.toThrow('examples')
})
