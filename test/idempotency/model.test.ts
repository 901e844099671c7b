/** Any order of calls, failures, deaths, waits and clocks, against a model that knows one thing: a key has one invoice. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type IdempotencyStore, isBillitError } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { fakeClock } from '../transport/test-client.ts'
import { type Fate, InvoiceServer } from './invoice-server.ts'
import { mortal } from './mortal.ts'
import { clientOf, draft, finish, START, watchHashing } from './virtual.ts'

beforeEach(() => {
  fakeClock(START)
  watchHashing()
})
afterEach(() => vi.useRealTimers())

const SETTLE_MS = 10_000

/** The invoice of each key that a call has given. */
type Model = Map<string, string>

class Real {
  readonly store: IdempotencyStore = memoryStore()
  readonly fates: Fate[] = []
  readonly server = new InvoiceServer({ fate: () => this.fates.shift() ?? 'created', later: (run) => setTimeout(run, 9000) })
}

const KEYS = ['a', 'b', 'c']
const options = { settle: SETTLE_MS }

function check(model: Model, { server }: Real): void {
  for (const key of KEYS) {
    const found = server.tagged(`ref:${key}`).map(({ uuid }) => uuid)
    expect(found.length).toBeLessThanOrEqual(1)
    const given = model.get(key)
    if (given !== undefined) expect(found).toEqual([given])
  }
}

interface Caller {
  key: string
  diesAt: number
  deadline: number | undefined
}

/** Some processes call at the same time. */
class Calls implements fc.AsyncCommand<Model, Real> {
  readonly callers: Caller[]
  readonly fates: Fate[]
  constructor(callers: Caller[], fates: Fate[]) {
    this.callers = callers
    this.fates = fates
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    real.fates.push(...this.fates)
    const calls = this.callers.map(async ({ key, diesAt, deadline }) => {
      const { billit, died } = mortal(real.server, real.store, diesAt)
      const call = billit.invoices.createOnce(key, draft(), { ...options, deadline }).then(
        ({ invoice }) => {
          expect(model.get(key) ?? invoice.uuid).toBe(invoice.uuid)
          model.set(key, invoice.uuid)
        },
        (error: unknown) => {
          if (!isBillitError(error)) throw error
        },
      )
      await Promise.race([call, died])
    })
    const { error } = await finish(Promise.all(calls))
    if (error) throw error
    real.fates.length = 0
    check(model, real)
  }
  toString = () => `calls(${JSON.stringify(this.callers)}, ${this.fates})`
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

/** By no more than clocks may differ. */
class Jump implements fc.AsyncCommand<Model, Real> {
  readonly milliseconds: number
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }
  check = () => true
  async run(): Promise<void> {
    vi.setSystemTime(Date.now() + this.milliseconds)
  }
  toString = () => `jump(${this.milliseconds})`
}

/** Somebody else's invoice, which looks the same, or the cancelling of one of ours. */
class Meddle implements fc.AsyncCommand<Model, Real> {
  check = () => true
  async run(_model: Model, { server }: Real): Promise<void> {
    for (const row of server.rows) row.deletedAt = row.createdAt
    server.add(draft())
  }
  toString = () => 'meddle()'
}

const fates = fc.array(
  fc.constantFrom<Fate>(
    'created',
    'drop before',
    'drop after',
    'late',
    '500 before',
    '500 after',
    '429',
    '422',
    'HTML',
    'cut',
    'stall',
  ),
  { maxLength: 6 },
)
const callers = fc.array(
  fc.record({
    key: fc.constantFrom(...KEYS),
    diesAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
    deadline: fc.option(fc.integer({ min: 50, max: 60_000 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 4 },
)
const commands = fc.commands(
  [
    fc.tuple(callers, fates).map(([each, list]) => new Calls(each, list)),
    fc.integer({ min: 1, max: 60_000 }).map((each) => new Wait(each)),
    fc.integer({ min: -45_000, max: 45_000 }).map((each) => new Jump(each)),
    fc.constant(new Meddle()),
  ],
  { maxCommands: 8 },
)

test('whatever happens, a key has at most one invoice, and in the end exactly one', async () => {
  const property = fc.asyncProperty(commands, async (list) => {
    const model: Model = new Map()
    const real = new Real()
    await fc.asyncModelRun(() => ({ model, real }), list)
    for (const key of KEYS) {
      const { value } = await finish(clientOf(real.server, real.store).invoices.createOnce(key, draft(), options))
      expect(real.server.tagged(`ref:${key}`).map(({ uuid }) => uuid)).toEqual([value?.invoice.uuid])
      expect(model.get(key) ?? value?.invoice.uuid).toBe(value?.invoice.uuid)
    }
  })
  await fc.assert(property, { numRuns: Number(process.env.RUNS ?? 40) })
})
