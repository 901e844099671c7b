/** What makes an invoice hard to recognize: clocks, orders, pages, cancellations, others that look like it. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type IdempotencyStore, UncertainOutcomeError } from '../../src/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import type { Answering, InvoiceServer, ServerOptions, Stored } from './invoice-server.ts'
import { mortal } from './mortal.ts'
import { clientOf, draft, finish, START, watchHashing, world } from './virtual.ts'

beforeEach(() => {
  fakeClock(START)
  watchHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const HOUR = 3_600_000
const timestamp = (time: number) => `${new Date(time).toISOString().slice(0, 19)}+00:00`

/** Another program's invoices, which look like ours as far as the list tells. */
function crowd(count: number, time = START): Array<[Record<string, unknown>, Partial<Stored>]> {
  return Array.from({ length: count }, (_, index) => {
    const at = timestamp(time - (count - index) * 60_000)
    return [
      { ...draft({ customerId: index % 2 ? 4821 : 7 }), invoiceTypeId: 30 },
      { createdAt: at, updatedAt: at, number: index },
    ]
  })
}

/** A server on which the invoice is, although no answer came. */
function withLostAnswer(options: ServerOptions, count = 0) {
  const made = world({ fate: () => (made.server.posts === 1 ? 'drop after' : 'created'), ...options })
  for (const [body, fields] of crowd(count)) made.server.add(body, fields)
  return made
}

/** A client that may create, and read nothing: an attempt of which no answer came stays in doubt. */
const blind = (server: InvoiceServer, store: IdempotencyStore) =>
  clientOf({ answer: (...given) => (given[0] === 'GET' ? { status: 403, body: {} } : server.answer(...given)) }, store)

test.each<[string, ServerOptions]>([
  ['three hours behind', { now: () => Date.now() - 3 * HOUR }],
  ['three hours ahead', { now: () => Date.now() + 3 * HOUR }],
  ['months behind', { now: () => Date.now() - 100 * 24 * HOUR }],
])('the clock of the server is %s', async (_what, options) => {
  const { server, billit } = withLostAnswer(options)
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

describe.each<NonNullable<ServerOptions['order']>>(['newest first', 'oldest first', 'by number', 'shuffled'])(
  'a list %s',
  (order) => {
    test.each([1, 600])('with %i other invoices', async (count) => {
      const { server, billit } = withLostAnswer({ order, pageSize: 100 }, count)
      const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
      expect(value).toMatchObject({ outcome: 'recovered', invoice: { tags: ['ref:order-1'] } })
      expect(server.posts).toBe(1)
    })
  },
)

test('newest first, one page is enough', async () => {
  const { server, billit } = withLostAnswer({ pageSize: 100 })
  const long = START - 40 * 24 * HOUR
  for (const [body, fields] of crowd(2000, long)) server.add({ ...body, invoiceDate: '2026-10-14' }, fields)
  await finish(billit.invoices.createOnce('order-1', draft()))
  expect(server.log).toEqual(['POST', 'LIST', 'GET'])
})

test('an invoice with an earlier date of issue is found in a list by date of issue', async () => {
  const { server, billit } = withLostAnswer({ pageSize: 50, order: 'by number' })
  // All of them were issued later than ours, and created before it.
  for (const [body, fields] of crowd(200, START - 48 * HOUR))
    server.add(body, { ...fields, number: 1000 + Number(fields.number) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft({ invoiceDate: '2026-11-02' })))
  expect(value).toMatchObject({ outcome: 'recovered' })
})

test('a cancelled invoice was created', async () => {
  const { server, store } = withLostAnswer({})
  await finish(blind(server, store).invoices.createOnce('order-1', draft()))
  for (const row of server.rows) row.deletedAt = timestamp(Date.now())
  const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered', invoice: { deletedAt: timestamp(Date.now()) } })
  expect(server.posts).toBe(1)
})

test.each<[string, ServerOptions]>([
  ['as records', { tagRecords: true }],
  ['in another case', { stored: ({ tags }) => tags.splice(0, 1, 'REF:ORDER-1') }],
  ['among others', { stored: ({ tags }) => tags.unshift('retainer', 'ref:order-10') }],
])('tags %s', async (_what, options) => {
  const { server, billit } = withLostAnswer(options)
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

test('tags of the draft are kept', async () => {
  const { server, billit } = world()
  await finish(billit.invoices.createOnce('order-1', draft({ tags: ['retainer', null] })))
  expect(server.rows[0]?.tags).toEqual(['retainer', null, 'ref:order-1'])
})

test('an instant in place of the date of issue, and an amount that was rounded otherwise', async () => {
  const differently = { dateIssued: '2026-11-23T22:00:00+00:00', amount: 100.01 }
  const { server, billit } = withLostAnswer({ stored: (row) => Object.assign(row, differently) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

describe('the clock jumps', () => {
  test.each([-HOUR, HOUR])('by %i ms while it waits: settle is still waited for', async (jump) => {
    const { server, billit } = world({
      fate: () => (server.posts === 1 ? 'late' : 'created'),
      later: (run) => setTimeout(run, 110_000),
    })
    setTimeout(() => vi.setSystemTime(Date.now() + jump), 20_000)
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
    expect(server.posts).toBe(1)
  })

  test('back by a day between two processes: the second does not wait for a day', async () => {
    const { server, store, billit } = world({ fate: () => (server.posts === 1 ? 'drop before' : 'created') })
    await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 5000 }))
    vi.setSystemTime(Date.now() - 24 * HOUR)
    const { value, took } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(took).toBeLessThan(160_000)
    expect(took).toBeGreaterThanOrEqual(115_000)
  })

  test('back by a day before another process looks: the invoice is found', async () => {
    const { server, store, billit } = world({ fate: () => 'late', later: (run) => setTimeout(run, 10_000) })
    await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 5000 }))
    vi.setSystemTime(Date.now() - 24 * HOUR)
    const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
  })
})

describe('two workers with one key', () => {
  test('one sends, the other waits for it', async () => {
    const { server, store } = world()
    const calls = [1, 2, 3, 4].map(() => mortal(server, store, 0).billit.invoices.createOnce('order-1', draft()))
    const { value } = await finish(Promise.all(calls))
    expect(value?.map(({ outcome }) => outcome).sort()).toEqual(['created', 'existing', 'existing', 'existing'])
    expect(server.posts).toBe(1)
  })

  test.each(['drop after', 'drop before', 'late', '500 after', '500 before', '429'] as const)(
    'the first gets: %s',
    async (fate) => {
      const { server, store, billit } = world({ fate: () => (server.posts === 1 ? fate : 'created') })
      const other = clientOf(server, store)
      const calls = [billit, other].map((client) => client.invoices.createOnce('order-1', draft()))
      const { value } = await finish(Promise.all(calls))
      const [uuid, ...more] = new Set(value?.map(({ invoice }) => invoice.uuid))
      expect(more).toEqual([])
      expect(server.rows.map((row) => row.uuid)).toEqual([uuid])
    },
  )

  test('many keys at once, each with its own invoice', async () => {
    const { server, store } = world({ fate: () => (server.posts % 3 ? 'drop after' : 'created') })
    const processes = [1, 2].map(() => mortal(server, store, 0).billit)
    const keys = Array.from({ length: 40 }, (_, index) => `order-${index}`)
    const calls = keys.flatMap((key) => processes.map((client) => client.invoices.createOnce(key, draft())))
    await finish(Promise.all(calls))
    expect(server.rows).toHaveLength(40)
    for (const key of keys) expect(server.tagged(`ref:${key}`)).toHaveLength(1)
  })
})

describe('without the tag', () => {
  const plain = { tag: false }

  test('the only one like it is it', async () => {
    const { server, billit } = withLostAnswer({}, 1)
    server.add(draft({ customerId: 7 }))
    server.add(draft({ products: [{ details: 'Άλλο', vatId: 901, price: 100.5, quantity: 1 }] }))
    server.add(draft({ invoiceDate: '2026-11-23' }))
    server.add(draft(), { createdAt: timestamp(START - HOUR) })
    const { value } = await finish(billit.invoices.createOnce('order-1', draft(), plain))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows.at(-1)?.uuid, tags: [] } })
    expect(server.posts).toBe(1)
  })

  test('one that another key has is not it', async () => {
    const { server, billit } = world({ fate: () => (server.posts === 2 ? 'drop before' : 'created') })
    await finish(billit.invoices.createOnce('order-1', draft(), plain))
    const { value } = await finish(billit.invoices.createOnce('order-2', draft(), plain))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(server.rows).toHaveLength(2)
  })

  test('of several, none is taken, and all are told', async () => {
    const { server, store, billit } = withLostAnswer({})
    server.add(draft(), { createdAt: timestamp(START + 1000) })
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), plain))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    const { candidates, message } = error as UncertainOutcomeError
    expect(candidates.map(({ uuid }) => uuid).sort()).toEqual(server.rows.map(({ uuid }) => uuid).sort())
    expect(message).toContain('add the tag ref:order-1 to it')
    // The cure that the message names.
    server.rows[1]?.tags.push('ref:order-1')
    const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft(), plain))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[1]?.uuid } })
  })

  test('two keys alike, both in doubt: neither takes the invoice of the other', async () => {
    const { server, store } = world({ fate: () => (server.posts === 1 ? 'drop after' : 'drop before') })
    const client = blind(server, store)
    for (const key of ['order-1', 'order-2']) await finish(client.invoices.createOnce(key, draft(), plain))
    for (const key of ['order-1', 'order-2']) {
      const { error } = await finish(clientOf(server, store).invoices.createOnce(key, draft(), plain))
      expect(error).toMatchObject({ name: 'UncertainOutcomeError', candidates: [{ uuid: server.rows[0]?.uuid }] })
    }
    expect(server.posts).toBe(2)
  })

  test('turned off later, a key that was sent with its tag is still found by it', async () => {
    const { server, store } = withLostAnswer({})
    server.add(draft(), { createdAt: timestamp(START + 1000) })
    await finish(blind(server, store).invoices.createOnce('order-1', draft()))
    const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft(), plain))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { tags: ['ref:order-1'] } })
  })
})

test('a list that fails for a while is asked again', async () => {
  const { server, store } = withLostAnswer({})
  let failing = 4
  const flaky: Answering = {
    answer: (...given) => (given[0] === 'GET' && failing-- > 0 ? { status: 503, body: '' } : server.answer(...given)),
  }
  const { value } = await finish(clientOf(flaky, store).invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

test('a list that may not be read ends it at once', async () => {
  const { server, store } = withLostAnswer({})
  const { error, took } = await finish(blind(server, store).invoices.createOnce('order-1', draft()))
  expect(error).toMatchObject({ name: 'UncertainOutcomeError', cause: { name: 'PermissionDeniedError' } })
  expect(took).toBeLessThan(1000)
})

describe('a store that never answers', () => {
  /** Hangs from the call of that name and number on. */
  function hanging(store: IdempotencyStore, method: 'read' | 'write', from: number): IdempotencyStore {
    let calls = 0
    const never = new Promise<never>(() => {})
    return {
      read: (key) => (method === 'read' && ++calls >= from ? never : store.read(key)),
      write: (entry) => (method === 'write' && ++calls >= from ? never : store.write(entry)),
      remove: (key, version) => store.remove(key, version),
      claimed: (uuids) => store.claimed(uuids),
      unsettled: () => store.unsettled(),
    }
  }

  test('before the invoice is sent: nothing is sent', async () => {
    const { server, store } = world()
    const billit = clientOf(server, hanging(store, 'read', 1))
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({
      message: expect.stringContaining('The idempotency store failed: no response within 30000 ms; nothing was sent'),
    })
    expect(server.posts).toBe(0)
  })

  test('while the intent is written: nothing is sent', async () => {
    const { server, store } = world()
    const billit = clientOf(server, hanging(store, 'write', 1))
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({ mayHaveSucceeded: false })
    expect(server.posts).toBe(0)
  })

  test('once the invoice is there: the call gives it', async () => {
    const { server, store } = world()
    const billit = clientOf(server, hanging(store, 'write', 2))
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(server.posts).toBe(1)
  })

  test.each([1, 2])('the deadline counts: write %i', async (from) => {
    const { server, store } = world()
    const billit = clientOf(server, hanging(store, 'write', from))
    const started = performance.now()
    await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 5000 }))
    expect(performance.now() - started).toBeLessThan(7000)
    expect(server.posts).toBe(from - 1)
  })
})
