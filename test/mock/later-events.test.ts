/** mock.advance(): what happens to an invoice after its creation. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { Billit, type InvoiceCreate } from '../../src/index.ts'
import type { InvoiceEvent, Mock, Row } from '../../src/mock/index.ts'
import { mydataStateOf, waitForMark } from '../../src/mydata/index.ts'
import { mockFor, send } from './client.ts'

const EVENTS: InvoiceEvent[] = ['marked', 'refused', 'paid', 'partly-paid', 'cancelled']

const INVOICE: InvoiceCreate = {
  customerId: 4825,
  invoiceDate: '2026-11-22',
  invoiceTypeId: 31,
  mydataInvoiceType: '2.1',
  products: [{ details: 'Συμβουλές', vatId: 901, price: 100, quantity: 1 }],
  mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 124 },
}

const create = async (mock: Mock, changes: Row = {}): Promise<Row> => {
  const { body } = await send(mock, 'POST', '/invoices', { ...INVOICE, ...changes })
  return body.data as Row
}
const read = async (mock: Mock, { uuid }: Row): Promise<Row> => (await send(mock, 'GET', `/invoices/${uuid}`)).body.data as Row
const uuidOf = ({ uuid }: Row): string => String(uuid)
const mydataOf = ({ mydata }: Row): Row => mydata as Row
const contact = (mock: Mock): Row => mock.rows('contacts').find(({ id }) => id === INVOICE.customerId) ?? {}

const startLater = () => mockFor({ markLater: true, today: '2026-11-24' })

test('with markLater, an invoice is pending until it is marked, and then has the MARK that it would have received at once', async () => {
  const later = await startLater()
  const atOnce = await create(await mockFor({ today: '2026-11-24' }))
  const created = await create(later)
  expect(mydataOf(created)).toEqual({ ...mydataOf(atOnce), state: 0, invoiceUid: null, invoiceMark: null })
  expect(mydataStateOf(created)).toEqual({ state: 'pending', mark: null, errors: [] })
  const marked = later.advance(uuidOf(created), 'marked')
  expect(mydataOf(marked)).toEqual(mydataOf(atOnce))
  expect(await read(later, created)).toMatchObject({ mydata: mydataOf(atOnce), updatedAt: marked.updatedAt })
})

test('with markLater, an update keeps a MARK, and an invoice that was refused and corrected is pending again', async () => {
  const mock = await startLater()
  const invoice = await create(mock)
  const update = async () => (await send(mock, 'PUT', `/invoices/${invoice.uuid}`, { ...INVOICE, note: 'x' })).body.data as Row
  expect(mydataStateOf(mock.advance(uuidOf(invoice), 'refused'))).toMatchObject({ state: 'failed', mark: null })
  expect(mydataStateOf(await update())).toMatchObject({ state: 'pending' })
  const { mark } = mydataStateOf(mock.advance(uuidOf(invoice), 'marked'))
  expect(mydataStateOf(await update())).toEqual({ state: 'reported', mark, errors: [] })
})

test('waitForMark() sees the MARK that arrives while it waits', async () => {
  let polls = 0
  const mock = await mockFor({
    markLater: true,
    onRequest: ({ operationId, url }) => {
      if (operationId !== 'getInvoice') return
      polls += 1
      if (polls === 1) mock.advance(url.split('/').at(-1) ?? '', 'marked')
    },
  })
  const billit = new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false })
  const { uuid } = await billit.invoices.create(INVOICE)
  expect(await waitForMark(billit, uuid, { deadline: 20_000 })).toMatchObject({ state: 'reported' })
  expect(polls).toBe(2)
})

test('a payment arrives: half of the amount due, and then the rest', async () => {
  const mock = await mockFor({ today: '2026-11-24' })
  const payments = mock.rows('payments').length
  const invoice = await create(mock)
  const before = contact(mock)
  expect(mock.advance(uuidOf(invoice), 'partly-paid')).toMatchObject({ isPaid: false, restAmount: 62 })
  expect(mock.advance(uuidOf(invoice), 'paid')).toMatchObject({ isPaid: true, restAmount: 0 })
  expect(await read(mock, invoice)).toMatchObject({ isPaid: true, restAmount: 0, mydata: invoice.mydata })
  const received = (await send(mock, 'GET', '/payments?per_page=2')).body.data as Row[]
  expect(mock.rows('payments')).toHaveLength(payments + 2)
  for (const payment of received) {
    expect(payment).toMatchObject({ amount: 62, customerId: INVOICE.customerId, dateOccurred: '2026-11-24T00:00:00+00:00' })
  }
  expect(contact(mock)).toMatchObject({ unpaid: Number(before.unpaid) - 124, total: before.total })
})

test('a payment changes the invoice as POST /payments does', async () => {
  const mock = await mockFor({ today: '2026-11-24' })
  const [one, other] = [await create(mock), await create(mock)]
  const paid = mock.advance(uuidOf(one), 'paid')
  await send(mock, 'POST', '/payments', {
    ...{ customerId: INVOICE.customerId, dateOccurred: '2026-11-24', amount: 124, paymentMethod: 1201, paymentType: 2 },
    ...{ amountLeftOver: 0, selectionsAmount: 124 },
    invoicesPaid: [{ id: other.number, label: other.number, unpaidAmount: 124, paymentAmount: 124 }],
  })
  const { restAmount, isPaid } = await read(mock, other)
  expect(paid).toMatchObject({ restAmount, isPaid })
  const [byApi, byAdvance] = (await send(mock, 'GET', '/payments?per_page=2')).body.data as Row[]
  const { id, invoiceId, paymentMethodId, createdAt, updatedAt, ...rest } = byApi ?? {}
  expect(byAdvance).toMatchObject(rest)
})

test('a cancellation changes the invoice as DELETE does', async () => {
  const mock = await mockFor({ today: '2026-11-24' })
  const [one, other] = [await create(mock), await create(mock)]
  const before = contact(mock)
  const cancelled = mock.advance(uuidOf(one), 'cancelled')
  await send(mock, 'DELETE', `/invoices/${other.uuid}`)
  const deleted = await read(mock, other)
  expect(mydataOf(cancelled)).toMatchObject({ state: mydataOf(deleted).state, canceledByMark: expect.any(Number) })
  expect(cancelled.deletedAt).toBe(cancelled.updatedAt)
  expect(contact(mock)).toMatchObject({ unpaid: Number(before.unpaid) - 248, total: Number(before.total) - 248 })
})

/** The events that led to a state, and the message for each event that is impossible in it. */
const IMPOSSIBLE: Array<[history: InvoiceEvent[], changes: Row, Partial<Record<InvoiceEvent, string>>]> = [
  [[], {}, {}],
  [['marked'], {}, { marked: 'it already has a MARK', refused: 'it already has a MARK' }],
  [['refused'], {}, { refused: 'the tax authority has already refused it' }],
  [['paid'], {}, { paid: 'no amount is due', 'partly-paid': 'an amount of at least 0.02 must be due' }],
  [['partly-paid'], {}, {}],
  [
    ['cancelled'],
    {},
    // Also the second time: DELETE would then remove the invoice.
    Object.fromEntries(EVENTS.map((event) => [event, 'it is already cancelled'])),
  ],
  [[], { excludeMydata: true }, { marked: 'it is excluded from myDATA', refused: 'it is excluded from myDATA' }],
]

test.each(IMPOSSIBLE)(
  'after %j of an invoice with %j, only these events are refused: %j',
  async (history, changes, impossible) => {
    const mock = await startLater()
    for (const event of EVENTS) {
      const uuid = uuidOf(await create(mock, changes))
      for (const earlier of history) mock.advance(uuid, earlier)
      const before = mock.snapshot()
      const obstacle = impossible[event]
      if (obstacle === undefined) expect(mock.advance(uuid, event)).toMatchObject({ uuid })
      else {
        expect(() => mock.advance(uuid, event)).toThrow(new TypeError(`The invoice ${uuid} cannot be ${event}: ${obstacle}.`))
        expect(mock.snapshot()).toEqual(before)
      }
    }
  },
)

test('updatedAt moves with the clock of the mock, and the lists show the change', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const mock = await mockFor({ markLater: true, today: '2027-02-01' })
  const created = await create(mock, { invoiceDate: '2027-02-01' })
  let last = Date.parse(String(created.updatedAt))
  expect(last).toBeGreaterThan(Date.parse('2027-01-31T00:00:00Z'))
  for (const event of ['marked', 'partly-paid', 'cancelled'] as const) {
    last += 5000
    vi.setSystemTime(Date.now() + 5000)
    const { updatedAt } = mock.advance(uuidOf(created), event)
    expect(Date.parse(String(updatedAt))).toBe(last)
    const [row] = (await send(mock, 'GET', '/invoices?per_page=1')).body.data as Row[]
    expect(row).toMatchObject({ uuid: created.uuid, updatedAt })
  }
})

test('POST /_mock/advance does the same over HTTP, and explains what is impossible', async () => {
  const mock = await startLater()
  const { uuid } = await create(mock)
  const advance = (body: unknown) => send(mock, 'POST', '/_mock/advance', body)
  expect(await advance({ uuid, to: 'marked' })).toMatchObject({ status: 204 })
  expect(mydataStateOf(await read(mock, { uuid }))).toMatchObject({ state: 'reported' })
  expect(await advance({ uuid, to: 'marked' })).toMatchObject({
    status: 400,
    body: { message: `The invoice ${uuid} cannot be marked: it already has a MARK.` },
  })
  expect(await advance({ uuid, to: 'payed' })).toMatchObject({
    status: 400,
    body: { message: "to must be one of marked, refused, paid, partly-paid, cancelled, not 'payed'." },
  })
  expect(await advance({ uuid: 'x', to: 'paid' })).toMatchObject({
    status: 400,
    body: { message: "The mock has no invoice 'x'." },
  })
})
