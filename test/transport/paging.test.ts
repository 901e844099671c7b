import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Tag } from '../../src/index.ts'
import { getIds, PagedServer, upTo } from './paged-server.ts'
import { captureOutcome, createTestClient, fakeClock, json, wait } from './test-client.ts'

describe('a whole list', () => {
  test('has every row once and in order, for any total, page size, server limit and concurrency', async () => {
    const property = fc.asyncProperty(
      fc.nat(400),
      fc.integer({ min: 1, max: 250 }),
      fc.integer({ min: 1, max: 60 }),
      fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      async (total, perPage, maxPageSize, concurrency) => {
        const server = new PagedServer(total, { maxPageSize })
        const rows = await server.client.tags.list({ perPage }, { concurrency }).toArray()
        expect(getIds(rows)).toEqual(upTo(total))
        const pages = Math.max(1, Math.ceil(total / Math.min(perPage, maxPageSize)))
        expect(server.requestedPages).toEqual(upTo(pages))
      },
    )
    await fc.assert(property, { numRuns: 150 })
  })

  test('has every remaining row once while rows are deleted anywhere', async () => {
    const deletions = fc.array(fc.record({ count: fc.nat(7), at: fc.nat(60) }), { maxLength: 12 })
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      deletions,
      async (total, perPage, concurrency, script) => {
        const server = new PagedServer(total, {
          beforePage: (server, request) => {
            const deletion = script[request - 2]
            if (deletion) server.remove(deletion.count, deletion.at)
          },
        })
        const rows = getIds(await server.client.tags.list({ perPage }, { concurrency }).toArray())
        expect(new Set(rows).size).toBe(rows.length)
        for (const { id } of server.rows) expect(rows).toContain(id)
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })

  test('has every original row once while rows are created at the front', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      fc.array(fc.nat(25), { maxLength: 10 }),
      async (total, perPage, concurrency, inserts) => {
        const server = new PagedServer(total, { beforePage: (server, request) => server.insert(inserts[request - 2] ?? 0) })
        const rows = getIds(await server.client.tags.list({ perPage }, { concurrency }).toArray())
        expect(new Set(rows).size).toBe(rows.length)
        expect(rows.filter((id) => id <= total)).toEqual(upTo(total))
      },
    )
    await fc.assert(property, { numRuns: 200 })
  })

  test('has every remaining row once while rows are created and deleted, with any concurrency', async () => {
    const events = fc.array(fc.record({ insert: fc.nat(6), remove: fc.nat(6), at: fc.nat(60) }), { maxLength: 20 })
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      events,
      fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
      async (total, perPage, concurrency, script, order) => {
        // While pages are in flight, at most one page of rows is created: see src/pagination/iterate-pages.ts.
        const inFlight: number[] = Array.from({ length: (concurrency ?? 1) + 1 }, () => 0)
        const limitInserts = (wanted: number) => {
          inFlight.shift()
          inFlight.push(Math.min(wanted, perPage - inFlight.reduce((sum, count) => sum + count, 0)))
          return inFlight.at(-1) ?? 0
        }
        const server = new PagedServer(total, {
          beforePage: async (server, request) => {
            // Responses overtake each other, so pages are read in any order.
            for (let turns = order[request % order.length] ?? 0; turns > 0; turns -= 1) await Promise.resolve()
            const event = script[request - 2]
            if (!event) return
            server.remove(event.remove, event.at)
            server.insert(limitInserts(event.insert))
          },
        })
        const rows = getIds(await server.client.tags.list({ perPage }, { concurrency }).toArray())
        expect(new Set(rows).size).toBe(rows.length)
        for (const { id } of server.rows) if (id <= total) expect(rows).toContain(id)
      },
    )
    await fc.assert(property, { numRuns: 400 })
  })

  test('has a row once even if it returns after 60,000 others', async () => {
    const server = new PagedServer(60_001, {
      beforePage: (server, request) => request === 2 && server.rows.push(server.rows[0] ?? { id: 0, tag: '' }),
    })
    const rows = getIds(await server.client.tags.list().toArray())
    expect(rows).toEqual(upTo(60_001))
  })

  test.each<[string, (page: number) => object, string]>([
    ['the page size grows from page 2 on', (page) => ({ per_page: page === 1 ? 2 : 4, last_page: 3, total: 6 }), 'page size'],
    ['every page is the first', () => ({ current_page: 1, last_page: 3, total: 6 }), 'instead of page 2'],
    ['there are more rows than the pages hold', () => ({ per_page: 2, last_page: 1, total: 6 }), 'page 2 is empty'],
    [
      'the last page number grows without new rows',
      (page) => ({ per_page: 2, last_page: page + 1, total: 2 }),
      'keeps returning the same page',
    ],
  ])('throws instead of returning a partial list if %s', async (fault, meta, reason) => {
    const client = createTestClient(({ url }) => {
      const page = Number(url.searchParams.get('page'))
      const data = fault.includes('more rows') && page > 1 ? [] : [{ id: fault.includes('grows') ? 1 : page }, { id: 100 }]
      return json({ data, links: {}, meta: meta(page) })
    })
    const list = client.tags.list({ perPage: 2 }).toArray()
    await expect(list).rejects.toMatchObject({ name: 'ResponseParseError', message: expect.stringContaining(reason) })
  })

  test('follows a next link even if last_page is 0', async () => {
    const client = createTestClient(({ url }) => {
      const page = Number(url.searchParams.get('page'))
      return json({ data: [{ id: page }], links: { next: page < 3 ? 'next' : null }, meta: { last_page: 0, per_page: 1 } })
    })
    expect(getIds(await client.tags.list({ perPage: 1 }).toArray())).toEqual([1, 2, 3])
  })

  test('never treats rows without an id as duplicates', async () => {
    const client = createTestClient(() =>
      json({ data: [{ tag: 'a' }, { tag: 'a' }], links: {}, meta: { last_page: 1, per_page: 2, total: 2 } }),
    )
    expect(await client.tags.list().toArray()).toHaveLength(2)
  })

  test('throws if the server ignores the page number', async () => {
    const server = new PagedServer(6)
    const client = createTestClient(() =>
      json({ data: server.rows.slice(0, 2), links: {}, meta: { last_page: 3, per_page: 2, total: 6 } }),
    )
    await expect(client.tags.list({ perPage: 2 }).toArray()).rejects.toThrow('keeps returning the same page')
  })
})

describe('the number of requests', () => {
  test('without concurrency, requests a page only when its rows are needed', async () => {
    const server = new PagedServer(1000)
    for await (const row of server.client.tags.list()) if (row.id === 250) break
    expect(server.requestedPages).toEqual([1])
  })

  test.each([undefined, 1, 8])(
    'requests only the pages that toArray({ limit }) needs, with concurrency %s',
    async (concurrency) => {
      const server = new PagedServer(1000)
      const rows = await server.client.tags.list({ perPage: 10 }, { concurrency }).toArray({ limit: 25 })
      expect(getIds(rows)).toEqual(upTo(25))
      expect(server.requestedPages).toEqual([1, 2, 3])
    },
  )

  test('requests a small page for a small limit', async () => {
    const server = new PagedServer(1000)
    expect(await server.client.tags.list().toArray({ limit: 7 })).toHaveLength(7)
    expect(server.requestedSizes).toEqual([7])
  })

  test('sends no request for a limit of 0', async () => {
    const server = new PagedServer(10)
    expect(await server.client.tags.list().toArray({ limit: 0 })).toEqual([])
    expect(server.requestedPages).toEqual([])
  })

  test('aborts the prefetched pages when the caller leaves the loop', async () => {
    const server = new PagedServer(1000, { beforePage: (_, request) => (request > 1 ? new Promise(() => {}) : undefined) })
    for await (const page of server.client.tags.list({ perPage: 10 }, { concurrency: 4 }).pages()) {
      expect(page.data).toHaveLength(10)
      await new Promise((turn) => setImmediate(turn))
      expect(server.requestedPages).toEqual([1, 2, 3, 4, 5])
      break
    }
    expect(server.signals.slice(1).map(({ aborted }) => aborted)).toEqual([true, true, true, true])
  })
})

describe('prefetching', () => {
  beforeEach(() => fakeClock())
  afterEach(() => {
    vi.useRealTimers()
  })

  test('requests up to `concurrency` pages at once, in as few round trips as that allows', async () => {
    let inFlight = 0
    let maxInFlight = 0
    const server = new PagedServer(400, {
      beforePage: async () => {
        inFlight += 1
        maxInFlight = Math.max(maxInFlight, inFlight)
        await wait(100)
        inFlight -= 1
      },
    })
    const started = performance.now()
    const rows = captureOutcome(server.client.tags.list({ perPage: 10 }, { concurrency: 8 }).toArray())
    await vi.runAllTimersAsync()
    expect(await rows).toHaveProperty('value.length', 400)
    expect(maxInFlight).toBe(8)
    // The first page, then 39 pages, 8 at a time.
    expect(performance.now() - started).toBe(100 + Math.ceil(39 / 8) * 100)
  })

  test('throws the error of a page only after every row before it', async () => {
    const server = new PagedServer(100, {
      maxRetries: 0,
      beforePage: async (_, __, page) => {
        await wait(page === 2 ? 500 : 10)
        if (page === 4) throw new TypeError('fetch failed')
      },
    })
    const seen: number[] = []
    const walk = captureOutcome(
      (async () => {
        for await (const { id } of server.client.tags.list({ perPage: 10 }, { concurrency: 6 })) seen.push(id)
      })(),
    )
    await vi.runAllTimersAsync()
    expect(await walk).toMatchObject({ error: { name: 'ConnectionError' } })
    expect(seen).toEqual(upTo(30))
  })

  test('rejects with the abort reason between pages', async () => {
    const stop = new AbortController()
    const server = new PagedServer(100)
    const seen: number[] = []
    const walk = captureOutcome(
      (async () => {
        for await (const { id } of server.client.tags.list({ perPage: 10 }, { concurrency: 3, signal: stop.signal })) {
          seen.push(id)
          if (id === 20) stop.abort('enough')
        }
      })(),
    )
    await vi.runAllTimersAsync()
    expect(await walk).toEqual({ error: 'enough' })
    expect(seen).toEqual(upTo(20))
  })

  test('applies the deadline of a call to the whole list', async () => {
    const server = new PagedServer(100, { beforePage: () => wait(100) })
    const rows = captureOutcome(server.client.tags.list({ perPage: 10 }, { deadline: 350 }).toArray())
    await vi.advanceTimersByTimeAsync(350)
    expect(await rows).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(server.requestedPages).toEqual([1, 2, 3, 4])
  })

  test('applies the deadline of the client to each page', async () => {
    const server = new PagedServer(100, { deadline: 350, beforePage: () => wait(100) })
    const rows = captureOutcome(server.client.tags.list({ perPage: 10 }).toArray())
    await vi.runAllTimersAsync()
    expect(await rows).toHaveProperty('value.length', 100)
  })

  test('prefetches at most `concurrency` pages while the caller handles one', async () => {
    const server = new PagedServer(1000)
    const pages = server.client.tags.list({ perPage: 10 }, { concurrency: 3 }).pages()
    const first = await pages.next()
    expect((first.value as { data: Tag[] }).data).toHaveLength(10)
    await vi.runAllTimersAsync()
    expect(server.requestedPages).toEqual([1, 2, 3, 4])
    await pages.return()
  })
})
