/** Servers that change, drop or delay what they were sent. An invoice that may be the right one is never treated as absent. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type BillitError, type CreateOnceOptions, InvalidArgumentError, UncertainOutcomeError } from '../../src/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import type { InvoiceApi, Scenario, ServerOptions } from './invoice-server.ts'
import { connect, draft, finish, START, setUp, trackHashing } from './setup.ts'

beforeEach(() => {
  fakeClock(START)
  trackHashing()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

/** The key has every character that a server may change. */
const KEY = `Order 10,42 & <b>  Ωmega ${'x'.repeat(165)}`

function setUpWithLostResponse(options: ServerOptions, scenario: Scenario = 'drop after') {
  const setup = setUp({ nextScenario: () => (setup.server.posts === 1 ? scenario : 'created'), ...options })
  return setup
}

/** The token may create invoices, but not read them, so that an attempt stays uncertain. */
const writeOnly = (server: InvoiceApi): InvoiceApi => ({
  handle: (method, ...rest) => (method === 'GET' ? { status: 403, body: { message: '' } } : server.handle(method, ...rest)),
})

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/-$/, '')
const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const changes: Array<[string, NonNullable<ServerOptions['showTags']>]> = [
  ['drops them', () => []],
  ['leaves them out', () => undefined],
  ...[50, 100, 191].map((length): [string, (tags: string[]) => unknown] => [
    `cuts them at ${length} characters`,
    (tags) => tags.map((tag) => tag.slice(0, length)),
  ]),
  ['makes slugs', (tags) => tags.map(slug)],
  ['splits them at commas', (tags) => tags.flatMap((tag) => tag.split(','))],
  ['escapes HTML', (tags) => tags.map(escapeHtml)],
  ['collapses spaces', (tags) => tags.map((tag) => tag.replace(/\s+/g, ' '))],
  ['returns { name } records', (tags) => tags.map((name) => ({ name }))],
  ['returns one joined string', (tags) => tags.join(', ')],
  ['returns an object by id', (tags) => Object.fromEntries(tags.map((tag, id) => [id, tag]))],
  ['replaces other letters', (tags) => tags.map((tag) => tag.replace(/[^\p{ASCII}]/gu, '?'))],
  ['makes ASCII slugs', (tags) => tags.map((tag) => slug(tag).replace(/[^\p{ASCII}]/gu, 'o'))],
]

describe.each<Scenario>(['drop after', '500 after', '422 after', '409 after', 'HTML 404 after'])('after %s', (scenario) => {
  test.each(changes)('never sends a second time if the server %s', async (_change, showTags) => {
    const { server, store, billit } = setUpWithLostResponse({ showTags }, scenario)
    const outcomes = []
    for (let call = 0; call < 3; call += 1) {
      const { value, error } = await finish((call ? connect(server, store) : billit).invoices.createOnce(KEY, draft()))
      outcomes.push(value?.outcome ?? (error as BillitError).name)
      if (value) expect(value.invoice.uuid).toBe(server.rows[0]?.uuid)
      if (error instanceof UncertainOutcomeError) expect(error.candidates.map(({ uuid }) => uuid)).toEqual([server.rows[0]?.uuid])
    }
    expect(server.posts).toBe(1)
    expect(['existing', 'UncertainOutcomeError']).toContain(outcomes.at(-1))
  })
})

test.each(changes.filter(([change]) => /records|string|object|slugs$|HTML|spaces/.test(change) && !/ASCII/.test(change)))(
  'recovers the invoice if the server %s',
  async (_change, showTags) => {
    const { server, billit } = setUpWithLostResponse({ showTags })
    const { value } = await finish(billit.invoices.createOnce(KEY.slice(0, 30), draft()))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[0]?.uuid } })
  },
)

test('warns once if the response of a create lacks its tag', async () => {
  const lines: string[] = []
  const logger = { debug: () => {}, info: () => {}, warn: (line: string) => void lines.push(line), error: () => {} }
  const { billit } = setUp({ showTags: () => [] }, { logger })
  for (const key of ['order-1', 'order-2']) await finish(billit.invoices.createOnce(key, draft()))
  expect(lines).toEqual([expect.stringMatching(/^createOnce: the server did not return the tag ref:order-1\./)])
})

test('does not believe an empty page of a list that has rows', async () => {
  const { server, store, billit } = setUpWithLostResponse({})
  const empty: InvoiceApi = {
    handle: (method, url, body) =>
      method === 'GET' && url.pathname.endsWith('/invoices')
        ? {
            status: 200,
            body: { data: [], links: { next: null }, meta: { current_page: 1, last_page: 1, per_page: 250, total: 700 } },
          }
        : server.handle(method, url, body),
  }
  await finish(connect(empty, store).invoices.createOnce('order-1', draft()))
  expect(server.posts).toBe(1)
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
})

describe('keys that a server may store as one tag', () => {
  const pairs = [
    ['Order-a', 'order-A'],
    ['ά-1', 'α-1'],
    ['ｋｅｙ-1', 'key-1'],
    ['straße', 'strasse'],
    ['nr-١', 'nr-1'],
    ['co\u00adop', 'coop'],
    ['a b', 'a-b'],
  ] as const

  test.each(pairs)('gives %s and %s each its own invoice, if the server keeps tags as they are', async (one, other) => {
    const { server, store } = setUp({ nextScenario: () => (server.posts <= 2 ? 'drop after' : 'created') })
    for (const key of [one, other]) await finish(connect(writeOnly(server), store).invoices.createOnce(key, draft()))
    for (const [index, key] of [one, other].entries()) {
      const { value } = await finish(connect(server, store).invoices.createOnce(key, draft()))
      expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[index]?.uuid } })
    }
    expect(server.posts).toBe(2)
  })

  test.each(pairs)('gives the invoice of %s to neither it nor %s, if the server stores one tag for both', async (one, other) => {
    for (const shown of [one, other]) {
      const { server, store } = setUp({
        nextScenario: () => (server.posts === 1 ? 'drop after' : 'drop before'),
        showTags: (tags) => tags.map(() => `ref:${shown}`),
      })
      for (const key of [one, other]) await finish(connect(writeOnly(server), store).invoices.createOnce(key, draft()))
      for (const key of [other, one]) {
        const { error } = await finish(connect(server, store).invoices.createOnce(key, draft()))
        expect(error).toMatchObject({ name: 'UncertainOutcomeError', candidates: [{ uuid: server.rows[0]?.uuid }] })
      }
      expect(server.posts).toBe(2)
    }
  })

  test('recovers a folded tag if no other key folds to it', async () => {
    const { billit } = setUpWithLostResponse({ showTags: (tags) => tags.map((tag) => tag.toUpperCase()) })
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'recovered' })
  })
})

test('treats a row that the list has, and that returns 404, as a doubt', async () => {
  const { server, store } = setUpWithLostResponse({})
  const broken: InvoiceApi = {
    handle: (method, url, body) =>
      /\/invoices\/./.test(url.pathname) ? { status: 404, body: { message: '' } } : server.handle(method, url, body),
  }
  const { error } = await finish(connect(broken, store).invoices.createOnce('order-1', draft()))
  expect(error).toMatchObject({ name: 'UncertainOutcomeError', candidates: [{ uuid: server.rows[0]?.uuid }] })
  expect(server.posts).toBe(1)
})

test.each<[string, ServerOptions['beforeStore']]>([
  ['dates the invoice differently', (invoice) => Object.assign(invoice, { dateIssued: '2025-01-31' })],
  ['merges the customer', (invoice) => Object.assign(invoice, { customer: { id: 12 } })],
])('finds the tag even if the server %s', async (_change, beforeStore) => {
  const { server, billit } = setUpWithLostResponse({ beforeStore: beforeStore ?? (() => {}) })
  const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
  expect(value).toMatchObject({ outcome: 'recovered' })
  expect(server.posts).toBe(1)
})

describe('without the tag', () => {
  const plain: CreateOnceOptions = { tag: false }

  test.each<[string, object]>([
    ['another type', { type: { id: 32 } }],
    ['a negative amount', { amount: -100 }],
  ])('does not take a document with %s for the invoice', async (_difference, fields) => {
    const { server, billit } = setUp({ nextScenario: () => 'drop before' })
    server.add(draft(), fields)
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), plain))
    expect(error).toMatchObject({ name: 'UncertainOutcomeError', candidates: [{ uuid: server.rows[0]?.uuid }] })
  })

  test.each([
    [149.6, 150],
    [99.96, 100],
    [33.333, 33.3],
    [0.17, 0.2],
  ])('treats an amount of %d that the server rounds to %d as a doubt', async (price, amount) => {
    const { server, billit } = setUpWithLostResponse({ beforeStore: (invoice) => Object.assign(invoice, { amount }) })
    const products = [{ details: 'x', vatId: 901, price, quantity: 1 }]
    const { value, error } = await finish(billit.invoices.createOnce('order-1', draft({ products }), plain))
    expect(server.posts).toBe(1)
    expect(value?.outcome ?? (error as BillitError).name).toBe('UncertainOutcomeError')
  })

  test('searches by a product whose price the draft does not have', async () => {
    const { server, billit } = setUpWithLostResponse({ beforeStore: (invoice) => Object.assign(invoice, { amount: 80 }) })
    const products = [{ productId: 7, vatId: 901, quantity: 1 }]
    await finish(billit.invoices.createOnce('order-1', draft({ products }), plain))
    expect(server.posts).toBe(1)
  })
})

describe('a refused request', () => {
  test.each<[Scenario, string]>([
    ['422 after', 'ValidationError'],
    ['409 after', 'ApiError'],
    ['423 after', 'ApiError'],
    ['425 after', 'ApiError'],
    ['499 after', 'ApiError'],
    ['HTML 403 after', 'PermissionDeniedError'],
    ['HTML 404 after', 'NotFoundError'],
  ])('throws at once after %s, and the next call finds the invoice, with a corrected draft too', async (scenario, name) => {
    for (const correction of [{}, { notes: 'Corrected' }, { customerId: 4822 }]) {
      const { server, billit } = setUpWithLostResponse({}, scenario)
      const { error, took } = await finish(billit.invoices.createOnce('order-1', draft()))
      expect(error).toMatchObject({ name, mayHaveSucceeded: scenario !== '422 after' })
      expect(took).toBeLessThan(1000)
      const { value } = await finish(billit.invoices.createOnce('order-1', draft(correction)))
      expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid: server.rows[0]?.uuid } })
      expect(server.posts).toBe(1)
    }
  })

  test('leads to a doubt if the invoice of the refused draft has no tag', async () => {
    const { server, billit } = setUpWithLostResponse({ showTags: () => [] }, '422 after')
    await finish(billit.invoices.createOnce('order-1', draft()))
    const products = [{ details: 'x', vatId: 901, price: 7, quantity: 1 }]
    const { error } = await finish(billit.invoices.createOnce('order-1', draft({ products })))
    expect(error).toMatchObject({ name: 'UncertainOutcomeError', candidates: [{ uuid: server.rows[0]?.uuid }] })
    expect(server.posts).toBe(1)
  })
})

describe('a cancelled invoice', () => {
  test.each<[string, object]>([
    ['was deleted', { deletedAt: '2026-11-25T08:00:00+00:00' }],
    ['was cancelled at the authority', { mydata: { canceledByMark: '400001234567890' } }],
  ])('has the outcome cancelled if it %s', async (_how, fields) => {
    const { server, billit } = setUp()
    await finish(billit.invoices.createOnce('order-1', draft()))
    Object.assign(server.rows[0] ?? {}, fields)
    const { value } = await finish(billit.invoices.createOnce('order-1', draft()))
    expect(value).toMatchObject({ outcome: 'cancelled', invoice: { uuid: server.rows[0]?.uuid } })
    expect(server.posts).toBe(1)
  })
})

describe('options.resolve', () => {
  const uncertain = async () => {
    const setup = setUpWithLostResponse({ showTags: () => [] })
    const { error } = await finish(setup.billit.invoices.createOnce('order-1', draft()))
    const { candidates, message } = error as UncertainOutcomeError
    expect(message).toContain("{ resolve: { uuid } } if you know the invoice, or { resolve: 'not-created' }")
    return { ...setup, uuid: String(candidates[0]?.uuid) }
  }

  test('takes the named invoice for the key', async () => {
    const { server, billit, uuid } = await uncertain()
    const { value } = await finish(billit.invoices.createOnce('order-1', draft(), { resolve: { uuid } }))
    expect(value).toMatchObject({ outcome: 'recovered', invoice: { uuid } })
    const { value: again } = await finish(billit.invoices.createOnce('order-1', draft(), { resolve: { uuid } }))
    expect(again).toMatchObject({ outcome: 'existing', invoice: { uuid } })
    expect(server.posts).toBe(1)
  })

  test('refuses an invoice that another key has, or another invoice for a key that has one', async () => {
    const { server, billit, uuid } = await uncertain()
    await finish(billit.invoices.createOnce('order-1', draft(), { resolve: { uuid } }))
    const other = server.add(draft())
    for (const [key, wrong] of [
      ['order-2', uuid],
      ['order-1', other.uuid],
    ] as const) {
      const { error } = await finish(billit.invoices.createOnce(key, draft(), { resolve: { uuid: wrong } }))
      expect(error).toBeInstanceOf(InvalidArgumentError)
      expect(error).toMatchObject({ field: 'resolve' })
    }
    expect(server.posts).toBe(1)
  })

  test('sends once more after not-created, although the candidates are still there', async () => {
    const { server, billit } = await uncertain()
    const { value } = await finish(billit.invoices.createOnce('order-1', draft(), { resolve: 'not-created' }))
    expect(value).toMatchObject({ outcome: 'created', invoice: { uuid: server.rows[1]?.uuid } })
    expect(server.posts).toBe(2)
  })

  test('recovers an invoice whose tag shows that the answer not-created is wrong', async () => {
    const { server, store, billit } = setUpWithLostResponse({})
    await finish(connect(writeOnly(server), store).invoices.createOnce('order-1', draft()))
    const { value } = await finish(billit.invoices.createOnce('order-1', draft(), { resolve: 'not-created' }))
    expect(value).toMatchObject({ outcome: 'recovered' })
    expect(server.posts).toBe(1)
  })

  test.each([null, 'created', {}, { uuid: 'x' }, { uuid: 7 }, []])('refuses %j', async (resolve) => {
    const { server, billit } = setUp()
    const { error } = await finish(billit.invoices.createOnce('order-1', draft(), { resolve } as never))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(server.log).toEqual([])
  })
})

describe('the key', () => {
  test('is the same in its composed and decomposed form', async () => {
    const { server, billit } = setUp()
    await finish(billit.invoices.createOnce('παραγγελία-ά'.normalize('NFC'), draft()))
    const { value } = await finish(billit.invoices.createOnce('παραγγελία-ά'.normalize('NFD'), draft()))
    expect(value).toMatchObject({ outcome: 'existing' })
    expect(server.posts).toBe(1)
  })

  test.each(['a\u2028b', 'a\u2029b', 'a\ud800b', '\udc00', 'a\nb', ' a', 'a ', ''])('%j is refused', async (key) => {
    const { server, billit } = setUp()
    const { error } = await finish(billit.invoices.createOnce(key, draft()))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(server.log).toEqual([])
  })

  test('refuses tags that are not a list', async () => {
    const { server, billit } = setUp()
    const { error } = await finish(billit.invoices.createOnce('order-1', draft({ tags: 'vip' as never })))
    expect(error).toMatchObject({ name: 'InvalidArgumentError', field: 'tags' })
    expect(server.log).toEqual([])
  })
})

describe('requests', () => {
  test('60 lost receipts of one price, without a customer, need at most 250', async () => {
    const { server, store } = setUp({ nextScenario: () => (server.posts <= 60 ? 'drop after' : 'created') })
    const { customerId: _, ...receipt } = draft()
    const keys = Array.from({ length: 60 }, (_, index) => `receipt-${index}`)
    for (const key of keys) await finish(connect(writeOnly(server), store).invoices.createOnce(key, receipt))
    server.log.length = 0
    const billit = connect(server, store)
    for (const key of keys) {
      const { value } = await finish(billit.invoices.createOnce(key, receipt))
      expect(value).toMatchObject({ outcome: 'recovered', invoice: { tags: [`ref:${key}`] } })
    }
    expect(server.log.length).toBeLessThanOrEqual(250)
    expect(server.posts).toBe(0)
  })

  test('one doubt from the morning, with 500 rows since, needs at most 20', async () => {
    const { server, store } = setUp({ nextScenario: () => 'drop before' })
    await finish(connect(server, store).invoices.createOnce('order-1', draft(), { deadline: 1 }))
    for (let row = 0; row < 500; row += 1) {
      server.add(draft({ products: [{ details: 'x', vatId: 901, price: 10 + row / 3, quantity: 1 }] }))
    }
    await vi.advanceTimersByTimeAsync(6 * 3_600_000)
    server.log.length = 0
    await finish(connect(server, store).invoices.createOnce('order-1', draft(), { deadline: 50_000 }))
    expect(server.log.length).toBeLessThanOrEqual(20)
  })

  test('continues a search that a short deadline ended', async () => {
    const { server, store } = setUp({ nextScenario: () => 'drop after', order: 'oldest first' })
    for (let row = 0; row < 40; row += 1) server.add(draft({ tags: [`ref:other-${row}`] }))
    await vi.advanceTimersByTimeAsync(60_000)
    await finish(connect(writeOnly(server), store).invoices.createOnce('order-1', draft()))
    const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return work()
    }
    const billit = connect(server, store, { deadline: 300 }, slowly)
    const outcomes: Array<string | undefined> = []
    while (outcomes.length < 15 && outcomes.at(-1) !== 'recovered') {
      outcomes.push((await finish(billit.invoices.createOnce('order-1', draft()))).value?.outcome)
    }
    expect(outcomes.length).toBeGreaterThan(5)
    expect(outcomes.at(-1)).toBe('recovered')
    expect(server.posts).toBe(1)
  })
})
