import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Tag } from '../../src/index.ts'
import { Shelf } from './shelf.ts'
import { fakeClock, json, settled, virtualClient, wait } from './virtual.ts'

const ids = (rows: Array<{ id: number }>) => rows.map(({ id }) => id)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('every row once, in order', () => {
  test('for any total, page size, clamp and concurrency', async () => {
    const property = fc.asyncProperty(
      fc.nat(400),
      fc.integer({ min: 1, max: 250 }),
      fc.integer({ min: 1, max: 60 }),
      fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      async (total, perPage, clamp, concurrency) => {
        const shelf = new Shelf(total, { clamp })
        const rows = await shelf.client.tags.list({ perPage }, { concurrency }).toArray()
        expect(ids(rows)).toEqual(upTo(total))
        const pages = Math.max(1, Math.ceil(total / Math.min(perPage, clamp)))
        expect(shelf.asked).toEqual(upTo(pages))
      },
    )
    await fc.assert(property, { numRuns: 150 })
  })

  test('while rows are deleted anywhere: none that stays is lost, none comes twice', async () => {
    const deletions = fc.array(fc.record({ count: fc.nat(7), at: fc.nat(60) }), { maxLength: 12 })
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      deletions,
      async (total, perPage, concurrency, script) => {
        const shelf = new Shelf(total, {
          before: (self, request) => {
            const deletion = script[request - 2]
            if (deletion) self.remove(deletion.count, deletion.at)
          },
        })
        const rows = ids(await shelf.client.tags.list({ perPage }, { concurrency }).toArray())
        expect(new Set(rows).size).toBe(rows.length)
        for (const { id } of shelf.rows) expect(rows).toContain(id)
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })

  test('while rows are created at the front: none comes twice, none of the old is lost', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      fc.array(fc.nat(25), { maxLength: 10 }),
      async (total, perPage, concurrency, inserts) => {
        const shelf = new Shelf(total, { before: (self, request) => self.insert(inserts[request - 2] ?? 0) })
        const rows = ids(await shelf.client.tags.list({ perPage }, { concurrency }).toArray())
        expect(new Set(rows).size).toBe(rows.length)
        expect(rows.filter((id) => id <= total)).toEqual(upTo(total))
      },
    )
    await fc.assert(property, { numRuns: 200 })
  })

  test('while rows are created and deleted at the same time, with any concurrency: none that stays is lost', async () => {
    const events = fc.array(fc.record({ insert: fc.nat(6), remove: fc.nat(6), at: fc.nat(60) }), { maxLength: 20 })
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      events,
      fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
      async (total, perPage, concurrency, script, order) => {
        // While pages are in flight, no more rows are created than a page has: see src/pagination/iterate-pages.ts.
        const inFlight: number[] = Array.from({ length: (concurrency ?? 1) + 1 }, () => 0)
        const room = (wanted: number) => {
          inFlight.shift()
          inFlight.push(Math.min(wanted, perPage - inFlight.reduce((sum, count) => sum + count, 0)))
          return inFlight.at(-1) ?? 0
        }
        const shelf = new Shelf(total, {
          before: async (self, request) => {
            // Answers overtake each other, so pages are read in any order.
            for (let turns = order[request % order.length] ?? 0; turns > 0; turns -= 1) await Promise.resolve()
            const event = script[request - 2]
            if (!event) return
            self.remove(event.remove, event.at)
            self.insert(room(event.insert))
          },
        })
        const rows = ids(await shelf.client.tags.list({ perPage }, { concurrency }).toArray())
        expect(new Set(rows).size).toBe(rows.length)
        for (const { id } of shelf.rows) if (id <= total) expect(rows).toContain(id)
      },
    )
    await fc.assert(property, { numRuns: 400 })
  })

  test('a row that comes again after many others is given once', async () => {
    const shelf = new Shelf(60_001, {
      before: (self, request) => request === 2 && self.rows.push(self.rows[0] ?? { id: 0, tag: '' }),
    })
    const rows = ids(await shelf.client.tags.list().toArray())
    expect(rows).toEqual(upTo(60_001))
  })

  test.each<[string, (page: number) => object, string]>([
    ['the page size grows from page 2 on', (page) => ({ per_page: page === 1 ? 2 : 4, last_page: 3, total: 6 }), 'page size'],
    ['the page is always the first', () => ({ current_page: 1, last_page: 3, total: 6 }), 'instead of page 2'],
    ['there are more rows than pages', () => ({ per_page: 2, last_page: 1, total: 6 }), 'page 2 is empty'],
    [
      'the last page grows with nothing new',
      (page) => ({ per_page: 2, last_page: page + 1, total: 2 }),
      'keeps returning the same page',
    ],
  ])('%s: an error, and not a part of the list', async (what, meta, reason) => {
    const client = virtualClient(({ url }) => {
      const page = Number(url.searchParams.get('page'))
      const data = what.includes('more rows') && page > 1 ? [] : [{ id: what.includes('grows') ? 1 : page }, { id: 100 }]
      return json({ data, links: {}, meta: meta(page) })
    })
    const list = client.tags.list({ perPage: 2 }).toArray()
    await expect(list).rejects.toMatchObject({ name: 'ResponseParseError', message: expect.stringContaining(reason) })
  })

  test('a next link beside a last page of 0: the rows behind it are read', async () => {
    const client = virtualClient(({ url }) => {
      const page = Number(url.searchParams.get('page'))
      return json({ data: [{ id: page }], links: { next: page < 3 ? 'next' : null }, meta: { last_page: 0, per_page: 1 } })
    })
    expect(ids(await client.tags.list({ perPage: 1 }).toArray())).toEqual([1, 2, 3])
  })

  test('a row without an id is never taken for another', async () => {
    const client = virtualClient(() =>
      json({ data: [{ tag: 'a' }, { tag: 'a' }], links: {}, meta: { last_page: 1, per_page: 2, total: 2 } }),
    )
    expect(await client.tags.list().toArray()).toHaveLength(2)
  })

  test('a server that ignores the page is not read as if its list were complete', async () => {
    const shelf = new Shelf(6)
    const client = virtualClient(() =>
      json({ data: shelf.rows.slice(0, 2), links: {}, meta: { last_page: 3, per_page: 2, total: 6 } }),
    )
    await expect(client.tags.list({ perPage: 2 }).toArray()).rejects.toThrow('keeps returning the same page')
  })
})

describe('it asks for no more than needed', () => {
  test('without concurrency, for a page only when its rows are wanted', async () => {
    const shelf = new Shelf(1000)
    for await (const row of shelf.client.tags.list()) if (row.id === 250) break
    expect(shelf.asked).toEqual([1])
  })

  test.each([undefined, 1, 8])('toArray({ limit }) with concurrency %s', async (concurrency) => {
    const shelf = new Shelf(1000)
    const rows = await shelf.client.tags.list({ perPage: 10 }, { concurrency }).toArray({ limit: 25 })
    expect(ids(rows)).toEqual(upTo(25))
    expect(shelf.asked).toEqual([1, 2, 3])
  })

  test('a small limit makes a small page', async () => {
    const shelf = new Shelf(1000)
    expect(await shelf.client.tags.list().toArray({ limit: 7 })).toHaveLength(7)
    expect(shelf.sizes).toEqual([7])
  })

  test('a limit of nothing asks for nothing', async () => {
    const shelf = new Shelf(10)
    expect(await shelf.client.tags.list().toArray({ limit: 0 })).toEqual([])
    expect(shelf.asked).toEqual([])
  })

  test('leaving the loop aborts what was asked for ahead', async () => {
    const shelf = new Shelf(1000, { before: (_, request) => (request > 1 ? new Promise(() => {}) : undefined) })
    for await (const page of shelf.client.tags.list({ perPage: 10 }, { concurrency: 4 }).pages()) {
      expect(page.data).toHaveLength(10)
      await new Promise((turn) => setImmediate(turn))
      expect(shelf.asked).toEqual([1, 2, 3, 4, 5])
      break
    }
    expect(shelf.signals.slice(1).map(({ aborted }) => aborted)).toEqual([true, true, true, true])
  })
})

describe('ahead', () => {
  beforeEach(() => fakeClock())
  afterEach(() => {
    vi.useRealTimers()
  })

  test('never more pages than `concurrency`, in as few round trips as that allows', async () => {
    let under = 0
    let most = 0
    const shelf = new Shelf(400, {
      before: async () => {
        under += 1
        most = Math.max(most, under)
        await wait(100)
        under -= 1
      },
    })
    const started = performance.now()
    const rows = settled(shelf.client.tags.list({ perPage: 10 }, { concurrency: 8 }).toArray())
    await vi.runAllTimersAsync()
    expect(await rows).toHaveProperty('value.length', 400)
    expect(most).toBe(8)
    // The first page, then 39 of them 8 at a time.
    expect(performance.now() - started).toBe(100 + Math.ceil(39 / 8) * 100)
  })

  test('a page that fails does so at its place, after every row before it', async () => {
    const shelf = new Shelf(100, {
      maxRetries: 0,
      before: async (_, __, page) => {
        await wait(page === 2 ? 500 : 10)
        if (page === 4) throw new TypeError('fetch failed')
      },
    })
    const seen: number[] = []
    const walk = settled(
      (async () => {
        for await (const { id } of shelf.client.tags.list({ perPage: 10 }, { concurrency: 6 })) seen.push(id)
      })(),
    )
    await vi.runAllTimersAsync()
    expect(await walk).toMatchObject({ error: { name: 'ConnectionError' } })
    expect(seen).toEqual(upTo(30))
  })

  test('an abort between pages, with its own reason', async () => {
    const stop = new AbortController()
    const shelf = new Shelf(100)
    const seen: number[] = []
    const walk = settled(
      (async () => {
        for await (const { id } of shelf.client.tags.list({ perPage: 10 }, { concurrency: 3, signal: stop.signal })) {
          seen.push(id)
          if (id === 20) stop.abort('enough')
        }
      })(),
    )
    await vi.runAllTimersAsync()
    expect(await walk).toEqual({ error: 'enough' })
    expect(seen).toEqual(upTo(20))
  })

  test('the deadline covers the whole listing', async () => {
    const shelf = new Shelf(100, { before: () => wait(100) })
    const rows = settled(shelf.client.tags.list({ perPage: 10 }, { deadline: 350 }).toArray())
    await vi.advanceTimersByTimeAsync(350)
    expect(await rows).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(shelf.asked).toEqual([1, 2, 3, 4])
  })

  test("the client's own deadline is for each page", async () => {
    const shelf = new Shelf(100, { deadline: 350, before: () => wait(100) })
    const rows = settled(shelf.client.tags.list({ perPage: 10 }).toArray())
    await vi.runAllTimersAsync()
    expect(await rows).toHaveProperty('value.length', 100)
  })

  test('a caller that looks at one page at a time is not overtaken by pages ahead', async () => {
    const shelf = new Shelf(1000)
    const pages = shelf.client.tags.list({ perPage: 10 }, { concurrency: 3 }).pages()
    const first = await pages.next()
    expect((first.value as { data: Tag[] }).data).toHaveLength(10)
    await vi.runAllTimersAsync()
    expect(shelf.asked).toEqual([1, 2, 3, 4])
    await pages.return()
  })
})
