import { describe, expect, test } from 'vitest'
import { InvalidArgumentError, NotFoundError, ResponseParseError, type Tag } from '../../src/index.ts'
import { always, connect, rejection } from './setup.ts'
import { shelf, tags } from './shelf.ts'

const targets = (requests: Array<{ target: string }>) => requests.map(({ target }) => target)

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('a list is lazy', () => {
  test('list() sends nothing and does not throw', async () => {
    const { billit, server } = await connect(shelf(tags(3)))
    const list = billit.tags.list()
    billit.tags.list({ perPage: 0 })
    await billit.tags.get(1).catch(() => {})
    expect(targets(server.requests)).toEqual(['/tags/1'])
    await list
    expect(server.requests).toHaveLength(2)
  })

  test('an iterator sends nothing until its first step, and then reads page by page', async () => {
    const { billit, server } = await connect(shelf(tags(4)))
    const rows = billit.tags.list({ perPage: 2 })[Symbol.asyncIterator]()
    expect(server.requests).toHaveLength(0)
    expect((await rows.next()).value).toMatchObject({ id: 1 })
    await rows.next()
    expect(server.requests).toHaveLength(1)
    await rows.next()
    expect(server.requests).toHaveLength(2)
  })

  test('stops reading when the caller leaves the loop', async () => {
    const { billit, server } = await connect(shelf(tags(40)))
    for await (const _tag of billit.tags.list({ perPage: 2 })) break
    expect(server.requests).toHaveLength(1)
  })
})

describe('an awaited list', () => {
  test('returns one page with 25 rows by default', async () => {
    const { billit, server } = await connect(shelf(tags(60)))
    const page = await billit.tags.list()
    expect(page).toMatchObject({ page: 1, perPage: 25, lastPage: 3, total: 60, hasNext: true })
    expect(page.data).toEqual(tags(25))
    expect(targets(server.requests)).toEqual(['/tags?page=1&per_page=25'])
  })

  test('sends one request if it is awaited several times', async () => {
    const { billit, server } = await connect(shelf(tags(3)))
    const list = billit.tags.list()
    const [first, second, withResponse] = [await list, await list, await list.withResponse()]
    expect(second).toBe(first)
    expect(withResponse.data).toBe(first)
    expect(withResponse.response.status).toBe(200)
    expect(server.requests).toHaveLength(1)
  })

  test('supports then, catch and finally', async () => {
    const { billit } = await connect(shelf(tags(3)))
    expect(await billit.tags.list().then(({ total }) => total)).toBe(3)
    expect(await Promise.all([billit.tags.list()])).toMatchObject([{ total: 3 }])
    let ended = false
    const page = await billit.tags.list().finally(() => {
      ended = true
    })
    expect(page.total).toBe(3)
    expect(ended).toBe(true)
    const failing = await connect(always({ message: 'gone' }, 404))
    expect(await failing.billit.tags.list().catch((error: unknown) => error)).toBeInstanceOf(NotFoundError)
  })

  test('nextPage() reads the next page with the same size and filters', async () => {
    const { billit, server } = await connect(shelf(tags(5)))
    const list = billit.tags.list({ perPage: 2 }, { query: { q: 'a&b' } })
    const first = await list
    const second = await list.nextPage(first)
    const third = await list.nextPage(structuredClone(second))
    expect([first, second, third].map(({ data }) => data.length)).toEqual([2, 2, 1])
    expect(third).toMatchObject({ page: 3, hasNext: false })
    expect(targets(server.requests)).toEqual([1, 2, 3].map((page) => `/tags?q=a%26b&page=${page}&per_page=2`))
    const tooFar = await rejection(list.nextPage(third))
    expect(tooFar).toBeInstanceOf(InvalidArgumentError)
    expect(String(tooFar)).toContain('Page 3 is the last page. Check hasNext before you call nextPage().')
    expect(server.requests).toHaveLength(3)
  })

  test('nextPage() rejects what is not a page', async () => {
    const { billit, server } = await connect(shelf(tags(5)))
    const list = billit.tags.list()
    for (const value of [undefined, 2, {}, { page: 0, hasNext: true }, { page: 1, hasNext: true }]) {
      expect(await rejection(list.nextPage(value as never))).toBeInstanceOf(InvalidArgumentError)
    }
    expect(server.requests).toHaveLength(0)
  })

  test('nextPage() continues a list of another process', async () => {
    const { billit, server } = await connect(shelf(tags(60)))
    const page = JSON.parse(JSON.stringify(await billit.tags.list()))
    expect(await billit.tags.list().nextPage(page)).toMatchObject({ page: 2, perPage: 25, hasNext: true })
    expect(targets(server.requests)).toEqual(['/tags?page=1&per_page=25', '/tags?page=2&per_page=25'])
  })

  test('a page is a plain object, as React requires of what a Server Component passes to a Client Component', async () => {
    const { billit } = await connect(shelf(tags(5)))
    const facts = { data: tags(2), page: 1, perPage: 2, lastPage: 3, total: 5, hasNext: true }
    const list = billit.tags.list({ perPage: 2 })
    const iterated = (await list.pages().next()).value
    for (const page of [await list, (await list.withResponse()).data, iterated]) {
      expect(page).toStrictEqual(facts)
      expect(Object.getPrototypeOf(page)).toBe(Object.prototype)
      expect(Reflect.ownKeys(page ?? {})).toEqual(Object.keys(facts))
      expect(structuredClone(page)).toEqual(facts)
      expect(JSON.parse(JSON.stringify(page))).toEqual(facts)
    }
  })

  test('has the string tag List', async () => {
    const { billit } = await connect(shelf([]))
    expect(String(billit.tags.list())).toBe('[object List]')
  })

  test('reads a later page', async () => {
    const { billit } = await connect(shelf(tags(5)))
    expect(await billit.tags.list({ page: 2, perPage: 2 })).toMatchObject({ page: 2, data: [{ id: 3 }, { id: 4 }] })
  })
})

describe('an iterated list', () => {
  test('returns all rows, with 250 rows per page', async () => {
    const { billit, server } = await connect(shelf(tags(600)))
    expect(await collect(billit.tags.list())).toEqual(tags(600))
    expect(targets(server.requests)).toEqual([1, 2, 3].map((page) => `/tags?page=${page}&per_page=250`))
  })

  test('sends the page size and the filters for each page, although links.next omits them', async () => {
    const { billit, server } = await connect(shelf(tags(5)))
    await collect(billit.contacts.list({ perPage: 2, q: 'Kestrel', unpaid: true }, { query: { anything: 'else' } }))
    expect(server.requests.map(({ query }) => query)).toEqual(
      ['1', '2', '3'].map((page) => ({ page, per_page: '2', q: 'Kestrel', unpaid: '1', anything: 'else' })),
    )
  })

  test('pages() returns the pages', async () => {
    const { billit } = await connect(shelf(tags(5)))
    const pages = await collect(billit.tags.list({ perPage: 2 }).pages())
    expect(pages.map(({ page, data, hasNext }) => ({ page, rows: data.length, hasNext }))).toEqual([
      { page: 1, rows: 2, hasNext: true },
      { page: 2, rows: 2, hasNext: true },
      { page: 3, rows: 1, hasNext: false },
    ])
  })

  test('starts at a later page', async () => {
    const { billit } = await connect(shelf(tags(5)))
    expect((await billit.tags.list({ page: 2, perPage: 2 }).toArray()).map(({ id }) => id)).toEqual([3, 4, 5])
  })

  test('reads all pages if the server reduces the page size', async () => {
    const { billit, server } = await connect(shelf(tags(50), 20))
    expect(await billit.tags.list({ perPage: 100 }).toArray()).toEqual(tags(50))
    expect(server.requests).toHaveLength(3)
    expect(await billit.tags.list({ perPage: 100 })).toMatchObject({ perPage: 20, lastPage: 3 })
  })

  test('throws the error of a later page after the rows before it', async () => {
    const working = shelf(tags(6))
    const { billit } = await connect((request, response) =>
      (request.query.page === '3' ? always({}, 404) : working)(request, response),
    )
    const rows: Tag[] = []
    const reading = (async () => {
      for await (const tag of billit.tags.list({ perPage: 2 })) rows.push(tag)
    })()
    expect(await rejection(reading)).toBeInstanceOf(NotFoundError)
    expect(rows).toEqual(tags(4))
  })

  test('is read again each time', async () => {
    const { billit, server } = await connect(shelf(tags(3)))
    const list = billit.tags.list()
    expect(await list.toArray()).toEqual(await list.toArray())
    expect(server.requests).toHaveLength(2)
  })
})

describe('toArray', () => {
  test.each([
    [0, 0, 0],
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 2],
    [5, 5, 3],
    [9, 5, 3],
  ])('reads with limit %i: %i rows, %i requests', async (limit, rows, requests) => {
    const { billit, server } = await connect(shelf(tags(5)))
    expect(await billit.tags.list({ perPage: 2 }).toArray({ limit })).toEqual(tags(rows))
    expect(server.requests).toHaveLength(requests)
  })

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null])('rejects limit %o', async (limit) => {
    const { billit, server } = await connect(shelf(tags(5)))
    // JavaScript callers can pass this.
    const refused = await rejection(billit.tags.list().toArray({ limit: limit as number }))
    expect(refused).toBeInstanceOf(InvalidArgumentError)
    expect(String(refused)).toContain('limit must be')
    expect(server.requests).toEqual([])
  })
})

describe('the query', () => {
  test('sends flags as 1 and 0 and dates as YYYY-MM-DD, and omits undefined values', async () => {
    const { billit, server } = await connect(shelf([]))
    await billit.products.list({ has_stock: true, stock_less: 1.5, stock_greater: 0, tag_id: undefined })
    await billit.contacts.list(
      { unpaid: 1, withRelations: false },
      { query: { since: new Date('2026-11-22T12:00:00Z'), until: null } },
    )
    const [products, contacts] = server.requests.map(({ query }) => query)
    expect(products).toEqual({ page: '1', per_page: '25', has_stock: '1', stock_less: '1.5', stock_greater: '0' })
    expect(contacts).toEqual({ page: '1', per_page: '25', unpaid: '1', withRelations: '0', since: '2026-11-22' })
  })

  test.each([
    ['perPage', 0],
    ['perPage', 251],
    ['perPage', -1],
    ['perPage', 1.5],
    ['perPage', Number.NaN],
    ['perPage', '25'],
    ['page', 0],
    ['page', '2'],
    ['per_page', 25],
    ['q', {}],
    ['q', Number.NaN],
    ['q', () => 'Kestrel'],
  ])('%s: rejects %o, awaited or iterated', async (name, value) => {
    const { billit, server } = await connect(shelf([]))
    const list = () => billit.contacts.list({ [name]: value })
    for (const used of [list(), list().toArray(), list().withResponse()]) {
      const error = await rejection(used)
      expect(error).toBeInstanceOf(InvalidArgumentError)
      expect(String(error)).toContain(name)
    }
    expect(server.requests).toEqual([])
  })

  test.each([1, 250])('accepts perPage %i', async (perPage) => {
    const { billit, server } = await connect(shelf([]))
    await billit.tags.list({ perPage })
    expect(server.requests[0]?.query.per_page).toBe(String(perPage))
  })

  test('applies the options of a call to every page', async () => {
    const { billit, server } = await connect(shelf(tags(3)))
    await billit.tags.list({ perPage: 2 }, { headers: { 'X-Trace': 'abc' }, query: { include: 'contacts' } }).toArray()
    expect(server.requests).toHaveLength(2)
    for (const { headers, query } of server.requests) {
      expect(headers['x-trace']).toBe('abc')
      expect(query.include).toBe('contacts')
    }
  })
})

describe('missing fields of a page', () => {
  test('reads an empty list', async () => {
    const { billit, server } = await connect(shelf([]))
    expect(await billit.tags.list()).toMatchObject({ data: [], page: 1, lastPage: 1, total: 0, hasNext: false })
    expect(await billit.tags.list().toArray()).toEqual([])
    expect(await collect(billit.tags.list().pages())).toHaveLength(1)
    expect(server.requests).toHaveLength(3)
  })

  test.each([
    ['meta and links', { data: tags(2) }],
    ['the fields of meta', { data: tags(2), meta: {} }],
    ['meta, as null', { data: tags(2), meta: null, links: null }],
  ])('treats the rows as the whole list without %s', async (_what, body) => {
    const { billit, server } = await connect(always(body))
    expect(await billit.tags.list({ perPage: 2 })).toMatchObject({ page: 1, perPage: 2, lastPage: 1, hasNext: false })
    expect(await billit.tags.list({ perPage: 2 }).toArray()).toEqual(tags(2))
    expect(server.requests).toHaveLength(2)
  })

  test('leaves total undefined if meta has none', async () => {
    const { billit } = await connect(always({ data: tags(2), meta: { last_page: 1 } }))
    const page = await billit.tags.list()
    expect(page.total).toBeUndefined()
    expect(page.lastPage).toBe(1)
  })

  test('leaves lastPage undefined if there is a next link and meta has none', async () => {
    const { billit } = await connect(
      always({ data: tags(2), links: { next: 'https://example.org/?page=2' }, meta: { total: 9 } }),
    )
    const page = await billit.tags.list()
    expect(page.lastPage).toBeUndefined()
    expect(page).toMatchObject({ total: 9, hasNext: true })
  })

  test.each([
    ['no data', { meta: { current_page: 1, last_page: 1, per_page: 25, total: 0 } }],
    ['one record', { data: { id: 1 } }],
    ['null', { data: null }],
    ['rows without an envelope', [{ id: 1 }]],
    ['a text', 'rows'],
  ])('throws for %s', async (_what, body) => {
    const { billit } = await connect(always(body))
    expect(await rejection(billit.tags.list())).toBeInstanceOf(ResponseParseError)
    expect(await rejection(billit.tags.list().toArray())).toBeInstanceOf(ResponseParseError)
  })
})
