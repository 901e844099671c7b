/** Lists that change while they are read, and inconsistent servers: the rows returned, and the requests sent until the end. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ResponseParseError, type Tag } from '../../src/index.ts'
import { getIds, PagedServer, upTo } from './paged-server.ts'
import { captureOutcome, createTestClient, fakeClock, json, wait } from './test-client.ts'

interface ScriptedPage {
  rows: number[]
  last?: number
  size?: number
  total?: number
  current?: number
  next?: boolean
}

/** A server with scripted pages, which may contradict each other. */
function scriptPages(createPage: (page: number, request: number) => ScriptedPage) {
  const requested: number[] = []
  const client = createTestClient(({ url }) => {
    const page = Number(url.searchParams.get('page'))
    requested.push(page)
    const { rows, last, size = 2, total, current = page, next = false } = createPage(page, requested.length)
    const meta = { current_page: current, per_page: size, last_page: last, total }
    return json({ data: rows.map((id) => ({ id })), links: { next: next ? 'next' : null }, meta })
  })
  const read = (concurrency?: number): Promise<Tag[]> => client.tags.list({ perPage: 2 }, { concurrency }).toArray()
  return { requested, read }
}

const listError = (reason: string) =>
  expect.objectContaining({ message: `The list cannot be read to its end: ${reason}.`, status: 200, body: '', attempts: 1 })

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

  test('are numbers on a page', async () => {
    const { client } = new PagedServer(30, { formatNumber: String })
    const { page, perPage, lastPage, total, hasNext } = await client.tags.list({ perPage: 10 }, { concurrency })
    expect({ page, perPage, lastPage, total, hasNext }).toEqual({ page: 1, perPage: 10, lastPage: 3, total: 30, hasNext: true })
  })
})

test.each([null, '', ' ', 'many', '1,004', true, {}, [30]])('treats a total of %j as missing', async (total) => {
  const { client } = new PagedServer(30, { formatNumber: (number) => (number === 30 ? total : number) })
  expect(getIds(await client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect((await client.tags.list({ perPage: 10 })).total).toBeNaN()
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

test('accepts the last page of a shrunken list in place of a page that no longer exists', async () => {
  // Page 2 no longer exists: the server returns page 1 in its place, with that page number.
  const { read } = scriptPages((page, request) =>
    request === 1 ? { rows: [1, 2], last: 2, total: 3 } : { rows: [2], last: 1, total: 1, current: Math.min(page, 1) },
  )
  expect(getIds(await read())).toEqual([1, 2])
})

test.each([
  ['with as many rows as before', { rows: [3, 4], last: 3, total: 6, current: 1 }],
  ['with more rows', { rows: [3, 4], last: 3, total: 7, current: 1 }],
  ['as the last page, without a total', { rows: [1, 2], last: 1, current: 1 }],
  ['as the last page of a list that has grown', { rows: [1, 2], last: 1, total: 7, current: 1 }],
  ['as a later page of a list that has shrunk', { rows: [3, 4], last: 3, total: 5, current: 3 }],
])('throws if the server returns another page %s', async (_case, wrongPage) => {
  const { read } = scriptPages((page) => (page === 1 ? { rows: [1, 2], last: 3, total: 6 } : wrongPage))
  await expect(read()).rejects.toEqual(
    listError(`page 2 was asked for, and the server says that it gave page ${wrongPage.current}`),
  )
})

test('throws if the first page is not the requested one', async () => {
  const { read, requested } = scriptPages(() => ({ rows: [1], last: 3, total: 6, current: 2 }))
  await expect(read()).rejects.toThrow('page 1 was asked for')
  expect(requested).toEqual([1])
})

test('throws if the total rises and falls without new rows', async () => {
  const { read, requested } = scriptPages((page, request) => ({
    rows: [1, 2],
    last: 3,
    total: request % 2 === 0 ? 5 : 6,
    current: page,
  }))
  await expect(read()).rejects.toBeInstanceOf(ResponseParseError)
  expect(requested.length).toBeLessThanOrEqual(50)
})

test('reads on if the total shrinks with each request although no row is deleted', async () => {
  const { read, requested } = scriptPages((page, request) => ({
    rows: page > 3 ? [] : [2 * page - 1, 2 * page],
    last: 3,
    total: 1000 - request,
  }))
  await expect(read()).rejects.toThrow(/the server says that there are 9\d\d rows, and page 4 is empty/)
  expect(requested.length).toBeLessThanOrEqual(50)
})

test('throws if the total rises and falls with new rows each time', async () => {
  const { read, requested } = scriptPages((page, request) => ({
    ...{ rows: [2 * request, 2 * request + 1], last: 3, current: page },
    total: page === 1 ? 6 : 5,
  }))
  await expect(read()).rejects.toEqual(listError('it shrinks faster than it can be read'))
  expect(requested.length).toBeLessThanOrEqual(50)
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
  expect(seen.filter((id) => id < 30)).toEqual(upTo(29))
  expect(server.requestedPages).toEqual([1, 2, 3, 2, 3])
})

describe('pages without new rows', () => {
  test('end the list with an error after 20 empty pages with a next link', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: [], last: page + 1, next: true }))
    await expect(read()).rejects.toEqual(
      listError('the last 20 pages brought no new row, and the server says that there are more'),
    )
    expect(requested).toEqual(upTo(20))
  })

  test('end the list with an error after a page with rows and 20 empty pages', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: page === 1 ? [1, 2] : [], last: page + 1 }))
    await expect(read()).rejects.toThrow('the last 20 pages')
    expect(requested).toEqual(upTo(21))
  })

  test('end the list with an error after 1,000 known rows in changing order', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: page % 2 ? [1, 2] : [2, 1], last: page + 1, size: 2 }))
    await expect(read()).rejects.toThrow('the last 500 pages brought no new row')
    expect(requested).toEqual(upTo(501))
  })

  test('end the list with an error after 1,000 known rows with the same row first on each page', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: page % 2 ? [1, 2, 3] : [1, 3, 2], last: page + 1, size: 3 }))
    await expect(read()).rejects.toThrow('the last 334 pages brought no new row')
    expect(requested).toEqual(upTo(335))
  })

  test('do not end the list if they are few and rows were created meanwhile', async () => {
    const server = new PagedServer(100, { beforePage: (server, request) => request === 2 && server.insert(60) })
    const seen = getIds(await server.client.tags.list({ perPage: 2 }).toArray())
    expect(seen.filter((id) => id <= 100)).toEqual(upTo(100))
  })

  test('end the list with an error after five repetitions of the same page', async () => {
    const { read, requested } = scriptPages(() => ({ rows: [1, 2], last: 9, total: 18 }))
    await expect(read()).rejects.toEqual(listError('the server gives the same page again and again, up to page 6'))
    expect(requested).toEqual(upTo(6))
  })

  test('are not detected if the rows have no ids', async () => {
    let requests = 0
    const client = createTestClient(({ url }) => {
      requests += 1
      const page = Number(url.searchParams.get('page'))
      return json({ data: [{ tag: 'a' }], links: {}, meta: { current_page: page, per_page: 1, last_page: 9, total: 9 } })
    })
    expect(await client.tags.list({ perPage: 1 }).toArray()).toHaveLength(9)
    expect(requests).toBe(9)
  })
})

test('throws if a page in the middle of a list is empty', async () => {
  const { read } = scriptPages((page) =>
    page === 2 ? { rows: [], last: 3, total: 6 } : { rows: [2 * page, 2 * page + 1], last: 3, total: 6 },
  )
  await expect(read()).rejects.toEqual(listError('the server says that there are 6 rows, and page 2 is empty'))
})

test('ends the list at an empty page if the total is reached', async () => {
  const { read, requested } = scriptPages((page) =>
    page === 1 ? { rows: [1, 2], last: 2, total: 2 } : { rows: [], last: 2, total: 2 },
  )
  expect(getIds(await read())).toEqual([1, 2])
  expect(requested).toEqual([1, 2])
})

test('rereads the first page if the last page equals the one before it', async () => {
  const same = scriptPages(() => ({ rows: [1, 2], last: 2, total: 4 }))
  await expect(same.read()).rejects.toEqual(listError('the server gives the same page again and again'))
  expect(same.requested).toEqual([1, 2, 1])
  // All rows moved by one page between the two requests.
  const moved = new PagedServer(4, {
    beforePage: (server, request) => {
      if (request !== 2) return
      server.insert(2)
      server.remove(2, 4)
    },
  })
  expect(getIds(await moved.client.tags.list({ perPage: 2 }).toArray())).toEqual([1, 2])
})

test('requests one page at a time if the server returns no total', async () => {
  const { read, requested } = scriptPages((page) => ({ rows: [2 * page - 1, 2 * page], last: 4 }))
  expect(getIds(await read(3))).toEqual(upTo(8))
  expect(requested).toEqual(upTo(4))
})

test('follows a next link past last_page', async () => {
  const { read, requested } = scriptPages((page) => ({ rows: [page], size: 1, last: 1, next: page < 3 }))
  expect(getIds(await read())).toEqual([1, 2, 3])
  expect(requested).toEqual([1, 2, 3])
  const client = createTestClient(() => json({ data: [{ id: 1 }], links: { next: 'next' }, meta: { last_page: 1 } }))
  expect(await client.tags.list({ page: 4 })).toMatchObject({ page: 4, lastPage: 5, hasNext: true })
})

test('does not reread the first page if a row is on two pages', async () => {
  const { read, requested } = scriptPages((page) => ({ rows: page === 1 ? [1, 2] : [2, 3], last: 2, total: 4 }))
  expect(getIds(await read())).toEqual([1, 2, 3])
  expect(requested).toEqual([1, 2])
})

test('does not reread the first page for a repeated page if no row is missing', async () => {
  const { read, requested } = scriptPages(() => ({ rows: [1, 2], last: 2, total: 2 }))
  expect(getIds(await read())).toEqual([1, 2])
  expect(requested).toEqual([1, 2])
})

test('follows a next link without meta', async () => {
  const requested: number[] = []
  const client = createTestClient(({ url }) => {
    const page = Number(url.searchParams.get('page'))
    requested.push(page)
    return json({ data: [{ id: page }], links: { next: page < 3 ? 'next' : null } })
  })
  expect(getIds(await client.tags.list({ perPage: 1 }).toArray())).toEqual([1, 2, 3])
  expect(requested).toEqual([1, 2, 3])
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
