/** Servers whose pages contradict each other: the rows returned or the error, and the number of requests until then. */
import { describe, expect, test } from 'vitest'
import { ResponseParseError, type Tag } from '../../src/index.ts'
import { getIds, PagedServer, upTo } from './paged-server.ts'
import { createTestClient, json } from './test-client.ts'

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
  expect.objectContaining({ message: `The list cannot be read completely: ${reason}.`, status: 200, body: '', attempts: 1 })

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
  await expect(read()).rejects.toEqual(listError(`the server returned page ${wrongPage.current} instead of page 2`))
})

test('throws if the first page is not the requested one', async () => {
  const { read, requested } = scriptPages(() => ({ rows: [1], last: 3, total: 6, current: 2 }))
  await expect(read()).rejects.toThrow('instead of page 1')
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
  await expect(read()).rejects.toThrow(/the server reports 9\d\d rows, but page 4 is empty/)
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

describe('pages without new rows', () => {
  test('end the list with an error after 20 empty pages with a next link', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: [], last: page + 1, next: true }))
    await expect(read()).rejects.toEqual(listError('the last 20 pages have no new rows, but the server reports more'))
    expect(requested).toEqual(upTo(20))
  })

  test('end the list with an error after a page with rows and 20 empty pages', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: page === 1 ? [1, 2] : [], last: page + 1 }))
    await expect(read()).rejects.toThrow('the last 20 pages')
    expect(requested).toEqual(upTo(21))
  })

  test('end the list with an error after 1,000 known rows in changing order', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: page % 2 ? [1, 2] : [2, 1], last: page + 1, size: 2 }))
    await expect(read()).rejects.toThrow('the last 500 pages have no new rows')
    expect(requested).toEqual(upTo(501))
  })

  test('end the list with an error after 1,000 known rows with the same row first on each page', async () => {
    const { read, requested } = scriptPages((page) => ({ rows: page % 2 ? [1, 2, 3] : [1, 3, 2], last: page + 1, size: 3 }))
    await expect(read()).rejects.toThrow('the last 334 pages have no new rows')
    expect(requested).toEqual(upTo(335))
  })

  test('do not end the list if they are few and rows were created meanwhile', async () => {
    const server = new PagedServer(100, { beforePage: (server, request) => request === 2 && server.insert(60) })
    const seen = getIds(await server.client.tags.list({ perPage: 2 }).toArray())
    expect(seen.filter((id) => id <= 100)).toEqual(upTo(100))
  })

  test('end the list with an error after five repetitions of the same page', async () => {
    const { read, requested } = scriptPages(() => ({ rows: [1, 2], last: 9, total: 18 }))
    await expect(read()).rejects.toEqual(listError('the server keeps returning the same page, up to page 6'))
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
  await expect(read()).rejects.toEqual(listError('the server reports 6 rows, but page 2 is empty'))
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
  await expect(same.read()).rejects.toEqual(listError('the server keeps returning the same page'))
  expect(same.requested).toEqual([1, 2, 1])
  // All rows moved by one page between the two requests.
  const moved = new PagedServer(4, {
    beforePage: (server, request) => {
      if (request !== 2) return
      server.insert(2)
      server.remove(2, 4)
    },
  })
  expect(getIds(await moved.client.tags.list({ perPage: 2 }).toArray())).toEqual([1, 2, 5, 6])
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

test('throws after nine readings if a row is on two pages and another one is missing', async () => {
  const { read, requested } = scriptPages((page) => ({ rows: page === 1 ? [1, 2] : [2, 3], last: 2, total: 4 }))
  await expect(read()).rejects.toMatchObject({ name: 'IncompleteListError', expected: 4, received: 3 })
  expect(requested).toEqual(Array.from({ length: 9 }, () => [1, 2]).flat())
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
