/** A process crashes at any await. The next process, with the same store, completes the work. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { memoryStore, sqliteStore } from '../../src/stores/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import { createCrashingClient } from './crashing-client.ts'
import { InvoiceServer, type Scenario } from './invoice-server.ts'
import { connect, draft, finish, START, setUp, trackHashing } from './setup.ts'

beforeEach(() => {
  fakeClock(START)
  trackHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const SCENARIOS: Scenario[] = [
  'created',
  'drop before',
  'drop after',
  'late',
  '500 before',
  '500 after',
  '429',
  'HTML',
  'truncated',
  'stall',
]

describe.each([true, false])('with the option tag: %s', (tag) => {
  test.each(SCENARIOS)('creates one invoice after a crash at any await (%s)', async (scenario) => {
    let crashes = 0
    for (let crashAt = 1; ; crashAt += 1) {
      const server: InvoiceServer = new InvoiceServer({ nextScenario: () => (server.posts === 1 ? scenario : 'created') })
      const store = memoryStore()
      const { billit, crashed } = createCrashingClient(server, store, crashAt)
      const options = { tag, settle: 20_000 }
      const { value: end } = await finish(Promise.race([crashed, billit.invoices.createOnce('order-1', draft(), options)]))
      const { value } = await finish(connect(server, store).invoices.createOnce('order-1', draft(), options))
      expect(server.rows.map(({ uuid }) => uuid)).toEqual([value?.invoice.uuid])
      if (end !== 'crashed') break
      crashes += 1
    }
    expect(crashes).toBeGreaterThanOrEqual(8)
  })
})

test('writes the record to disk, where another process can read it, before the request is sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-once-'))
  const path = join(folder, 'store.db')
  const [store, other] = [sqliteStore(path), sqliteStore(path)]
  onTestFinished(() => {
    for (const each of [store, other]) each.close()
    rmSync(folder, { recursive: true })
  })
  const { server } = setUp()
  const seen: unknown[] = []
  const spy = {
    handle: (...args: Parameters<typeof server.handle>) => {
      // SQLite reads synchronously, so this is the record at the time of the request.
      if (args[0] === 'POST') other.read('order-1').then((record) => seen.push(record))
      return server.handle(...args)
    },
  }
  await finish(connect(spy, store).invoices.createOnce('order-1', draft()))
  expect(seen).toEqual([expect.objectContaining({ key: 'order-1', version: 1, sentAt: Date.now() })])
})

test('records the time of sending, and not of the call', async () => {
  const { server, store } = setUp()
  const rateLimit = { acquire: () => new Promise<() => void>((resolve) => setTimeout(() => resolve(() => {}), 50_000)) }
  const { billit, crashed } = createCrashingClient(server, store, 6, { rateLimit })
  await finish(Promise.race([crashed, billit.invoices.createOnce('order-1', draft())]))
  expect(server.posts).toBe(1)
  expect((await store.read('order-1'))?.sentAt).toBeGreaterThanOrEqual(START + 50_000)
})

test('sends nothing if the process was suspended while it wrote its record', async () => {
  const { server, store } = setUp()
  const slow = {
    ...store,
    write: async (record: Parameters<typeof store.write>[0]) => {
      const written = await store.write(record)
      vi.setSystemTime(Date.now() + 600_000)
      return written
    },
  }
  const { error } = await finish(connect(server, slow).invoices.createOnce('order-1', draft()))
  expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
  expect(server.posts).toBe(0)
})

describe('a store that fails', () => {
  const rejectDiskFull = async (): Promise<never> => {
    throw new Error('disk full')
  }

  test.each(['read', 'write'])('prevents the request if %s fails before it', async (method) => {
    const { server, store } = setUp()
    const billit = connect(server, { ...store, [method]: rejectDiskFull })
    const { error } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain('The idempotency store failed: disk full')
    expect(server.log).toEqual([])
  })

  test('does not prevent the result if it fails after the request, and the next call recovers the invoice', async () => {
    const { server, store } = setUp()
    const errors: string[] = []
    const logger = { ...console, debug() {}, info() {}, warn() {}, error: (message: string) => errors.push(message) }
    const failingLater = {
      ...store,
      write: (record: Parameters<typeof store.write>[0]) => (record.version > 1 ? rejectDiskFull() : store.write(record)),
    }
    const { value } = await finish(connect(server, failingLater, { logger }).invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'created' })
    expect(errors).toEqual(['The idempotency store failed: disk full'])
    const again = await finish(connect(server, store).invoices.createOnce('order-1', draft()))
    expect(again.value).toMatchObject({ outcome: 'recovered', invoice: { uuid: value?.invoice.uuid } })
  })
})

test('takes over from a crashed process when its lease of three seconds expires, long before the timeout', async () => {
  for (let crashAt = 1; ; crashAt += 1) {
    const { server, store } = setUp()
    const { billit, crashed } = createCrashingClient(server, store, crashAt)
    await finish(Promise.race([crashed, billit.invoices.createOnce('order-1', draft())]))
    if (server.posts > 0) throw new Error('The process sent the request before it crashed.')
    if (!(await store.read('order-1'))) continue
    const { value, took } = await finish(connect(server, store).invoices.createOnce('order-1', draft(), { settle: 500 }))
    expect(value?.outcome).toBe('created')
    expect(server.rows).toHaveLength(1)
    expect(took).toBeLessThan(6000)
    break
  }
})

test('does not take over from a process that waits for a slow response, however short `settle` is', async () => {
  const { server, store } = setUp()
  const delayRequest = async <T>(work: () => Promise<T>): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 20_000))
    return work()
  }
  const slow = connect(server, store, {}, delayRequest).invoices.createOnce('order-1', draft(), { settle: 500 })
  const other = connect(server, store).invoices.createOnce('order-1', draft(), { settle: 500 })
  const { value } = await finish(Promise.all([slow, other]))
  expect(value?.map(({ outcome }) => outcome)).toEqual(['created', 'existing'])
  expect(server.posts).toBe(1)
})

test('neither renews the lease nor sends anything if the call ended while its record was written', async () => {
  const { server, store } = setUp()
  let writes = 0
  const slow = {
    ...store,
    write: async (record: Parameters<typeof store.write>[0]) => {
      writes += 1
      await new Promise((resolve) => setTimeout(resolve, 2000))
      return store.write(record)
    },
  }
  const { error } = await finish(connect(server, slow).invoices.createOnce('order-1', draft(), { deadline: 1000 }))
  expect(error).toBeDefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([writes, server.posts, vi.getTimerCount()]).toEqual([1, 0, 0])
})
