import { beforeEach, describe, expect, test, vi } from 'vitest'
import { InvalidArgumentError, UncertainOutcomeError } from '../../src/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import type { Fate } from './invoice-server.ts'
import { clientOf, draft, finish, START, watchHashing, world } from './virtual.ts'

beforeEach(() => {
  fakeClock(START)
  watchHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

/** Each POST meets the next of these, and the last one again and again. */
const fates = (...list: Fate[]) => {
  const left = [...list]
  return () => (left.length > 1 ? left.shift() : left[0]) ?? 'created'
}

test('the good path asks for nothing but the create', async () => {
  const { server, billit } = world()
  const { value, took } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'created', invoice: { uuid: server.rows[0]?.uuid } })
  expect(server.log).toEqual(['POST'])
  expect(server.rows[0]?.tags).toEqual(['ref:order-1'])
  expect(took).toBeLessThan(1000)
})

test('a key that is done gives its invoice, by one request', async () => {
  const { server, store, billit } = world()
  await finish(billit.invoices.createOnce('order-1', draft()))
  const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'existing', invoice: { uuid: server.rows[0]?.uuid } })
  expect(server.log).toEqual(['POST', 'GET'])
})

describe('the invoice is there, and its answer is not', () => {
  test.each<Fate>(['drop after', '500 after', 'HTML', 'cut', 'no uuid', 'stall'])('%s', async (fate) => {
    const { server, store, billit } = world({ fate: fates(fate) })
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[0]?.uuid } })
    expect(server.log).toEqual(['POST', 'LIST', 'GET'])
    expect(await store.read('order-1')).toMatchObject({ uuid: server.rows[0]?.uuid })
  })
})

test('an invoice that comes late is found, and not created again', async () => {
  const { server, billit } = world({ fate: fates('late') })
  const { value, took } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
  expect(took).toBeLessThan(10_000)
})

test('one that comes at the last moment is found too', async () => {
  const { server, billit } = world({ fate: fates('late', 'created'), later: (run) => setTimeout(run, 119_900) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

test.each<Fate>(['drop before', '500 before'])('%s: it is sent again when settle has passed', async (fate) => {
  const { server, billit } = world({ fate: fates(fate, 'created') })
  const { value, took } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'created' })
  expect(server.log).toEqual(['POST', 'LIST', 'LIST', 'LIST', 'LIST', 'POST'])
  expect(took).toBeGreaterThanOrEqual(120_000)
  expect(took).toBeLessThan(125_000)
  expect(server.rows).toHaveLength(1)
})

test('settle may be shorter', async () => {
  const { server, billit } = world({ fate: fates('drop before', 'created') })
  const { took } = await finish(billit.invoices.createOnce('order-1', draft(), { settle: 3000 }))
  expect(took).toBeGreaterThanOrEqual(3000)
  expect(took).toBeLessThan(4000)
  expect(server.posts).toBe(2)
})

test('it does not go on for ever', async () => {
  const { server, billit } = world({ fate: fates('500 before') })
  const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(error).toBeInstanceOf(UncertainOutcomeError)
  expect(error).toMatchObject({ attempts: 4, cause: { name: 'ServerError' } })
  expect(server.posts).toBe(4)
})

test.each<Fate>(['422', '401'])('%s: certainly not taken, so the key is free', async (fate) => {
  const { server, store, billit } = world({ fate: fates(fate, 'created') })
  const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(error).toMatchObject({ status: Number(fate), mayHaveSucceeded: false })
  expect(await store.read('order-1')).toBeUndefined()
  const { value } = await finish(billit.invoices.createOnce('order-1', draft({ customerId: 4822 })))
  expect(value).toMatchObject({ outcome: 'created' })
  expect(server.log).toEqual(['POST', 'POST'])
})

test('a 429 is waited for', async () => {
  const { server, billit } = world({ fate: fates('429', '429', 'created') })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'created' })
  expect(server.log).toEqual(['POST', 'POST', 'POST'])
})

test('the same key with another draft is refused', async () => {
  const { server, billit } = world()
  await finish(billit.invoices.createOnce('order-1', draft()))
  const { error } = await finish(billit.invoices.createOnce('order-1', draft({ invoiceDate: '2026-11-25' })))
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(String(error)).toContain("The key 'order-1' was used for another draft")
  expect(server.posts).toBe(1)
})

test('the same draft is the same, however it is written', async () => {
  const { server, billit } = world()
  await finish(billit.invoices.createOnce('order-1', draft({ invoiceDate: new Date('2026-11-24T10:00:00Z') })))
  const { invoiceDate, customerId, ...rest } = draft()
  const again = { ...rest, products: draft().products.map(({ vatId, ...row }) => ({ ...row, vatId })), customerId, invoiceDate }
  const { value } = await finish(billit.invoices.createOnce('order-1', { ...again, sendMail: undefined } as never))
  expect(value).toMatchObject({ outcome: 'existing' })
  expect(server.posts).toBe(1)
})

test('what is changed after the call is not sent', async () => {
  const { server, billit } = world()
  const given = draft()
  const call = billit.invoices.createOnce('order-1', given)
  Object.assign(given, { customerId: 1 })
  await finish(call)
  expect(server.rows[0]?.customer.id).toBe(4821)
})

describe('ended before it is certain', () => {
  test('by the deadline, at once when the next look would come after it', async () => {
    const { server, billit, store } = world({ fate: fates('drop before', 'created') })
    const { error, took } = await finish(billit.invoices.createOnce('order-1', draft(), { deadline: 20_000 }))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    expect(error).toMatchObject({ key: 'order-1', mayHaveSucceeded: true, candidates: [], attempts: 1 })
    const { safeAfter, message } = error as UncertainOutcomeError
    expect(safeAfter.getTime() - START).toBeGreaterThanOrEqual(120_000)
    expect(safeAfter.getTime() - START).toBeLessThan(121_000)
    expect(message).toContain('Call createOnce again with the same key and draft after')
    expect(took).toBeLessThan(20_000)
    // The next call goes on from there.
    const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(Date.now()).toBeGreaterThanOrEqual(safeAfter.getTime())
    expect(server.rows).toHaveLength(1)
  })

  test('by an abort', async () => {
    const { billit, store } = world({ fate: fates('drop before') })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('The user went away')), 5000)
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { signal: stop.signal }))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    expect(error).toMatchObject({ cause: { message: 'The user went away' } })
    expect(await store.unsettled()).toHaveLength(1)
  })

  test('an abort while the request is under way', async () => {
    const { server, store, billit } = world({ fate: fates('stall') })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('The user went away')), 500)
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { signal: stop.signal }))
    expect(error).toBeInstanceOf(UncertainOutcomeError)
    const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
    expect(server.posts).toBe(1)
  })

  test('an abort before anything was sent rejects with its own reason', async () => {
    const { server, store, billit } = world()
    const reason = new Error('Never mind')
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { signal: AbortSignal.abort(reason) }))
    expect(error).toBe(reason)
    expect(server.log).toEqual([])
    expect(await store.unsettled()).toEqual([])
  })
})
