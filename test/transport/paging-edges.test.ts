/** Lists that change while they are read: the rows returned, and the requests sent. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getIds, PagedServer, upTo } from './paged-server.ts'
import { captureOutcome, fakeClock, wait } from './test-client.ts'

describe.each([undefined, 1, 4])('with concurrency %s', (concurrency) => {
  test('returns every row to a caller that deletes each one as it arrives', async () => {
    const server = new PagedServer(1000)
    const seen: number[] = []
    for await (const { id } of server.client.tags.list({ perPage: 10 }, { concurrency })) {
      seen.push(id)
      server.rows = server.rows.filter((row) => row.id !== id)
    }
    expect(seen).toEqual(upTo(1000))
    expect(server.rows).toEqual([])
    // Two requests per page, and the prefetched pages.
    expect(server.requestedPages.length).toBeLessThanOrEqual(2 * 100 + 10)
  })

  test('returns every row to a caller that deletes some of them as they arrive', async () => {
    const server = new PagedServer(300)
    const seen: number[] = []
    for await (const { id } of server.client.tags.list({ perPage: 10 }, { concurrency })) {
      seen.push(id)
      if (id % 3 === 0) server.rows = server.rows.filter((row) => row.id !== id)
    }
    expect(seen).toEqual(upTo(300))
  })

  test('reads to the end while another program deletes the oldest row with each request', async () => {
    const server = new PagedServer(300, { beforePage: (server) => server.rows.pop() })
    const seen = getIds(await server.client.tags.list({ perPage: 10 }, { concurrency }).toArray())
    expect(seen).toEqual(upTo(seen.length))
    for (const { id } of server.rows) expect(seen).toContain(id)
  })
})

describe.each([undefined, 4])('numbers that the server sends as strings, with concurrency %s', (concurrency) => {
  test('cause the same requests as numbers, and no row is lost', async () => {
    const beforePage = (server: PagedServer, request: number) => request === 3 && server.remove(10, 0)
    const [strings, numbers] = [
      new PagedServer(1004, { formatNumber: String, beforePage, maxPageSize: 100 }),
      new PagedServer(1004, { beforePage, maxPageSize: 100 }),
    ]
    for (const server of [strings, numbers]) {
      expect(getIds(await server.client.tags.list({}, { concurrency }).toArray())).toEqual(upTo(1004))
    }
    expect(strings.requestedPages).toEqual(numbers.requestedPages)
  })

  test('appear as numbers on a page', async () => {
    const { client } = new PagedServer(30, { formatNumber: String })
    const { page, perPage, lastPage, total, hasNext } = await client.tags.list({ perPage: 10 }, { concurrency })
    expect({ page, perPage, lastPage, total, hasNext }).toEqual({ page: 1, perPage: 10, lastPage: 3, total: 30, hasNext: true })
  })
})

test.each([null, '', ' ', 'many', '1,004', true, {}, [30]])('treats a total of %j as missing', async (total) => {
  const { client } = new PagedServer(30, { formatNumber: (number) => (number === 30 ? total : number) })
  expect(getIds(await client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect((await client.tags.list({ perPage: 10 })).total).toBeUndefined()
})

test('rereads the previous page and then the page itself after a deletion', async () => {
  const server = new PagedServer(30, { beforePage: (server, request) => request === 2 && server.remove(1, 3) })
  expect(getIds(await server.client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect(server.requestedPages).toEqual([1, 2, 1, 2, 3])
})

test('does not reread a page that shares a row with the previous one', async () => {
  // One row is deleted before page 2 is read, and another before page 1 is reread: row 12 is then on both pages.
  const server = new PagedServer(30, { beforePage: (server, request) => (request === 2 || request === 3) && server.remove(1, 0) })
  expect(getIds(await server.client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect(server.requestedPages.slice(0, 4)).toEqual([1, 2, 1, 3])
})

test('rereads earlier pages until it finds a known row', async () => {
  const server = new PagedServer(60, { beforePage: (server, request) => request === 4 && server.remove(15, 10) })
  const seen = getIds(await server.client.tags.list({ perPage: 10 }).toArray())
  expect(seen).toEqual(upTo(60))
  expect(server.requestedPages).toEqual([1, 2, 3, 4, 3, 2, 3, 4, 5].slice(0, server.requestedPages.length))
})

test('reads to the end of a list that shrinks until the requested page no longer exists', async () => {
  const server = new PagedServer(30, { beforePage: (server, request) => request === 3 && server.remove(25, 0) })
  const seen = getIds(await server.client.tags.list({ perPage: 10 }).toArray())
  expect(seen).toEqual([...upTo(20), ...[26, 27, 28, 29, 30]])
})

test('loses no remaining row if prefetched pages arrive out of order while the total stays the same', async () => {
  let onThirdPage = () => {}
  const thirdPageRead = new Promise<void>((resolve) => {
    onThirdPage = resolve
  })
  const server = new PagedServer(30, {
    beforePage: async (server, request, page) => {
      if (page === 3 && request <= 3) onThirdPage()
      if (page !== 2 || request > 3) return
      // Once page 3 is read, a row is inserted at the front and the last row is deleted, so the total stays the same.
      await thirdPageRead
      await Promise.resolve()
      server.insert(1)
      server.remove(1, 30)
    },
  })
  const seen = getIds(await server.client.tags.list({ perPage: 10 }, { concurrency: 2 }).toArray())
  // 29 of 30 rows were received. The list is read again, which finds the new one.
  expect(seen).toEqual([...upTo(29), 31])
  expect(server.requestedPages).toEqual([1, 2, 3, 2, 3, 1])
})

test('counts rows that moved to an earlier page towards the limit', async () => {
  const server = new PagedServer(30, { beforePage: (server, request) => request === 2 && server.remove(1, 3) })
  expect(getIds(await server.client.tags.list({ perPage: 10 }).toArray({ limit: 11 }))).toEqual(upTo(11))
  expect(server.requestedPages).toEqual([1, 2, 1])
})

test('does not return a reread page without new rows', async () => {
  const server = new PagedServer(30, { beforePage: (server, request) => request === 2 && server.remove(1, 25) })
  const lengths: number[] = []
  for await (const { data } of server.client.tags.list({ perPage: 10 }).pages()) lengths.push(data.length)
  expect(lengths).toEqual([10, 10, 9])
})

test('returns a row that moves between pages while they are reread', async () => {
  const server = new PagedServer(30, {
    beforePage: (server, request) => {
      if (request === 2) server.remove(1, 3)
      if (request === 3) server.insert(1)
    },
  })
  const seen = getIds(await server.client.tags.list({ perPage: 10 }).toArray())
  expect(seen.filter((id) => id <= 30)).toEqual(upTo(30))
})

describe('a slow list', () => {
  beforeEach(() => fakeClock())
  afterEach(() => void vi.useRealTimers())

  test('rejects with the abort reason while a page is in flight', async () => {
    const stop = new AbortController()
    const server = new PagedServer(30, {
      beforePage: (_, request) => {
        if (request !== 2) return undefined
        stop.abort('enough')
        return wait(60_000)
      },
    })
    const started = performance.now()
    const rows = captureOutcome(server.client.tags.list({ perPage: 10 }, { signal: stop.signal }).toArray())
    expect(await rows).toEqual({ error: 'enough' })
    expect(performance.now() - started).toBe(0)
    expect(server.signals[1]?.aborted).toBe(true)
  })

  test('throws if the caller is slower than the deadline', async () => {
    const server = new PagedServer(30)
    const pages = server.client.tags.list({ perPage: 10 }, { deadline: 1000 }).pages()
    await pages.next()
    await vi.advanceTimersByTimeAsync(1000)
    await expect(pages.next()).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'The list was not read within 1000 ms (deadline).',
    })
    expect(server.requestedPages).toEqual([1])
  })
})
