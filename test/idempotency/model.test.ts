/** Random calls, failures, crashes, waits and clock changes, compared with a model in which each key has one invoice. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type IdempotencyStore, isBillitError } from '../../src/index.ts'
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

class Real {
  readonly store: IdempotencyStore = memoryStore()
  readonly scenarios: Scenario[] = []
  readonly server = new InvoiceServer({
    nextScenario: () => this.scenarios.shift() ?? 'created',
    schedule: (run) => setTimeout(run, 9000),
  })
}

const KEYS = ['a', 'b', 'c']
const options = { settle: SETTLE_MS }

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
      const call = billit.invoices.createOnce(key, draft(), { ...options, deadline }).then(
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

/** A clock change, within the tolerated difference between clocks. */
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

/** Cancels all invoices, and adds an identical one of another program. */
class Interfere implements fc.AsyncCommand<Model, Real> {
  check = () => true
  async run(_model: Model, { server }: Real): Promise<void> {
    for (const row of server.rows) row.deletedAt = row.createdAt
    server.add(draft())
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
    fc.integer({ min: -45_000, max: 45_000 }).map((each) => new Jump(each)),
    fc.constant(new Interfere()),
  ],
  { maxCommands: 8 },
)

test('never creates two invoices for a key, and creates exactly one in the end', async () => {
  const property = fc.asyncProperty(commands, async (list) => {
    const model: Model = new Map()
    const real = new Real()
    await fc.asyncModelRun(() => ({ model, real }), list)
    for (const key of KEYS) {
      const { value } = await finish(connect(real.server, real.store).invoices.createOnce(key, draft(), options))
      expect(real.server.findTagged(`ref:${key}`).map(({ uuid }) => uuid)).toEqual([value?.invoice.uuid])
      expect(model.get(key) ?? value?.invoice.uuid).toBe(value?.invoice.uuid)
    }
  })
  await fc.assert(property, { numRuns: Number(process.env.RUNS ?? 40) })
})
