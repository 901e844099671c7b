import { beforeEach, describe, expect, test, vi } from 'vitest'
import { InvalidArgumentError, UncertainOutcomeError } from '../../src/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import type { Scenario } from './invoice-server.ts'
import { connect, draft, finish, START, setUp, trackHashing } from './setup.ts'

beforeEach(() => {
  fakeClock(START)
  trackHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

/** Returns the scenarios in order. The last one repeats. */
const inOrder = (...scenarios: Scenario[]) => {
  const remaining = [...scenarios]
  return () => (remaining.length > 1 ? remaining.shift() : remaining[0]) ?? 'created'
}

test('sends only the POST if nothing fails', async () => {
  const { server, billit } = setUp()
  const { value, took } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'created', invoice: { uuid: server.rows[0]?.uuid } })
  expect(server.log).toEqual(['POST'])
  expect(server.rows[0]?.tags).toEqual(['ref:order-1'])
  expect(took).toBeLessThan(1000)
})

test('returns the invoice of a completed key with one GET', async () => {
  const { server, store, billit } = setUp()
  await finish(billit.invoices.createOnce('order-1', draft()))
  const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'existing', invoice: { uuid: server.rows[0]?.uuid } })
  expect(server.log).toEqual(['POST', 'GET'])
})

describe('an invoice whose response was lost', () => {
  test.each<Scenario>(['drop after', '500 after', 'HTML', 'truncated', 'no uuid', 'stall'])(
    'is recovered (%s)',
    async (scenario) => {
      const { server, store, billit } = setUp({ nextScenario: inOrder(scenario) })
      const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
      expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[0]?.uuid } })
      expect(server.log).toEqual(['POST', 'LIST', 'GET'])
      expect(await store.read('order-1')).toMatchObject({ uuid: server.rows[0]?.uuid })
    },
  )
})

test('recovers an invoice that the server creates late, without a second POST', async () => {
  const { server, billit } = setUp({ nextScenario: inOrder('late') })
  const { value, took } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
  expect(took).toBeLessThan(10_000)
})

test('recovers an invoice that the server creates just before `settle` ends', async () => {
  const { server, billit } = setUp({ nextScenario: inOrder('late', 'created'), schedule: (run) => setTimeout(run, 119_900) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

test.each<Scenario>(['drop before', '500 before'])(
  'retries the POST after `settle` if no invoice was created (%s)',
  async (scenario) => {
    const { server, billit } = setUp({ nextScenario: inOrder(scenario, 'created') })
    const { value, took } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(server.log).toEqual(['POST', 'LIST', 'LIST', 'LIST', 'LIST', 'POST'])
    expect(took).toBeGreaterThanOrEqual(120_000)
    expect(took).toBeLessThan(125_000)
    expect(server.rows).toHaveLength(1)
  },
)

test('honours a shorter `settle`', async () => {
  const { server, billit } = setUp({ nextScenario: inOrder('drop before', 'created') })
  const { took } = await finish(billit.invoices.createOnce('order-1', draft(), { settle: 3000 }))
  expect(took).toBeGreaterThanOrEqual(3000)
  expect(took).toBeLessThan(4000)
  expect(server.posts).toBe(2)
})

test('throws after four uncertain attempts', async () => {
  const { server, billit } = setUp({ nextScenario: inOrder('500 before') })
  const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(error).toBeInstanceOf(UncertainOutcomeError)
  expect(error).toMatchObject({ attempts: 4, cause: { name: 'ServerError' } })
  expect(server.posts).toBe(4)
})

test.each<Scenario>(['422', '401'])(
  'searches once after a %s, and accepts a corrected draft without a wait',
  async (scenario) => {
    const { server, store, billit } = setUp({ nextScenario: inOrder(scenario, 'created') })
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({ status: Number(scenario), mayHaveSucceeded: false })
    expect(await store.read('order-1')).toEqual(expect.objectContaining({ status: 'refused', hash: expect.any(String) }))
    expect(await store.read('order-1')).not.toHaveProperty('uuid')
    const { value, took } = await finish(billit.invoices.createOnce('order-1', draft({ customerId: 4822 })))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(server.log).toEqual(['POST', 'LIST', 'POST'])
    expect(took).toBeLessThan(1000)
    expect(await store.read('order-1')).toMatchObject({ uuid: value?.invoice.uuid })
    expect(await store.read('order-1')).not.toHaveProperty('status')
  },
)

test('retries the POST after a 429', async () => {
  const { server, billit } = setUp({ nextScenario: inOrder('429', '429', 'created') })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'created' })
  expect(server.log).toEqual(['POST', 'POST', 'POST'])
})

test('throws for the same key with another draft', async () => {
  const { server, billit } = setUp()
  await finish(billit.invoices.createOnce('order-1', draft()))
  const { error } = await finish(billit.invoices.createOnce('order-1', draft({ invoiceDate: '2026-11-25' })))
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(String(error)).toContain("The key 'order-1' was used for another draft")
  expect(server.posts).toBe(1)
})

test('treats drafts that differ only in notation as the same draft', async () => {
  const { server, billit } = setUp()
  await finish(billit.invoices.createOnce('order-1', draft({ invoiceDate: new Date('2026-11-24T10:00:00Z') })))
  const { invoiceDate, customerId, ...rest } = draft()
  const again = { ...rest, products: draft().products.map(({ vatId, ...row }) => ({ ...row, vatId })), customerId, invoiceDate }
  const { value } = await finish(billit.invoices.createOnce('order-1', { ...again, sendMail: undefined } as never))
  expect(value).toMatchObject({ outcome: 'existing' })
  expect(server.posts).toBe(1)
})

test('sends the draft as it was at the time of the call', async () => {
  const { server, billit } = setUp()
  const changing = draft()
  const call = billit.invoices.createOnce('order-1', changing)
  Object.assign(changing, { customerId: 1 })
  await finish(call)
  expect(server.rows[0]?.customer.id).toBe(4821)
})

describe('a call that ends before the outcome is certain', () => {
  test('ends at once if the next search would be after the deadline', async () => {
    const { server, billit, store } = setUp({ nextScenario: inOrder('drop before', 'created') })
    const { error, took } = await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 20_000 }))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    expect(error).toMatchObject({ key: 'order-1', mayHaveSucceeded: true, candidates: [], attempts: 1 })
    const { safeAfter, message } = error as UncertainOutcomeError
    expect(safeAfter.getTime() - START).toBeGreaterThanOrEqual(120_000)
    expect(safeAfter.getTime() - START).toBeLessThan(121_000)
    expect(message).toContain('Call createOnce again with the same key and draft after')
    expect(took).toBeLessThan(20_000)
    // The next call continues from there.
    const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(Date.now()).toBeGreaterThanOrEqual(safeAfter.getTime())
    expect(server.rows).toHaveLength(1)
  })

  test('throws an UncertainOutcomeError with the abort reason as its cause', async () => {
    const { billit, store } = setUp({ nextScenario: inOrder('drop before') })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('The user left')), 5000)
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { signal: stop.signal }))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    expect(error).toMatchObject({ cause: { message: 'The user left' } })
    expect(await store.unsettled()).toHaveLength(1)
  })

  test('can be repeated after an abort while the request was in flight', async () => {
    const { server, store, billit } = setUp({ nextScenario: inOrder('stall') })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('The user left')), 500)
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { signal: stop.signal }))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
    expect(server.posts).toBe(1)
  })

  test('rejects with the abort reason if nothing was sent', async () => {
    const { server, store, billit } = setUp()
    const reason = new Error('Never mind')
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { signal: AbortSignal.abort(reason) }))
    expect(error).toBe(reason)
    expect(server.log).toEqual([])
    expect(await store.unsettled()).toEqual([])
  })
})
