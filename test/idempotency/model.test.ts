/** Random calls, failures, crashes, waits and clock changes, compared with a model in which each key has one invoice. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type IdempotencyStore, isBillitError, UncertainOutcomeError } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import { createCrashingClient } from './crashing-client.ts'
import { InvoiceServer, type Scenario } from './invoice-server.ts'
import { connect, draft, finish, START, trackHashing } from './setup.ts'

beforeEach(() => {
  fakeClock(START)
  trackHashing()
})
afterEach(() => vi.useRealTimers())

const SETTLE_MS = 10_000

/** The uuid of the invoice that a call has returned, by key. */
type Model = Map<string, string>

/** What a server does to the invoices that it stores. */
interface Personality {
  /** How it returns the tags. */
  tags: keyof typeof TAGS
  /** Milliseconds after which it returns the tags of a new invoice. */
  tagDelay: number
  listDelay: number
  dates: 'as sent' | 'today'
  /** The unit to which it rounds amounts. */
  unit: number
}

const TAGS = {
  'as sent': (tags: string[]) => tags,
  dropped: () => [],
  cut: (tags: string[]) => tags.map((tag) => tag.slice(0, 50)),
  folded: (tags: string[]) => tags.map((tag) => tag.toLowerCase()),
  slugs: (tags: string[]) => tags.map((tag) => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-')),
  records: (tags: string[]) => tags.map((name, id) => ({ id, name })),
  joined: (tags: string[]) => tags.join(', '),
} satisfies Record<string, (tags: string[]) => unknown>

class Real {
  readonly store: IdempotencyStore = memoryStore()
  readonly scenarios: Scenario[] = []
  readonly server: InvoiceServer
  clockOffset = 0
  constructor({ tags, tagDelay, listDelay, dates, unit }: Personality) {
    this.server = new InvoiceServer({
      nextScenario: () => {
        const scenario = this.scenarios.shift() ?? 'created'
        // After a refusal by the API, createOnce searches once and does not wait: it cannot see what is not in the list yet.
        return scenario === '422 after' && listDelay > 0 ? '409 after' : scenario
      },
      schedule: (run) => setTimeout(run, 6000),
      showTags: (sent, { createdAt }) => (Date.now() - Date.parse(createdAt) >= tagDelay ? TAGS[tags](sent) : []),
      listDelay,
      beforeStore: (invoice) => {
        if (dates === 'today') invoice.dateIssued = invoice.createdAt.slice(0, 10)
        invoice.amount = Math.round(invoice.amount / unit) * unit
      },
    })
  }
}

/** Some fold to the same tag, and some are the same once they are cut. */
const LONG = 'long'.repeat(15)
const KEYS = ['a', 'A', 'b c', 'b-c', `${LONG}1`, `${LONG}2`]
const options = { settle: SETTLE_MS }
const PRICE = 100.4
const order = () => draft({ products: [{ details: 'x', vatId: 901, price: PRICE, quantity: 1 }] })

/** At most one invoice for each key, and no key has that of another. */
function check(model: Model, { server }: Real): void {
  for (const key of KEYS) {
    const uuids = server.findTagged(`ref:${key}`).map(({ uuid }) => uuid)
    expect(uuids.length).toBeLessThanOrEqual(1)
    const returned = model.get(key)
    if (returned !== undefined) expect(uuids).toEqual([returned])
  }
}

interface Caller {
  key: string
  crashAt: number
  deadline: number | undefined
}

/** Several processes call at the same time. */
class Calls implements fc.AsyncCommand<Model, Real> {
  readonly callers: Caller[]
  readonly scenarios: Scenario[]
  constructor(callers: Caller[], scenarios: Scenario[]) {
    this.callers = callers
    this.scenarios = scenarios
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    real.scenarios.push(...this.scenarios)
    const calls = this.callers.map(async ({ key, crashAt, deadline }) => {
      const { billit, crashed } = createCrashingClient(real.server, real.store, crashAt)
      const call = billit.invoices.createOnce(key, order(), { ...options, deadline }).then(
        ({ invoice }) => {
          expect(model.get(key) ?? invoice.uuid).toBe(invoice.uuid)
          model.set(key, invoice.uuid)
        },
        (error: unknown) => {
          if (!isBillitError(error)) throw error
        },
      )
      await Promise.race([call, crashed])
    })
    const { error } = await finish(Promise.all(calls))
    if (error) throw error
    real.scenarios.length = 0
    check(model, real)
  }
  toString = () => `calls(${JSON.stringify(this.callers)}, ${this.scenarios})`
}

class Wait implements fc.AsyncCommand<Model, Real> {
  readonly milliseconds: number
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    await vi.advanceTimersByTimeAsync(this.milliseconds)
    check(model, real)
  }
  toString = () => `wait(${this.milliseconds})`
}

/** Sets the clock to a difference from the true time, within the tolerated difference between clocks. */
class Jump implements fc.AsyncCommand<Model, Real> {
  readonly milliseconds: number
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }
  check = () => true
  async run(_model: Model, real: Real): Promise<void> {
    vi.setSystemTime(Date.now() - real.clockOffset + this.milliseconds)
    real.clockOffset = this.milliseconds
  }
  toString = () => `jump(${this.milliseconds})`
}

/** Cancels all invoices, and adds an identical one of another program. */
class Interfere implements fc.AsyncCommand<Model, Real> {
  check = () => true
  async run(_model: Model, { server }: Real): Promise<void> {
    for (const row of server.rows) row.deletedAt = row.createdAt
    server.add(order())
  }
  toString = () => 'interfere()'
}

const scenarios = fc.array(
  fc.constantFrom<Scenario>(
    'created',
    'drop before',
    'drop after',
    'late',
    '500 before',
    '500 after',
    '429',
    '422',
    '422 after',
    '409 after',
    '499 after',
    'HTML 403 after',
    'HTML',
    'truncated',
    'stall',
  ),
  { maxLength: 6 },
)
const callers = fc.array(
  fc.record({
    key: fc.constantFrom(...KEYS),
    crashAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
    deadline: fc.option(fc.integer({ min: 50, max: 60_000 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 4 },
)
const commands = fc.commands(
  [
    fc.tuple(callers, scenarios).map(([each, list]) => new Calls(each, list)),
    fc.integer({ min: 1, max: 60_000 }).map((each) => new Wait(each)),
    fc.integer({ min: -25_000, max: 25_000 }).map((each) => new Jump(each)),
    fc.constant(new Interfere()),
  ],
  { maxCommands: 8 },
)

const personality = fc.record<Personality>({
  tags: fc.constantFrom('as sent', 'dropped', 'cut', 'folded', 'slugs', 'records', 'joined'),
  tagDelay: fc.constantFrom(0, 0, 4000, 60_000),
  listDelay: fc.constantFrom(0, 0, 3000),
  dates: fc.constantFrom('as sent', 'today'),
  unit: fc.constantFrom(0.01, 0.01, 0.1, 1),
})

/** Calls until the key is complete. A person who knows the truth resolves each doubt. */
async function complete(key: string, { server, store }: Real): Promise<string | undefined> {
  for (let tries = 0; tries < 4; tries += 1) {
    const [truth] = server.findTagged(`ref:${key}`)
    const resolve = truth ? { uuid: truth.uuid } : 'not-created'
    const { value, error } = await finish(
      connect(server, store).invoices.createOnce(key, order(), tries ? { ...options, resolve } : options),
    )
    if (value) return value.invoice.uuid
    if (!(error instanceof UncertainOutcomeError)) throw error
  }
  return undefined
}

test('never creates two invoices for a key, never mixes up two keys, and creates exactly one in the end', async () => {
  const property = fc.asyncProperty(personality, commands, async (traits, list) => {
    const model: Model = new Map()
    const real = new Real(traits)
    await fc.asyncModelRun(() => ({ model, real }), list)
    for (const key of KEYS) {
      const uuid = await complete(key, real)
      expect(real.server.findTagged(`ref:${key}`).map((row) => row.uuid)).toEqual([uuid])
      expect(model.get(key) ?? uuid).toBe(uuid)
    }
  })
  await fc.assert(property, { numRuns: Number(process.env.RUNS ?? 40) })
})
