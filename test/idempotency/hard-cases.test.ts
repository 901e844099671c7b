/** Invoices that are hard to identify: clock differences, list orders, paging, cancellations, similar invoices. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type IdempotencyStore, UncertainOutcomeError } from '../../src/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import { createCrashingClient } from './crashing-client.ts'
import type { InvoiceApi, InvoiceServer, ServerOptions, StoredInvoice } from './invoice-server.ts'
import { connect, draft, finish, START, setUp, trackHashing } from './setup.ts'

beforeEach(() => {
  fakeClock(START)
  trackHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const HOUR = 3_600_000
const toTimestamp = (time: number) => `${new Date(time).toISOString().slice(0, 19)}+00:00`

/** Invoices of another program, which the list does not distinguish from ours. */
function createSimilarInvoices(count: number, time = START): Array<[Record<string, unknown>, Partial<StoredInvoice>]> {
  return Array.from({ length: count }, (_, index) => {
    const at = toTimestamp(time - (count - index) * 60_000)
    return [
      { ...draft({ customerId: index % 2 ? 4821 : 7 }), invoiceTypeId: 30 },
      { createdAt: at, updatedAt: at, number: index },
    ]
  })
}

/** A server that loses the response to the first POST after it created the invoice. */
function setUpWithLostResponse(options: ServerOptions, count = 0) {
  const setup = setUp({ nextScenario: () => (setup.server.posts === 1 ? 'drop after' : 'created'), ...options })
  for (const [body, fields] of createSimilarInvoices(count)) setup.server.add(body, fields)
  return setup
}

/** A client whose token may create but not read: an attempt without a response stays uncertain. */
const connectWriteOnly = (server: InvoiceServer, store: IdempotencyStore) =>
  connect({ handle: (...args) => (args[0] === 'GET' ? { status: 403, body: {} } : server.handle(...args)) }, store)

test.each<[string, ServerOptions]>([
  ['three hours behind', { now: () => Date.now() - 3 * HOUR }],
  ['three hours ahead', { now: () => Date.now() + 3 * HOUR }],
  ['months behind', { now: () => Date.now() - 100 * 24 * HOUR }],
])('recovers the invoice if the server clock is %s', async (_case, options) => {
  const { server, billit } = setUpWithLostResponse(options)
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

describe.each<NonNullable<ServerOptions['order']>>(['newest first', 'oldest first', 'by number', 'shuffled'])(
  'with the list order "%s"',
  (order) => {
    test.each([1, 600])('recovers the invoice among %i other(s)', async (count) => {
      const { server, billit } = setUpWithLostResponse({ order, pageSize: 100 }, count)
      const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
      expect(value).toMatchObject({ outcome: 'recovered', invoice: { tags: ['ref:order-1'] } })
      expect(server.posts).toBe(1)
    })
  },
)

test('reads one page of a list that is sorted newest first', async () => {
  const { server, billit } = setUpWithLostResponse({ pageSize: 100 })
  const long = START - 40 * 24 * HOUR
  for (const [body, fields] of createSimilarInvoices(2000, long)) server.add({ ...body, invoiceDate: '2026-10-14' }, fields)
  await finish(billit.invoices.createOnce('order-1', draft()))
  expect(server.log).toEqual(['POST', 'LIST', 'GET'])
})

test('recovers an invoice with an earlier date of issue from a list sorted by number', async () => {
  const { server, billit } = setUpWithLostResponse({ pageSize: 50, order: 'by number' })
  // The other invoices were issued later than ours, but created before it.
  for (const [body, fields] of createSimilarInvoices(200, START - 48 * HOUR))
    server.add(body, { ...fields, number: 1000 + Number(fields.number) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft({ invoiceDate: '2026-11-02' })))
  expect(value).toMatchObject({ outcome: 'recovered' })
})

test('recovers an invoice that has been cancelled', async () => {
  const { server, store } = setUpWithLostResponse({})
  await finish(connectWriteOnly(server, store).invoices.createOnce('order-1', draft()))
  for (const row of server.rows) row.deletedAt = toTimestamp(Date.now())
  const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'cancelled', invoice: { deletedAt: toTimestamp(Date.now()) } })
  expect(server.posts).toBe(1)
})

test.each<[string, ServerOptions]>([
  ['as a record', { showTags: (tags) => tags.map((tag, id) => ({ id, tag })) }],
  ['in another case', { beforeStore: ({ tags }) => tags.splice(0, 1, 'REF:ORDER-1') }],
  ['among other tags', { beforeStore: ({ tags }) => tags.unshift('retainer', 'ref:order-10') }],
])('recovers the invoice if the server returns its tag %s', async (_case, options) => {
  const { server, billit } = setUpWithLostResponse(options)
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

test('keeps the tags of the draft', async () => {
  const { server, billit } = setUp()
  await finish(billit.invoices.createOnce('order-1', draft({ tags: ['retainer', null] })))
  expect(server.rows[0]?.tags).toEqual(['retainer', null, 'ref:order-1'])
})

test('recovers an invoice with an instant as its date of issue, and an amount rounded differently', async () => {
  const changes = { dateIssued: '2026-11-23T22:00:00+00:00', amount: 100.01 }
  const { server, billit } = setUpWithLostResponse({ beforeStore: (row) => Object.assign(row, changes) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

describe('a clock change', () => {
  test.each([-HOUR, HOUR])('by %i ms does not change how long a call waits for `settle`', async (jump) => {
    const { server, billit } = setUp({
      nextScenario: () => (server.posts === 1 ? 'late' : 'created'),
      schedule: (run) => setTimeout(run, 110_000),
    })
    setTimeout(() => vi.setSystemTime(Date.now() + jump), 20_000)
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
    expect(server.posts).toBe(1)
  })

  test('back by a day between two processes does not delay the second by a day', async () => {
    const { server, store, billit } = setUp({ nextScenario: () => (server.posts === 1 ? 'drop before' : 'created') })
    await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 5000 }))
    vi.setSystemTime(Date.now() - 24 * HOUR)
    const { value, took } = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(took).toBeLessThan(160_000)
    expect(took).toBeGreaterThanOrEqual(115_000)
  })

  test('back by a day before another process searches does not hide the invoice', async () => {
    const { server, store, billit } = setUp({ nextScenario: () => 'late', schedule: (run) => setTimeout(run, 10_000) })
    await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 5000 }))
    vi.setSystemTime(Date.now() - 24 * HOUR)
    const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
  })
})

describe('several processes with the same store', () => {
  test('send one POST for one key, and share its invoice', async () => {
    const { server, store } = setUp()
    const calls = [1, 2, 3, 4].map(() => createCrashingClient(server, store, 0).billit.invoices.createOnce('order-1', draft()))
    const { value } = await finish(Promise.all(calls))
    expect(value?.map(({ outcome }) => outcome).sort()).toEqual(['created', 'existing', 'existing', 'existing'])
    expect(server.posts).toBe(1)
  })

  test.each(['drop after', 'drop before', 'late', '500 after', '500 before', '429'] as const)(
    'create one invoice for one key (%s)',
    async (scenario) => {
      const { server, store, billit } = setUp({ nextScenario: () => (server.posts === 1 ? scenario : 'created') })
      const other = connect(server, store)
      const calls = [billit, other].map((client) => client.invoices.createOnce('order-1', draft()))
      const { value } = await finish(Promise.all(calls))
      const [uuid, ...more] = new Set(value?.map(({ invoice }) => invoice.uuid))
      expect(more).toEqual([])
      expect(server.rows.map((row) => row.uuid)).toEqual([uuid])
    },
  )

  test('create one invoice for each of 40 keys at once', async () => {
    const { server, store } = setUp({ nextScenario: () => (server.posts % 3 ? 'drop after' : 'created') })
    const processes = [1, 2].map(() => createCrashingClient(server, store, 0).billit)
    const keys = Array.from({ length: 40 }, (_, index) => `order-${index}`)
    const calls = keys.flatMap((key) => processes.map((client) => client.invoices.createOnce(key, draft())))
    await finish(Promise.all(calls))
    expect(server.rows).toHaveLength(40)
    for (const key of keys) expect(server.findTagged(`ref:${key}`)).toHaveLength(1)
  })
})

describe('without the tag', () => {
  const plain = { tag: false }

  test('recovers the only matching invoice', async () => {
    const { server, billit } = setUpWithLostResponse({}, 1)
    server.add(draft({ customerId: 7 }))
    server.add(draft({ products: [{ details: 'Άλλο', vatId: 901, price: 100.5, quantity: 1 }] }))
    server.add(draft({ invoiceDate: '2026-11-23' }))
    server.add(draft(), { createdAt: toTimestamp(START - HOUR) })
    const { value } = await finish(billit.invoices.createOnce('order-1', draft(), plain))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows.at(-1)?.uuid, tags: [] } })
    expect(server.posts).toBe(1)
  })

  test('does not recover the invoice of another key', async () => {
    const { server, billit } = setUp({ nextScenario: () => (server.posts === 2 ? 'drop before' : 'created') })
    await finish(billit.invoices.createOnce('order-1', draft(), plain))
    const { value } = await finish(billit.invoices.createOnce('order-2', draft(), plain))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(server.rows).toHaveLength(2)
  })

  test('throws with all candidates if several invoices match', async () => {
    const { server, store, billit } = setUpWithLostResponse({})
    server.add(draft(), { createdAt: toTimestamp(START + 1000) })
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), plain))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    const { candidates, message } = error as UncertainOutcomeError
    expect(candidates.map(({ uuid }) => uuid).sort()).toEqual(server.rows.map(({ uuid }) => uuid).sort())
    expect(message).toContain('{ resolve: { uuid } }')
    // The fix that the message names.
    const resolve = { uuid: String(server.rows[1]?.uuid) }
    const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft(), { ...plain, resolve }))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[1]?.uuid } })
  })

  test('assigns an invoice to neither of two uncertain keys with the same draft', async () => {
    const { server, store } = setUp({ nextScenario: () => (server.posts === 1 ? 'drop after' : 'drop before') })
    const client = connectWriteOnly(server, store)
    for (const key of ['order-1', 'order-2']) await finish(client.invoices.createOnce(key, draft(), plain))
    for (const key of ['order-1', 'order-2']) {
      const { error } = await finish(connect(server, store).invoices.createOnce(key, draft(), plain))
      expect(error).toMatchObject({ name: 'UncertainOutcomeError', candidates: [{ uuid: server.rows[0]?.uuid }] })
    }
    expect(server.posts).toBe(2)
  })

  test('recovers an invoice by its tag if the option was turned off only later', async () => {
    const { server, store } = setUpWithLostResponse({})
    server.add(draft(), { createdAt: toTimestamp(START + 1000) })
    await finish(connectWriteOnly(server, store).invoices.createOnce('order-1', draft()))
    const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft(), plain))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { tags: ['ref:order-1'] } })
  })
})

test('retries a search that fails temporarily', async () => {
  const { server, store } = setUpWithLostResponse({})
  let failures = 4
  const flaky: InvoiceApi = {
    handle: (...args) => (args[0] === 'GET' && failures-- > 0 ? { status: 503, body: '' } : server.handle(...args)),
  }
  const { value } = await finish(connect(flaky, store).invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

test('throws at once if the token may not read the list', async () => {
  const { server, store } = setUpWithLostResponse({})
  const { error, took } = await finish(connectWriteOnly(server, store).invoices.createOnce('order-1', draft()))
  expect(error).toMatchObject({ name: 'UncertainOutcomeError', cause: { name: 'PermissionDeniedError' } })
  expect(took).toBeLessThan(1000)
})

describe('a store that never responds', () => {
  /** Hangs from the n-th call of a method on. */
  function createHangingStore(store: IdempotencyStore, method: 'read' | 'write', from: number): IdempotencyStore {
    let calls = 0
    const never = new Promise<never>(() => {})
    return {
      read: (key) => (method === 'read' && ++calls >= from ? never : store.read(key)),
      write: (record) => (method === 'write' && ++calls >= from ? never : store.write(record)),
      remove: (key, version) => store.remove(key, version),
      claimed: (uuids) => store.claimed(uuids),
      unsettled: () => store.unsettled(),
    }
  }

  test('prevents the request if it hangs on the first read', async () => {
    const { server, store } = setUp()
    const billit = connect(server, createHangingStore(store, 'read', 1))
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({
      message: expect.stringContaining('The idempotency store failed: no response within 30000 ms; nothing was sent'),
    })
    expect(server.posts).toBe(0)
  })

  test('prevents the request if it hangs on the first write', async () => {
    const { server, store } = setUp()
    const billit = connect(server, createHangingStore(store, 'write', 1))
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({ mayHaveSucceeded: false })
    expect(server.posts).toBe(0)
  })

  test('does not prevent the result if it hangs after the request', async () => {
    const { server, store } = setUp()
    const billit = connect(server, createHangingStore(store, 'write', 2))
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(server.posts).toBe(1)
  })

  test.each([1, 2])('does not delay a call past its deadline if it hangs on write %i', async (from) => {
    const { server, store } = setUp()
    const billit = connect(server, createHangingStore(store, 'write', from))
    const started = performance.now()
    await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 5000 }))
    expect(performance.now() - started).toBeLessThan(7000)
    expect(server.posts).toBe(from - 1)
  })
})
