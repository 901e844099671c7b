/** Lists that shrink while they are read, and lists that cannot be true: what is given, and after how many requests it ends. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ResponseParseError, type Tag } from '../../src/index.ts'
import { Shelf } from './shelf.ts'
import { fakeClock, json, settled, virtualClient, wait } from './virtual.ts'

const ids = (rows: Array<{ id: number }>) => rows.map(({ id }) => id)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

interface Answered {
  rows: number[]
  last?: number
  size?: number
  total?: number
  current?: number
  next?: boolean
}

/** A server that says what it likes of each page. */
function liar(answer: (page: number, request: number) => Answered) {
  const asked: number[] = []
  const client = virtualClient(({ url }) => {
    const page = Number(url.searchParams.get('page'))
    asked.push(page)
    const { rows, last, size = 2, total, current = page, next = false } = answer(page, asked.length)
    const meta = { current_page: current, per_page: size, last_page: last, total }
    return json({ data: rows.map((id) => ({ id })), links: { next: next ? 'next' : null }, meta })
  })
  const read = (concurrency?: number): Promise<Tag[]> => client.tags.list({ perPage: 2 }, { concurrency }).toArray()
  return { asked, read }
}

const ended = (why: string) =>
  expect.objectContaining({ message: `The list cannot be read completely: ${why}.`, status: 200, body: '', attempts: 1 })

describe.each([undefined, 1, 4])('with concurrency %s', (concurrency) => {
  test('a caller that deletes each row as it comes gets all of them', async () => {
    const shelf = new Shelf(1000)
    const seen: number[] = []
    for await (const { id } of shelf.client.tags.list({ perPage: 10 }, { concurrency })) {
      seen.push(id)
      shelf.rows = shelf.rows.filter((row) => row.id !== id)
    }
    expect(seen).toEqual(upTo(1000))
    expect(shelf.rows).toEqual([])
    // Two for each page, and what was read ahead of the first.
    expect(shelf.asked.length).toBeLessThanOrEqual(2 * 100 + 10)
  })

  test('a caller that deletes some of the rows as they come gets all of them', async () => {
    const shelf = new Shelf(300)
    const seen: number[] = []
    for await (const { id } of shelf.client.tags.list({ perPage: 10 }, { concurrency })) {
      seen.push(id)
      if (id % 3 === 0) shelf.rows = shelf.rows.filter((row) => row.id !== id)
    }
    expect(seen).toEqual(upTo(300))
  })

  test('another program that deletes the oldest rows with each request does not end it', async () => {
    const shelf = new Shelf(300, { before: (self) => self.rows.pop() })
    const seen = ids(await shelf.client.tags.list({ perPage: 10 }, { concurrency }).toArray())
    expect(seen).toEqual(upTo(seen.length))
    for (const { id } of shelf.rows) expect(seen).toContain(id)
  })
})

describe.each([undefined, 4])('numbers that the server sends as strings, with concurrency %s', (concurrency) => {
  test('are read as numbers: no row is lost or asked for again', async () => {
    const before = (self: Shelf, request: number) => request === 3 && self.remove(10, 0)
    const [texts, numbers] = [new Shelf(1004, { write: String, before, clamp: 100 }), new Shelf(1004, { before, clamp: 100 })]
    for (const shelf of [texts, numbers]) {
      expect(ids(await shelf.client.tags.list({}, { concurrency }).toArray())).toEqual(upTo(1004))
    }
    expect(texts.asked).toEqual(numbers.asked)
  })

  test('are numbers on a page', async () => {
    const { client } = new Shelf(30, { write: String })
    const { page, perPage, lastPage, total, hasNext } = await client.tags.list({ perPage: 10 }, { concurrency })
    expect({ page, perPage, lastPage, total, hasNext }).toEqual({ page: 1, perPage: 10, lastPage: 3, total: 30, hasNext: true })
  })
})

test.each([null, '', ' ', 'many', '1,004', true, {}, [30]])('a total of %j counts as none', async (total) => {
  const { client } = new Shelf(30, { write: (number) => (number === 30 ? total : number) })
  expect(ids(await client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect((await client.tags.list({ perPage: 10 })).total).toBeUndefined()
})

test('after a deletion, the page before is read again, and then the page itself', async () => {
  const shelf = new Shelf(30, { before: (self, request) => request === 2 && self.remove(1, 3) })
  expect(ids(await shelf.client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect(shelf.asked).toEqual([1, 2, 1, 2, 3])
})

test('a page that shares a row with the one before it need not be read again', async () => {
  // A row goes before page 2 is read, and another one before page 1 is read again: row 12 is then on both.
  const shelf = new Shelf(30, { before: (self, request) => (request === 2 || request === 3) && self.remove(1, 0) })
  expect(ids(await shelf.client.tags.list({ perPage: 10 }).toArray())).toEqual(upTo(30))
  expect(shelf.asked.slice(0, 4)).toEqual([1, 2, 1, 3])
})

test('as many pages are read again as it takes to find a known row', async () => {
  const shelf = new Shelf(60, { before: (self, request) => request === 4 && self.remove(15, 10) })
  const seen = ids(await shelf.client.tags.list({ perPage: 10 }).toArray())
  expect(seen).toEqual(upTo(60))
  expect(shelf.asked).toEqual([1, 2, 3, 4, 3, 2, 3, 4, 5].slice(0, shelf.asked.length))
})

test('a list that shrinks until its page is gone is read to its end', async () => {
  const shelf = new Shelf(30, { before: (self, request) => request === 3 && self.remove(25, 0) })
  const seen = ids(await shelf.client.tags.list({ perPage: 10 }).toArray())
  expect(seen).toEqual([...upTo(20), ...[26, 27, 28, 29, 30]])
})

test('a list that has shrunk gives its last page instead of one that is gone', async () => {
  // Page 2 of the first answer no longer exists: the server gives page 1 in its place, and says so.
  const { read } = liar((page, request) =>
    request === 1 ? { rows: [1, 2], last: 2, total: 3 } : { rows: [2], last: 1, total: 1, current: Math.min(page, 1) },
  )
  expect(ids(await read())).toEqual([1, 2])
})

test.each([
  ['with as many rows as before', { rows: [3, 4], last: 3, total: 6, current: 1 }],
  ['with more rows', { rows: [3, 4], last: 3, total: 7, current: 1 }],
  ['as its last one, if it says no total', { rows: [1, 2], last: 1, current: 1 }],
  ['as its last one, of a list that has grown', { rows: [1, 2], last: 1, total: 7, current: 1 }],
  ['after it has shrunk, if it is a later page', { rows: [3, 4], last: 3, total: 5, current: 3 }],
])('another page than the one asked for is refused %s', async (_what, answer) => {
  const { read } = liar((page) => (page === 1 ? { rows: [1, 2], last: 3, total: 6 } : answer))
  await expect(read()).rejects.toEqual(ended(`the server returned page ${answer.current} instead of page 2`))
})

test('the first page too must be the one asked for', async () => {
  const { read, asked } = liar(() => ({ rows: [1], last: 3, total: 6, current: 2 }))
  await expect(read()).rejects.toThrow('instead of page 1')
  expect(asked).toEqual([1])
})

test('a total that goes up and down without anything new ends it', async () => {
  const { read, asked } = liar((page, request) => ({ rows: [1, 2], last: 3, total: request % 2 === 0 ? 5 : 6, current: page }))
  await expect(read()).rejects.toBeInstanceOf(ResponseParseError)
  expect(asked.length).toBeLessThanOrEqual(50)
})

test('a total that shrinks with each request, though no row goes, does not keep it from reading on', async () => {
  const { read, asked } = liar((page, request) => ({
    rows: page > 3 ? [] : [2 * page - 1, 2 * page],
    last: 3,
    total: 1000 - request,
  }))
  await expect(read()).rejects.toThrow(/the server reports 9\d\d rows, but page 4 is empty/)
  expect(asked.length).toBeLessThanOrEqual(50)
})

test('a total that goes up and down with something new each time ends it too', async () => {
  const { read, asked } = liar((page, request) => ({
    ...{ rows: [2 * request, 2 * request + 1], last: 3, current: page },
    total: page === 1 ? 6 : 5,
  }))
  await expect(read()).rejects.toEqual(ended('it shrinks faster than it can be read'))
  expect(asked.length).toBeLessThanOrEqual(50)
})

test('pages read ahead out of order, while as many rows come as go: none that stays is lost', async () => {
  let read = () => {}
  const thirdIsRead = new Promise<void>((resolve) => {
    read = resolve
  })
  const shelf = new Shelf(30, {
    before: async (self, request, page) => {
      if (page === 3 && request <= 3) read()
      if (page !== 2 || request > 3) return
      // Page 3 has been read by now. One row comes first, and the last one goes, so that the total stays.
      await thirdIsRead
      await Promise.resolve()
      self.insert(1)
      self.remove(1, 30)
    },
  })
  const seen = ids(await shelf.client.tags.list({ perPage: 10 }, { concurrency: 2 }).toArray())
  // 29 of 30 rows were received. The list is read again, which finds the new one.
  expect(seen).toEqual([...upTo(29), 31])
  expect(shelf.asked).toEqual([1, 2, 3, 2, 3, 1])
})

describe('pages that bring nothing new', () => {
  test('are empty, and lead on: 20 of them', async () => {
    const { read, asked } = liar((page) => ({ rows: [], last: page + 1, next: true }))
    await expect(read()).rejects.toEqual(ended('the last 20 pages have no new rows, but the server reports more'))
    expect(asked).toEqual(upTo(20))
  })

  test('are empty after a first page with rows', async () => {
    const { read, asked } = liar((page) => ({ rows: page === 1 ? [1, 2] : [], last: page + 1 }))
    await expect(read()).rejects.toThrow('the last 20 pages')
    expect(asked).toEqual(upTo(21))
  })

  test('have known rows in changing order: 1,000 of them', async () => {
    const { read, asked } = liar((page) => ({ rows: page % 2 ? [1, 2] : [2, 1], last: page + 1, size: 2 }))
    await expect(read()).rejects.toThrow('the last 500 pages have no new rows')
    expect(asked).toEqual(upTo(501))
  })

  test('have the same row first, and others in changing order', async () => {
    const { read, asked } = liar((page) => ({ rows: page % 2 ? [1, 2, 3] : [1, 3, 2], last: page + 1, size: 3 }))
    await expect(read()).rejects.toThrow('the last 334 pages have no new rows')
    expect(asked).toEqual(upTo(335))
  })

  test('a few of them, where rows were created meanwhile, do not end it', async () => {
    const shelf = new Shelf(100, { before: (self, request) => request === 2 && self.insert(60) })
    const seen = ids(await shelf.client.tags.list({ perPage: 2 }).toArray())
    expect(seen.filter((id) => id <= 100)).toEqual(upTo(100))
  })

  test('the same page, again and again: after 5 of them', async () => {
    const { read, asked } = liar(() => ({ rows: [1, 2], last: 9, total: 18 }))
    await expect(read()).rejects.toEqual(ended('the server keeps returning the same page, up to page 6'))
    expect(asked).toEqual(upTo(6))
  })

  test('the same page without ids is not known to be the same', async () => {
    let requests = 0
    const client = virtualClient(({ url }) => {
      requests += 1
      const page = Number(url.searchParams.get('page'))
      return json({ data: [{ tag: 'a' }], links: {}, meta: { current_page: page, per_page: 1, last_page: 9, total: 9 } })
    })
    expect(await client.tags.list({ perPage: 1 }).toArray()).toHaveLength(9)
    expect(requests).toBe(9)
  })
})

test('an empty page in the middle of a list that says it has more is refused', async () => {
  const { read } = liar((page) =>
    page === 2 ? { rows: [], last: 3, total: 6 } : { rows: [2 * page, 2 * page + 1], last: 3, total: 6 },
  )
  await expect(read()).rejects.toEqual(ended('the server reports 6 rows, but page 2 is empty'))
})

test('an empty page where the total is reached ends the list', async () => {
  const { read, asked } = liar((page) => (page === 1 ? { rows: [1, 2], last: 2, total: 2 } : { rows: [], last: 2, total: 2 }))
  expect(ids(await read())).toEqual([1, 2])
  expect(asked).toEqual([1, 2])
})

test('a last page that is the page before it again: the first page is looked at, and tells', async () => {
  const same = liar(() => ({ rows: [1, 2], last: 2, total: 4 }))
  await expect(same.read()).rejects.toEqual(ended('the server keeps returning the same page'))
  expect(same.asked).toEqual([1, 2, 1])
  // All rows moved by a whole page between the two requests.
  const moved = new Shelf(4, {
    before: (self, request) => {
      if (request !== 2) return
      self.insert(2)
      self.remove(2, 4)
    },
  })
  expect(ids(await moved.client.tags.list({ perPage: 2 }).toArray())).toEqual([1, 2, 5, 6])
})

test('a server that says no total is asked for a page at a time', async () => {
  const { read, asked } = liar((page) => ({ rows: [2 * page - 1, 2 * page], last: 4 }))
  expect(ids(await read(3))).toEqual(upTo(8))
  expect(asked).toEqual(upTo(4))
})

test('a next link counts beyond the last page that the server tells', async () => {
  const { read, asked } = liar((page) => ({ rows: [page], size: 1, last: 1, next: page < 3 }))
  expect(ids(await read())).toEqual([1, 2, 3])
  expect(asked).toEqual([1, 2, 3])
  const client = virtualClient(() => json({ data: [{ id: 1 }], links: { next: 'next' }, meta: { last_page: 1 } }))
  expect(await client.tags.list({ page: 4 })).toMatchObject({ page: 4, lastPage: 5, hasNext: true })
})

test('a row on two pages of a list that lacks another row is an error, after nine readings', async () => {
  const { read, asked } = liar((page) => ({ rows: page === 1 ? [1, 2] : [2, 3], last: 2, total: 4 }))
  await expect(read()).rejects.toMatchObject({ name: 'IncompleteListError', expected: 4, received: 3 })
  expect(asked).toEqual(Array.from({ length: 9 }, () => [1, 2]).flat())
})

test('the same page again is not an error if no row is missing', async () => {
  const { read, asked } = liar(() => ({ rows: [1, 2], last: 2, total: 2 }))
  expect(ids(await read())).toEqual([1, 2])
  expect(asked).toEqual([1, 2])
})

test('a next link without the rest leads on', async () => {
  const asked: number[] = []
  const client = virtualClient(({ url }) => {
    const page = Number(url.searchParams.get('page'))
    asked.push(page)
    return json({ data: [{ id: page }], links: { next: page < 3 ? 'next' : null } })
  })
  expect(ids(await client.tags.list({ perPage: 1 }).toArray())).toEqual([1, 2, 3])
  expect(asked).toEqual([1, 2, 3])
})

test('rows that slid back count for the limit', async () => {
  const shelf = new Shelf(30, { before: (self, request) => request === 2 && self.remove(1, 3) })
  expect(ids(await shelf.client.tags.list({ perPage: 10 }).toArray({ limit: 11 }))).toEqual(upTo(11))
  expect(shelf.asked).toEqual([1, 2, 1])
})

test('a page that is read again and brings nothing new is not given', async () => {
  const shelf = new Shelf(30, { before: (self, request) => request === 2 && self.remove(1, 25) })
  const lengths: number[] = []
  for await (const { data } of shelf.client.tags.list({ perPage: 10 }).pages()) lengths.push(data.length)
  expect(lengths).toEqual([10, 10, 9])
})

test('a row that moves back and forth between two readings is not lost', async () => {
  const shelf = new Shelf(30, {
    before: (self, request) => {
      if (request === 2) self.remove(1, 3)
      if (request === 3) self.insert(1)
    },
  })
  const seen = ids(await shelf.client.tags.list({ perPage: 10 }).toArray())
  expect(seen.filter((id) => id <= 30)).toEqual(upTo(30))
})

describe('time', () => {
  beforeEach(() => fakeClock())
  afterEach(() => void vi.useRealTimers())

  test('an abort while a page is under way ends the listing, with its own reason', async () => {
    const stop = new AbortController()
    const shelf = new Shelf(30, {
      before: (_, request) => {
        if (request !== 2) return undefined
        stop.abort('enough')
        return wait(60_000)
      },
    })
    const started = performance.now()
    const rows = settled(shelf.client.tags.list({ perPage: 10 }, { signal: stop.signal }).toArray())
    expect(await rows).toEqual({ error: 'enough' })
    expect(performance.now() - started).toBe(0)
    expect(shelf.signals[1]?.aborted).toBe(true)
  })

  test('a caller that is slower than the deadline is told', async () => {
    const shelf = new Shelf(30)
    const pages = shelf.client.tags.list({ perPage: 10 }, { deadline: 1000 }).pages()
    await pages.next()
    await vi.advanceTimersByTimeAsync(1000)
    await expect(pages.next()).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'The list was not read within 1000 ms (deadline).',
    })
    expect(shelf.asked).toEqual([1])
  })
})
