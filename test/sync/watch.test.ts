/** Watches a fake account with a fake clock. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { type Change, type WatchOptions, watch } from '../../src/sync/watch.ts'
import { FakeBillit } from './fake-billit.ts'
import { scratchFolder, select } from './target-file.ts'

const START = Date.parse('2026-11-24T10:00:00Z')

let server: FakeBillit
let file: string

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'], now: START })
  vi.setTimerTickMode('nextTimerAsync')
  server = new FakeBillit()
  const folder = scratchFolder()
  onTestFinished(() => folder.remove())
  file = join(folder.path, 'billit.db')
})
afterEach(() => {
  vi.useRealTimers()
})

const start = (options: WatchOptions = {}) => watch(server.client(), file, options)

/** Takes changes until the server has received this many more requests. */
async function take(options: WatchOptions, requests: number, handle = (change: Change) => change.done()): Promise<Change[]> {
  const controller = new AbortController()
  const end = server.requests.length + requests
  server.beforeRequest = () => {
    if (server.requests.length >= end) controller.abort()
  }
  const changes: Change[] = []
  try {
    for await (const change of start({ ...options, signal: controller.signal })) {
      changes.push(change)
      await handle(change)
    }
  } catch (error) {
    if (!controller.signal.aborted) throw error
  }
  return changes
}

const once = async (options: WatchOptions = {}, handle = (change: Change) => change.done()): Promise<Change[]> => {
  const changes: Change[] = []
  for await (const change of start({ once: true, ...options })) {
    changes.push(change)
    await handle(change)
  }
  return changes
}

const normalize = (json = '') => JSON.stringify(JSON.parse(json))

const summary = (changes: Change[]) => changes.map(({ resource, kinds }) => `${resource} ${kinds.join(' ')}`)

describe('the first run', () => {
  test('copies the records and reports nothing', async () => {
    for (let count = 0; count < 6; count += 1) server.create('invoices')
    server.create('payments')
    expect(await once()).toEqual([])
    expect(select(file, 'SELECT key FROM invoices')).toHaveLength(6)
  })

  test('reports each record as created with from: beginning', async () => {
    server.create('invoices', { mark: '4000' })
    server.create('payments')
    expect(summary(await once({ from: 'beginning' })).sort()).toEqual(['invoices created marked', 'payments created'])
  })

  test('reports the records of an earlier export as created with from: beginning', async () => {
    server.create('invoices')
    await exportAll(server.client(), file)
    expect(summary(await once({ from: 'beginning' }))).toEqual(['invoices created'])
    expect(await once()).toEqual([])
  })
})

test('an outage during the first copy reports no old invoice as created', async () => {
  const invoices = [1, 2, 3].map(() => server.create('invoices'))
  const errors: unknown[] = []
  server.intercept = (path) => (path === `/invoices/${invoices[1]?.key}` ? server.fail(503) : undefined)
  expect(await once({ onError: (error) => errors.push(error) })).toEqual([])
  expect(errors).not.toEqual([])
  server.intercept = () => undefined
  expect(await once()).toEqual([])
  server.change('invoices', 1, { note: 'new' })
  expect(summary(await once())).toEqual(['invoices updated'])
})

describe('a change', () => {
  test('has the record before and after, and comes once', async () => {
    server.create('invoices', { note: 'old' })
    await once()
    server.change('invoices', 0, { note: 'new', mark: '4000' })
    const [change] = await once()
    expect(change).toMatchObject({ resource: 'invoices', kinds: ['updated', 'marked'], deliveries: 1 })
    expect(change?.before).toMatchObject({ note: 'old' })
    expect(change?.after).toMatchObject({ note: 'new', mydata: { invoiceMark: '4000' } })
    expect(await once()).toEqual([])
  })

  test('is reported when a record is gone, and when it is back', async () => {
    server.create('payments')
    server.create('payments')
    await once()
    const [gone] = server.records.get('payments')?.splice(0, 1) ?? []
    const removed = [...(await once()), ...(await once())]
    expect(removed).toMatchObject([{ resource: 'payments', kinds: ['removed'], key: gone?.key, after: null }])
    if (gone) server.records.get('payments')?.unshift(gone)
    expect(await once()).toMatchObject([{ kinds: ['created'], key: gone?.key, before: null }])
  })

  test.each([
    ['list', 'payments', { note: 'changed' }],
    ['details', 'invoices', { item: 'changed' }],
  ] as const)('to the %s of a record that comes back is part of its return', async (_, resource, fields) => {
    for (let count = 0; count < 30; count += 1) server.create(resource, { mark: '4000' })
    await once()
    const [gone] = server.records.get(resource)?.splice(0, 1) ?? []
    if (!gone) throw new Error('There is no record.')
    for (let looks = 0; looks < 2; looks += 1) await once()
    server.records.get(resource)?.unshift(Object.assign(gone, fields))
    const changes = await once()
    expect(changes).toMatchObject([{ kinds: expect.arrayContaining(['created']), key: gone.key, before: null }])
    expect(changes.map(({ after }) => JSON.stringify(after))).toEqual([server.expected(resource)[gone.key]].map(normalize))
    expect(await once()).toEqual([])
  })

  test('is not looked for in an invoice that is gone, also if it came back and could not be read', async () => {
    for (let count = 0; count < 3; count += 1) server.create('invoices')
    await once()
    const rows = server.records.get('invoices') ?? []
    const path = `/invoices/${rows[0]?.key}`
    const gone = rows.splice(0, 1)
    expect(summary([...(await once()), ...(await once())])).toEqual(['invoices removed'])
    rows.unshift(...gone)
    server.intercept = (requested) => (requested === path ? server.fail(500) : undefined)
    expect(await once({ onError: () => {} })).toEqual([])
    rows.splice(0, 1)
    server.intercept = () => undefined
    for (let looks = 0; looks < 2; looks += 1) await once()
    server.requests.length = 0
    await once()
    expect(server.requests).not.toContain(path)
    rows.unshift(...gone)
    expect(summary(await once())).toEqual(['invoices created'])
  })

  test('of another kind is acknowledged', async () => {
    server.create('invoices')
    await once()
    server.change('invoices', 0, { note: 'new' })
    expect(await once({ kinds: ['marked'] })).toEqual([])
    expect(await once()).toEqual([])
  })

  test('that an export finds is reported too', async () => {
    server.create('invoices')
    await once()
    server.change('invoices', 0, { note: 'new' })
    await exportAll(server.client(), file)
    expect(summary(await once())).toEqual(['invoices updated'])
  })

  test('is found by a running watch within two looks', async () => {
    server.create('invoices')
    await once()
    let created = 0
    const found: number[] = []
    server.intercept = (path) => {
      if (path === '/invoices' && created === 0) {
        created = performance.now()
        server.create('invoices')
      }
      return undefined
    }
    await take({}, 40, async (change) => {
      found.push(performance.now() - created)
      await change.done()
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toBeLessThan(40_000)
  })
})

describe('a change without done()', () => {
  const prepare = async () => {
    server.create('invoices', { note: 'a' })
    server.create('payments', { note: 'b' })
    await once()
    server.change('invoices', 0, { note: 'changed' })
    server.change('payments', 0, { note: 'changed' })
  }

  test('comes again with the same id, also after a restart', async () => {
    await prepare()
    const first = await once({}, async () => {})
    await vi.advanceTimersByTimeAsync(60_000)
    const second = await once()
    expect(second).toHaveLength(2)
    expect(new Set(second.map(({ id }) => id))).toEqual(new Set(first.map(({ id }) => id)))
    expect(second.every(({ deliveries }) => deliveries > 1)).toBe(true)
    expect(await once()).toEqual([])
  })

  test('delays later changes of its record only', async () => {
    await prepare()
    const seen: string[] = []
    await take({ maxDeliveries: 4 }, 120, async (change) => {
      const note = (change.after as { note?: string } | null)?.note
      seen.push(`${change.resource} ${note}`)
      if (change.resource === 'payments' || note === 'again') await change.done()
      else if (change.deliveries === 1) server.change('invoices', 0, { note: 'again' })
      else if (change.deliveries === 3) await change.done()
    })
    expect(seen.filter((each) => each.startsWith('invoices'))).toEqual([...Array(3).fill('invoices changed'), 'invoices again'])
    expect(seen).toContain('payments changed')
  })

  test('is dead after the last delivery, and keeps the reason', async () => {
    await prepare()
    const changes = await take({ maxDeliveries: 2 }, 60, (change) =>
      change.resource === 'payments' ? change.done() : change.failed(new Error('no paper')),
    )
    expect(changes.filter(({ resource }) => resource === 'invoices')).toHaveLength(2)
    expect(select(file, 'SELECT dead, error FROM billit_changes')).toEqual([{ dead: 1, error: 'no paper' }])
  })
})

test('refuses done() after the end of the watch', async () => {
  server.create('invoices')
  const changes = start({ from: 'beginning', once: true })
  const { value } = await changes.next()
  await changes.return()
  await expect((value as Change).done()).rejects.toThrow(/^The watch has ended, so the change .* is handed out again\.$/)
})

test('spends its share of the requests only', async () => {
  for (let count = 0; count < 30; count += 1) server.create('invoices')
  const times: number[] = []
  server.intercept = () => {
    times.push(performance.now())
    return undefined
  }
  await take({ share: 0.5 }, 100)
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1999)
})

describe('refuses', () => {
  test.each(['billit/', 'billit.xlsx'])('%s, which cannot keep changes', (target) => {
    expect(() => watch(server.client(), target)).toThrow(/^Cannot watch with .* as the target, because files cannot keep/)
  })

  test.each<[string, object]>([
    ['share must be a number more than 0 and at most 1, not 2.', { share: 2 }],
    ["from must be 'now' or 'beginning', not 'then'.", { from: 'then' }],
    ['maxDeliveries must be an integer from 1, not 0.', { maxDeliveries: 0 }],
    ['kinds must not be empty.', { kinds: [] }],
    [
      `resources accepts contacts, customers, suppliers, products, tags, invoices, ocps, payments, purchases, but not 'x'.`,
      { resources: ['x'] },
    ],
  ])('%s', (message, options) => {
    expect(() => start(options)).toThrow(message)
  })

  test('an export without details to a watched target', async () => {
    await once()
    await expect(exportAll(server.client(), file, { details: false })).rejects.toThrow(
      /is watched, so its invoices need their items/,
    )
  })
})

test('throws an error without onError, and continues with it', async () => {
  server.create('tags')
  await once()
  server.intercept = (path) => (path.startsWith('/tags') ? server.fail(403) : undefined)
  await expect(once()).rejects.toThrow(/403|Forbidden|access/i)
  const errors: unknown[] = []
  server.create('payments')
  expect(summary(await once({ onError: (error) => errors.push(error) }))).toEqual(['payments created'])
  expect(errors).toHaveLength(1)
})

test('a second watch takes over when the first one ends', async () => {
  server.create('invoices')
  await once()
  server.change('invoices', 0, { note: 'new' })
  const first = start()
  const { value } = await first.next()
  let isStandby = () => {}
  const standby = new Promise<void>((resolve) => {
    isStandby = resolve
  })
  const second = start({ onStandby: () => isStandby() })
  const next = second.next()
  await standby
  await first.return()
  const taken = await next
  expect((taken.value as Change).id).toBe((value as Change).id)
  await second.return()
})
