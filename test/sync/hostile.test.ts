/**
 * Exports from a server with random faults, stopped at random, and compared with the server record by record. A run that reports
 * the copy as up to date must be right.
 */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { FakeBillit, type FakeRecord, type FakeResource, Killed } from './fake-billit.ts'
import { exported, scratchFolder, select } from './target-file.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const RESOURCES: FakeResource[] = ['contacts', 'tags', 'invoices', 'ocps', 'payments']

/** Returns a generator of pseudorandom numbers from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** The kinds of fault. Each changes how the server behaves until it is cleared. */
const FAULTS: Record<string, (server: FakeBillit, random: () => number) => void> = {
  'another order for each request': (server, random) => {
    server.order = (rows) =>
      rows
        .map((row) => [random(), row] as const)
        .sort(([one], [other]) => one - other)
        .map(([, row]) => row)
  },
  'ties across the borders of pages': (server, random) => {
    const size = server.pageSize
    server.order = (rows) =>
      rows
        .map((row, index) => (index % size === 0 && index > 0 && random() < 0.5 ? (rows[index - 1] as FakeRecord) : row))
        .map((row, index, all) => (index + 1 < all.length && all[index + 1] === row ? (rows[index + 1] as FakeRecord) : row))
  },
  'a list with 403': (server) => {
    server.intercept = (path) => (path === '/ocps' ? server.fail(403) : undefined)
  },
  'a list with 500': (server) => {
    server.intercept = (path) => (path === '/tags' ? server.fail(500) : undefined)
  },
  'invoices with 500': (server) => {
    server.intercept = (path) => (/^\/invoices\/000[13579]/.test(path) ? server.fail(500) : undefined)
  },
  'mixed-up invoices': (server, random) => {
    const keys = () => Object.values(server.expected('invoices'))
    server.intercept = (path) =>
      path.startsWith('/invoices/') && random() < 0.3
        ? new Response(`{"data":${keys()[Math.floor(random() * keys().length)]}}`)
        : undefined
  },
  'an empty list': (server) => {
    server.order = () => []
  },
  'an account that cannot be read': (server) => {
    server.intercept = (path) => (path === '/account' ? server.fail(403) : undefined)
  },
}

const clear = (server: FakeBillit) => {
  server.order = (rows) => rows
  server.intercept = () => undefined
}

/** Changes a record, without a trace in the list half of the time. */
function change(server: FakeBillit, random: () => number, count: number): void {
  const resource = RESOURCES[Math.floor(random() * RESOURCES.length)] ?? 'invoices'
  const rows = server.records.get(resource) ?? []
  const index = Math.floor(random() * rows.length)
  const kind = random()
  if (kind < 0.2 || rows.length < 5) server.create(resource, { note: `new ${count}` })
  else if (kind < 0.35) server.delete(resource, index)
  else if (resource === 'invoices' && kind < 0.7) Object.assign(rows[index] ?? {}, { item: `silent ${count}`, mark: '4000' })
  else server.change(resource, index, { note: `changed ${count}`, item: `changed ${count}` })
}

interface Figures {
  runs: number
  kills: number
  upToDate: number
  missing: number
  wrong: number
  wronglyGone: number
  staleAfterThreeRuns: number
}

/** Compares the copy with the server, record by record. */
function compare(server: FakeBillit, file: string): Pick<Figures, 'missing' | 'wrong' | 'wronglyGone'> {
  const found = { missing: 0, wrong: 0, wronglyGone: 0 }
  for (const resource of RESOURCES) {
    const copy = exported(file, resource)
    const all = new Set(select(file, `SELECT key FROM ${resource}`).map(({ key }) => String(key)))
    for (const [key, json] of Object.entries(server.expected(resource))) {
      if (copy[key] === undefined) found[all.has(key) ? 'wronglyGone' : 'missing'] += 1
      else if (copy[key] !== json) found.wrong += 1
    }
  }
  return found
}

async function attack(seed: number, names: readonly string[]): Promise<Figures> {
  const random = createRandom(seed)
  const folder = scratchFolder()
  const file = join(folder.path, 'billit.db')
  const server = new FakeBillit()
  server.pageSize = 3 + Math.floor(random() * 6)
  const figures: Figures = { runs: 0, kills: 0, upToDate: 0, missing: 0, wrong: 0, wronglyGone: 0, staleAfterThreeRuns: 0 }
  let left = Number.POSITIVE_INFINITY
  server.beforeRequest = () => {
    vi.setSystemTime(server.now)
    left -= 1
    if (left < 0) throw new Killed()
  }
  const run = async () => {
    figures.runs += 1
    return exportAll(server.client(), file).catch(() => undefined)
  }
  try {
    for (let index = 0; index < 60; index += 1) server.create(RESOURCES[index % 3 === 0 ? index % 5 : 2] ?? 'invoices')
    await run()
    for (let step = 0; step < 6; step += 1) {
      server.now += Math.floor(random() * 4) * 24 * 60 * 60_000
      for (let count = 0; count < 5; count += 1) change(server, random, step * 10 + count)
      clear(server)
      FAULTS[names[Math.floor(random() * names.length)] ?? '']?.(server, random)
      const isKilled = random() < 0.3
      left = isKilled ? Math.floor(random() * 60) : Number.POSITIVE_INFINITY
      figures.kills += isKilled ? 1 : 0
      const summary = await run()
      left = Number.POSITIVE_INFINITY
      // Nothing changes during a run, so that whatever the server has is missing, or was marked as deleted although it exists.
      figures.wronglyGone += compare(server, file).wronglyGone
      if (!summary?.settled || summary.failures.length > 0) continue
      figures.upToDate += 1
      figures.missing += compare(server, file).missing
    }
    clear(server)
    for (let runs = 0; runs < 3; runs += 1) await run()
    const { missing, wrong, wronglyGone } = compare(server, file)
    figures.missing += missing
    figures.staleAfterThreeRuns += wrong
    figures.wronglyGone += wronglyGone
    return figures
  } finally {
    folder.remove()
  }
}

test('never reports a copy as up to date that misses records, and is fresh after three runs without faults', async () => {
  const names = Object.keys(FAULTS)
  const sum: Figures = { runs: 0, kills: 0, upToDate: 0, missing: 0, wrong: 0, wronglyGone: 0, staleAfterThreeRuns: 0 }
  const attacks = Number(process.env.ATTACKS ?? 4)
  for (let seed = 1; seed <= attacks; seed += 1) {
    const figures = await attack(seed, names)
    for (const name of Object.keys(sum) as Array<keyof Figures>) sum[name] += figures[name]
    expect({ seed, ...figures }).toMatchObject({ missing: 0, wronglyGone: 0, staleAfterThreeRuns: 0 })
  }
  console.info(`${names.length} kinds of fault: ${JSON.stringify(sum)}`)
}, 900_000)
