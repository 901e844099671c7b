/** Random histories of changes and kills. After each, the target has the records of the server. */
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { FAKE_RESOURCES, FakeBillit, type FakeResource, Killed } from './fake-billit.ts'
import { exported, scratchFolder, select } from './target-file.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

interface Change {
  /** The number of the request before which it happens. */
  at: number
  resource: FakeResource
  kind: 'create' | 'change what the list shows' | 'change what the details show' | 'delete'
  index: number
}

const aResource = fc.constantFrom<FakeResource>('invoices', 'invoices', 'invoices', 'contacts', 'tags', 'payments')
const aChange = fc.record<Change>({
  at: fc.integer({ min: 0, max: 60 }),
  resource: aResource,
  kind: fc.constantFrom('create', 'change what the list shows', 'change what the details show', 'delete'),
  index: fc.nat(20),
})
const aHistory = fc.record({
  before: fc.array(aResource, { maxLength: 20 }),
  changes: fc.array(aChange, { maxLength: 25 }),
  /** For each killed run, the number of requests before it is killed. */
  kills: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
  pageSize: fc.integer({ min: 1, max: 6 }),
})

test('has the records of the server after any history of changes and kills', async () => {
  await fc.assert(
    fc.asyncProperty(aHistory, async ({ before, changes, kills, pageSize }) => {
      const folder = scratchFolder()
      const file = join(folder.path, 'billit.db')
      try {
        const server = new FakeBillit()
        server.pageSize = pageSize
        for (const resource of before) server.create(resource)
        const pending = [...changes].sort((one, other) => one.at - other.at)
        let left = Number.POSITIVE_INFINITY
        server.beforeRequest = () => {
          vi.setSystemTime(server.now)
          while (pending[0] && pending[0].at < server.requests.length) applyChange(server, pending.shift())
          left -= 1
          if (left < 0) throw new Killed()
        }
        for (const requests of kills) {
          left = requests
          await exportAll(server.client(), file).catch(() => {})
        }
        left = Number.POSITIVE_INFINITY
        // The remaining changes happen during this run.
        await exportAll(server.client(), file)
        while (pending.length > 0) applyChange(server, pending.shift())
        server.now += 5000
        vi.setSystemTime(server.now)
        const summary = await exportAll(server.client(), file)

        expect(summary).toMatchObject({ failures: [], settled: true })
        for (const resource of FAKE_RESOURCES) {
          expect(exported(file, resource)).toEqual(server.expected(resource))
          const gone = select(file, `SELECT key FROM ${resource} WHERE deleted_at IS NOT NULL`).map(({ key }) => String(key))
          for (const key of gone) expect(server.expected(resource)).not.toHaveProperty([key])
        }

        server.now += 5000
        vi.setSystemTime(server.now)
        const { length } = server.requests
        await exportAll(server.client(), file)
        const requests = server.requests.slice(length)
        expect(new Set(requests).size).toBe(requests.length)
      } finally {
        folder.remove()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 15) },
  )
})

let changes = 0

function applyChange(server: FakeBillit, change: Change | undefined): void {
  if (!change) return
  const { resource, kind, index } = change
  changes += 1
  if (kind === 'create') server.create(resource, { note: `new ${changes}` })
  else if (kind === 'delete') server.delete(resource, index)
  else if (kind === 'change what the list shows') server.change(resource, index, { note: `changed ${changes}` })
  else server.change(resource, index, { item: `changed ${changes}` })
}
