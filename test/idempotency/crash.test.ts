/** A process dies at any await. The next one, with the same store, makes up for it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { memoryStore, sqliteStore } from '../../src/stores/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import { type Fate, InvoiceServer } from './invoice-server.ts'
import { mortal } from './mortal.ts'
import { clientOf, draft, finish, START, watchHashing, world } from './virtual.ts'

beforeEach(() => {
  fakeClock(START)
  watchHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const FATES: Fate[] = ['created', 'drop before', 'drop after', 'late', '500 before', '500 after', '429', 'HTML', 'cut', 'stall']

describe.each([true, false])('with the tag: %s', (tag) => {
  test.each(FATES)('%s, and a death at each await', async (fate) => {
    let deaths = 0
    for (let diesAt = 1; ; diesAt += 1) {
      const server: InvoiceServer = new InvoiceServer({ fate: () => (server.posts === 1 ? fate : 'created') })
      const store = memoryStore()
      const { billit, died } = mortal(server, store, diesAt)
      const options = { tag, settle: 20_000 }
      const { value: end } = await finish(Promise.race([died, billit.invoices.createOnce('order-1', draft(), options)]))
      const { value } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft(), options))
      expect(server.rows.map(({ uuid }) => uuid)).toEqual([value?.invoice.uuid])
      if (end !== 'died') break
      deaths += 1
    }
    expect(deaths).toBeGreaterThanOrEqual(8)
  })
})

test('the intent is on the disk before the request leaves, for another process to see', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-once-'))
  const path = join(folder, 'store.db')
  const [store, other] = [sqliteStore(path), sqliteStore(path)]
  onTestFinished(() => {
    for (const each of [store, other]) each.close()
    rmSync(folder, { recursive: true })
  })
  const { server } = world()
  const seen: unknown[] = []
  const spying = {
    answer: (...given: Parameters<typeof server.answer>) => {
      // It is read in the same moment: SQLite answers at once.
      if (given[0] === 'POST') other.read('order-1').then((entry) => seen.push(entry))
      return server.answer(...given)
    },
  }
  await finish(clientOf(spying, store).invoices.createOnce('order-1', draft()))
  expect(seen).toEqual([expect.objectContaining({ key: 'order-1', version: 1, sentAt: Date.now() })])
})

test('the time of the intent is the moment of sending, and not of the call', async () => {
  const { server, store } = world()
  const rateLimit = { acquire: () => new Promise<() => void>((resolve) => setTimeout(() => resolve(() => {}), 50_000)) }
  const { billit, died } = mortal(server, store, 6, { rateLimit })
  await finish(Promise.race([died, billit.invoices.createOnce('order-1', draft())]))
  expect(server.posts).toBe(1)
  expect((await store.read('order-1'))?.sentAt).toBeGreaterThanOrEqual(START + 50_000)
})

test('a process that was stopped while it wrote its intent does not send when it wakes up', async () => {
  const { server, store } = world()
  const slow = {
    ...store,
    write: async (entry: Parameters<typeof store.write>[0]) => {
      const written = await store.write(entry)
      vi.setSystemTime(Date.now() + 600_000)
      return written
    },
  }
  const { error } = await finish(clientOf(server, slow).invoices.createOnce('order-1', draft()))
  expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
  expect(server.posts).toBe(0)
})

describe('the store fails', () => {
  const failing = async (): Promise<never> => {
    throw new Error('disk full')
  }

  test.each(['read', 'write'])('before sending, in %s: nothing is sent', async (method) => {
    const { server, store } = world()
    const billit = clientOf(server, { ...store, [method]: failing })
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain('The idempotency store failed: disk full')
    expect(server.log).toEqual([])
  })

  test('after sending: the invoice is given, the failure is logged, and the next call finds it', async () => {
    const { server, store } = world()
    const errors: string[] = []
    const logger = { ...console, debug() {}, info() {}, warn() {}, error: (message: string) => errors.push(message) }
    const once = {
      ...store,
      write: (entry: Parameters<typeof store.write>[0]) => (entry.version > 1 ? failing() : store.write(entry)),
    }
    const { value } = await finish(clientOf(server, once, { logger }).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(errors).toEqual(['The idempotency store failed: disk full'])
    const again = await finish(clientOf(server, store).invoices.createOnce('order-1', draft()))
    expect(again.value).toMatchObject({ outcome: 'recovered', invoice: { uuid: value?.invoice.uuid } })
  })
})

test('a process that died is given up after its lease of three seconds, long before the timeout', async () => {
  for (let diesAt = 1; ; diesAt += 1) {
    const { server, store } = world()
    const { billit, died } = mortal(server, store, diesAt)
    await finish(Promise.race([died, billit.invoices.createOnce('order-1', draft())]))
    if (server.posts > 0) throw new Error('It sent before it died.')
    if (!(await store.read('order-1'))) continue
    const { value, took } = await finish(clientOf(server, store).invoices.createOnce('order-1', draft(), { settle: 500 }))
    expect(value?.outcome).toBe('created')
    expect(server.rows).toHaveLength(1)
    expect(took).toBeLessThan(6000)
    break
  }
})

test('a process that lives and waits for a slow answer is not given up, however short `settle` is', async () => {
  const { server, store } = world()
  const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 20_000))
    return work()
  }
  const slow = clientOf(server, store, {}, slowly).invoices.createOnce('order-1', draft(), { settle: 500 })
  const other = clientOf(server, store).invoices.createOnce('order-1', draft(), { settle: 500 })
  const { value } = await finish(Promise.all([slow, other]))
  expect(value?.map(({ outcome }) => outcome)).toEqual(['created', 'existing'])
  expect(server.posts).toBe(1)
})

test('a call that ended while its intent was written renews nothing afterwards, and sends nothing', async () => {
  const { server, store } = world()
  let writes = 0
  const slow = {
    ...store,
    write: async (entry: Parameters<typeof store.write>[0]) => {
      writes += 1
      await new Promise((resolve) => setTimeout(resolve, 2000))
      return store.write(entry)
    },
  }
  const { error } = await finish(clientOf(server, slow).invoices.createOnce('order-1', draft(), { deadline: 1000 }))
  expect(error).toBeDefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([writes, server.posts, vi.getTimerCount()]).toEqual([1, 0, 0])
})
