import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { beforeAll, describe, expect, inject, type TestContext, test, vi } from 'vitest'
import { Billit, BillitError } from '../../src/index.ts'
import { examples } from './examples.ts'
import { type Fault, startFaultProxy } from './fault-proxy.ts'

const ID = 4821
const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'

/** One operation of each kind, and whether it may be sent again after an unclear failure. */
const calls = {
  'GET contact': { safe: true, reads: true, send: (b: Billit) => b.contacts.get(ID) },
  'PUT contact': { safe: true, reads: false, send: (b: Billit) => b.contacts.update(ID, examples.contact) },
  'DELETE contact': { safe: true, reads: false, send: (b: Billit) => b.contacts.delete(ID) },
  'POST invoice': { safe: false, reads: false, send: (b: Billit) => b.invoices.create(examples.invoice) },
  'PUT invoice': { safe: false, reads: false, send: (b: Billit) => b.invoices.update(UUID, examples.invoice) },
  'DELETE invoice': { safe: false, reads: false, send: (b: Billit) => b.invoices.delete(UUID) },
} as const

interface Case {
  fault: Fault | 'refused'
  /** Whether a later attempt may go better. */
  passing: boolean
  /** What the caller can know of the attempt. */
  certainty: 'not done' | 'unclear'
  error: string
}

const answer = (status: number, headers = {}): Fault => ({ do: 'answer', status, headers })
const now = { 'retry-after': '0' }

const faults: Record<string, Case> = {
  refused: { fault: 'refused', passing: true, certainty: 'not done', error: 'ConnectionError' },
  '429': { fault: answer(429, now), passing: true, certainty: 'not done', error: 'RateLimitError' },
  '408': { fault: answer(408, now), passing: true, certainty: 'unclear', error: 'ApiError' },
  '500': { fault: answer(500, now), passing: true, certainty: 'unclear', error: 'ServerError' },
  '502 with HTML': {
    fault: { ...answer(502, now), body: '<h1>Bad gateway</h1>' } as Fault,
    passing: true,
    certainty: 'unclear',
    error: 'ServerError',
  },
  '503': { fault: answer(503, now), passing: true, certainty: 'unclear', error: 'ServerError' },
  '504': { fault: answer(504, now), passing: true, certainty: 'unclear', error: 'ServerError' },
  '501': { fault: answer(501), passing: false, certainty: 'unclear', error: 'ServerError' },
  '401': { fault: answer(401), passing: false, certainty: 'not done', error: 'AuthenticationError' },
  '422': { fault: answer(422), passing: false, certainty: 'not done', error: 'ValidationError' },
  'redirect elsewhere': {
    fault: answer(307, { location: 'http://127.0.0.1:1/' }),
    passing: false,
    certainty: 'unclear',
    error: 'ApiError',
  },
  'reset before the target': { fault: { do: 'reset before' }, passing: true, certainty: 'unclear', error: 'ConnectionError' },
  'reset after the target': { fault: { do: 'reset after' }, passing: true, certainty: 'unclear', error: 'ConnectionError' },
  'no answer': { fault: { do: 'stall' }, passing: true, certainty: 'unclear', error: 'TimeoutError' },
  'stalled body': { fault: { do: 'stall body' }, passing: true, certainty: 'unclear', error: 'TimeoutError' },
  'truncated body': { fault: { do: 'truncate' }, passing: true, certainty: 'unclear', error: 'ConnectionError' },
  'HTML with 200': { fault: { do: 'wrong type' }, passing: false, certainty: 'unclear', error: 'ResponseParseError' },
}

/** A deletion answers without a body, so that there is none to stall or to break off. */
const applies = (fault: string, method: string) => !(/body/.test(fault) && method.startsWith('DELETE'))

const cases = Object.entries(faults).flatMap(([name, fault]) =>
  Object.entries(calls)
    .filter(([method]) => applies(name, method))
    .map(([method, call]) => ({
      name,
      method,
      ...fault,
      ...call,
      again: fault.passing && (call.safe || fault.certainty === 'not done'),
    })),
)

const rows = new Map<string, string>()

beforeAll(() => {
  // The jitter is at its least, so that nothing waits; its bounds have tests of their own.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const TIMEOUT_MS = 15_000

/** A client behind a proxy that spoils the first attempt, or all. */
async function spoiled(fault: Fault | 'refused', times: 'once' | 'always', { onTestFinished }: TestContext) {
  const faults: Fault[] = fault === 'refused' ? [] : [fault]
  const script: Fault[] = times === 'once' ? [...faults, { do: 'pass' }] : faults
  const proxy = await startFaultProxy(inject('prismUrl'), script, async () => {
    if (fault !== 'refused' && fault.do === 'stall body') await nextHeaders()
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS)
  })
  onTestFinished(() => proxy.close())
  if (fault === 'refused') await proxy.refuse()
  const client = new Billit({
    token: 'test-token-of-nobody',
    baseUrl: proxy.url,
    timeout: TIMEOUT_MS,
    rateLimit: false,
    onRequest: async ({ attempt }) => {
      if (fault === 'refused' && times === 'once' && attempt === 2) await proxy.listen()
    },
  })
  return { proxy, client }
}

/** Waits until the client gets the headers of an answer. */
const nextHeaders = () =>
  new Promise<void>((resolve) => {
    const heard = () => {
      unsubscribe('undici:request:headers', heard)
      resolve()
    }
    subscribe('undici:request:headers', heard)
  })

/** Stops the client's clock until a server stalls, so that a slow machine changes nothing. */
function fakeClock({ onTestFinished }: TestContext): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}

const stalls = ({ fault }: Case): boolean => fault !== 'refused' && fault.do.startsWith('stall')

type FaultCase = (typeof cases)[number]

describe('once', () => {
  async function check({ name, method, fault, certainty, error, safe, reads, send, again }: FaultCase, context: TestContext) {
    const { proxy, client } = await spoiled(fault, 'once', context)
    const outcome = await send(client).then(
      () => 'success',
      (thrown: unknown) => thrown,
    )
    const sent = proxy.received + (fault === 'refused' ? 1 : 0)
    if (again) {
      expect(outcome).toBe('success')
      expect(sent).toBe(2)
    } else {
      expect(outcome).toMatchObject({ name: error, attempts: 1, mayHaveSucceeded: certainty === 'unclear' && !reads })
      expect(sent).toBe(1)
    }
    // What is unsafe to repeat is never done twice.
    if (!safe) expect(proxy.passedOn).toBeLessThanOrEqual(1)
    const told =
      outcome instanceof BillitError ? `${outcome.name}${outcome.mayHaveSucceeded ? ', may have succeeded' : ''}` : 'success'
    rows.set(`${name} ${method}`, `| ${name} | ${method} | ${sent} | ${proxy.passedOn} | ${told} |`)
  }

  test.concurrent.for(cases.filter((each) => !stalls(each)))('$name, $method', check)
  test.for(cases.filter(stalls))('$name, $method', async (each, context) => {
    fakeClock(context)
    await check(each, context)
  })

  test('the table in the README is what was seen', async () => {
    const lines = cases.map(({ name, method }) => rows.get(`${name} ${method}`))
    await expect(`${INTRODUCTION}\n${HEAD}\n${lines.join('\n')}\n`).toMatchFileSnapshot('./README.md')
  })
})

describe('always', () => {
  async function check({ fault, certainty, error, reads, send }: FaultCase, context: TestContext) {
    const { proxy, client } = await spoiled(fault, 'always', context)
    await expect(send(client)).rejects.toMatchObject({
      name: error,
      attempts: 4,
      mayHaveSucceeded: certainty === 'unclear' && !reads,
    })
    expect(proxy.received).toBe(fault === 'refused' ? 0 : 4)
  }

  // A 429 does not count as a retry: it goes on as long as `maxWait` allows.
  const repeated = cases.filter(({ again, name }) => again && !name.includes('429'))
  test.concurrent.for(repeated.filter((each) => !stalls(each)))('$name, $method: gives up after maxRetries', check)
  test.for(repeated.filter(stalls))('$name, $method: gives up after maxRetries', async (each, context) => {
    fakeClock(context)
    await check(each, context)
  })
})

const INTRODUCTION = `# What happens when the network or the server fails

Written by \`table.test.ts\` on Node 24, with Node's \`fetch\`. A proxy between the client and the mock fails the first attempt. A
request that is unsafe to retry (every POST, and PUT and DELETE of an invoice) reaches the target at most once. All others are
retried. \`npm run test:package\` counts unsafe requests in every other runtime.
`
const HEAD = `| Fault, once | Request | Sent | Reached the target | The caller gets |
| --- | --- | ---: | ---: | --- |`
