import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Billit, type BillitOptions, type InvoiceCreate } from '../../src/index.ts'
import { type LocalServer, sendJson, startLocalServer } from '../support/local-server.ts'
import { onEveryMachine } from './machine-zones.ts'

const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'

let server: LocalServer

beforeAll(async () => {
  server = await startLocalServer((_request, response) => sendJson(response, { data: { uuid: UUID } }, 201))
})
afterAll(() => server.close())

beforeEach(() => {
  server.requests.length = 0
  // 00:30 on 22 November in Athens. Timers are not faked, because the server needs them.
  vi.useFakeTimers({ now: new Date('2026-11-21T22:30:00Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const client = (options?: BillitOptions) => new Billit({ token: 'test-token', baseUrl: server.url, ...options })

const invoice = (dates: Pick<InvoiceCreate, 'invoiceDate' | 'dateExpires'>): InvoiceCreate => ({
  customerId: 12,
  invoiceTypeId: 3,
  products: [{ details: 'Consulting', vatId: 1, price: 100, quantity: 1 }],
  ...dates,
})

/** Returns the body of the only request. */
function sent(): unknown {
  expect(server.requests).toHaveLength(1)
  return JSON.parse(server.requests[0]?.body ?? '')
}

onEveryMachine(() => {
  test("sends today's date in Athens for a new invoice", async () => {
    await client().invoices.create(invoice({ invoiceDate: new Date(), dateExpires: new Date('2026-12-31T22:00:00Z') }))
    expect(sent()).toEqual(invoice({ invoiceDate: '2026-11-22', dateExpires: '2027-01-01' }))
  })

  test("sends today's date in Athens for an updated invoice", async () => {
    await client().invoices.update(UUID, invoice({ invoiceDate: new Date(), dateExpires: null }))
    expect(sent()).toEqual(invoice({ invoiceDate: '2026-11-22', dateExpires: null }))
  })

  test("uses the client's time zone", async () => {
    await client({ timeZone: 'America/New_York' }).invoices.create(invoice({ invoiceDate: new Date() }))
    expect(sent()).toMatchObject({ invoiceDate: '2026-11-21' })
  })

  test('does not change a calendar date', async () => {
    const dateExpires = { year: 2026, month: 12, day: 1 }
    await client({ timeZone: 'Pacific/Niue' }).invoices.create(invoice({ invoiceDate: '2026-11-22', dateExpires }))
    expect(sent()).toMatchObject({ invoiceDate: '2026-11-22', dateExpires: '2026-12-01' })
  })

  test('converts dates in raw requests and queries to the day in Athens', async () => {
    const billit = client()
    await billit.request({ method: 'POST', path: '/reports', query: { until: new Date() }, body: { from: new Date() } })
    expect(server.requests[0]?.query).toEqual({ until: '2026-11-22' })
    expect(sent()).toEqual({ from: '2026-11-22' })
  })

  test('rejects an invalid date with the name of its field and sends nothing', async () => {
    const refused = client().invoices.create(invoice({ invoiceDate: '22/11/2026' }))
    await expect(refused).rejects.toThrow(/invoiceDate.*22\/11\/2026/)
    expect(server.requests).toEqual([])
  })
})
