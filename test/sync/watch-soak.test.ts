/** Watches an account for a long time, with a fake clock. */
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { watch } from '../../src/sync/watch.ts'
import { FakeBillit, type FakeResource } from './fake-billit.ts'
import { scratchFolder } from './target-file.ts'

const CHANGES = Number(process.env.CHANGES ?? 10_000)
const RECORDS = 400
const CHANGES_PER_REQUEST = 8
const SHARE = 0.3
const MINUTE_MS = 60_000
const MAX_GROWTH = 8 * 2 ** 20

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const heap = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

test(`keeps its memory and its share of the requests over ${CHANGES} changes`, async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'], now: Date.parse('2026-11-24T10:00:00Z') })
  vi.setTimerTickMode('nextTimerAsync')
  const folder = scratchFolder()
  const file = join(folder.path, 'billit.db')
  try {
    const server = new FakeBillit()
    server.pageSize = 250
    const resources: FakeResource[] = ['payments', 'contacts', 'products']
    for (let count = 0; count < RECORDS; count += 1) server.create(resources[count % 3] ?? 'payments')
    for await (const _ of watch(server.client(), file, { once: true }));

    const controller = new AbortController()
    const times: number[] = []
    let changed = 0
    server.intercept = () => {
      times.push(performance.now())
      for (let count = 0; count < CHANGES_PER_REQUEST; count += 1) {
        changed += 1
        server.change(resources[changed % 3] ?? 'payments', changed * 7, { note: `change ${changed}` })
      }
      return undefined
    }
    let delivered = 0
    let early = 0
    const work = async () => {
      for await (const change of watch(server.client(), file, { share: SHARE, signal: controller.signal })) {
        await change.done()
        delivered += 1
        if (delivered === CHANGES / 5) early = heap()
        if (delivered === CHANGES) controller.abort()
      }
    }
    await expect(work()).rejects.toThrow()
    const growth = heap() - early
    const perMinute = times.map((time, first) => times.slice(first, first + 100).filter((each) => each < time + MINUTE_MS).length)
    const figures = { delivered, requests: times.length, mostPerMinute: Math.max(...perMinute), growth }
    console.info(JSON.stringify(figures))
    expect(figures.mostPerMinute).toBeLessThanOrEqual(60 * SHARE)
    expect(growth).toBeLessThan(MAX_GROWTH)
  } finally {
    vi.useRealTimers()
    folder.remove()
  }
}, 600_000)
