import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { beforeAll, describe, expect, inject, type TestContext, test, vi } from 'vitest'
import { Billit, BillitError } from '../../src/index.ts'
import { examples } from './examples.ts'
import { type Fault, startFaultProxy } from './fault-proxy.ts'

const ID = 4821
const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'

/** One operation of each kind. `safe`: it may be retried after an unclear failure. */
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
  /** Whether a later attempt may succeed. */
  transient: boolean
  /** Whether the server certainly did not process the request. */
  certainty: 'not done' | 'unclear'
  error: string
}

const respond = (status: number, headers = {}): Fault => ({ do: 'respond', status, headers })
const retryNow = { 'retry-after': '0' }

const faults: Record<string, Case> = {
  'connection refused': { fault: 'refused', transient: true, certainty: 'not done', error: 'ConnectionError' },
  '429': { fault: respond(429, retryNow), transient: true, certainty: 'not done', error: 'RateLimitError' },
  '408': { fault: respond(408, retryNow), transient: true, certainty: 'unclear', error: 'ApiError' },
  '500': { fault: respond(500, retryNow), transient: true, certainty: 'unclear', error: 'ServerError' },
  '502 with HTML': {
    fault: { ...respond(502, retryNow), body: '<h1>Bad gateway</h1>' } as Fault,
    transient: true,
    certainty: 'unclear',
    error: 'ServerError',
  },
  '503': { fault: respond(503, retryNow), transient: true, certainty: 'unclear', error: 'ServerError' },
  '504': { fault: respond(504, retryNow), transient: true, certainty: 'unclear', error: 'ServerError' },
  '501': { fault: respond(501), transient: false, certainty: 'unclear', error: 'ServerError' },
  '401': { fault: respond(401), transient: false, certainty: 'not done', error: 'AuthenticationError' },
  '422': { fault: respond(422), transient: false, certainty: 'not done', error: 'ValidationError' },
  'redirect to another origin': {
    fault: respond(307, { location: 'http://127.0.0.1:1/' }),
    transient: false,
    certainty: 'unclear',
    error: 'ApiError',
  },
  'reset before forwarding': { fault: { do: 'reset before' }, transient: true, certainty: 'unclear', error: 'ConnectionError' },
  'reset after forwarding': { fault: { do: 'reset after' }, transient: true, certainty: 'unclear', error: 'ConnectionError' },
  'no response': { fault: { do: 'stall' }, transient: true, certainty: 'unclear', error: 'TimeoutError' },
  'stalled body': { fault: { do: 'stall body' }, transient: true, certainty: 'unclear', error: 'TimeoutError' },
  'truncated body': { fault: { do: 'truncate' }, transient: true, certainty: 'unclear', error: 'ConnectionError' },
  'HTML with 200': { fault: { do: 'wrong type' }, transient: false, certainty: 'unclear', error: 'ResponseParseError' },
}

/** The response to a deletion has no body that could stall or be truncated. */
const applies = (fault: string, method: string) => !(/body/.test(fault) && method.startsWith('DELETE'))

const cases = Object.entries(faults).flatMap(([name, fault]) =>
  Object.entries(calls)
    .filter(([method]) => applies(name, method))
    .map(([method, call]) => {
      const isRetried = fault.transient && (call.safe || fault.certainty === 'not done')
      const title = isRetried
        ? `retries a ${method} once after: ${name}`
        : `throws ${fault.error} without retrying a ${method} after: ${name}`
      return { name, method, ...fault, ...call, isRetried, title }
    }),
)

const rows = new Map<string, string>()

beforeAll(() => {
  // Without jitter, nothing waits. Other tests cover the jitter.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const TIMEOUT_MS = 15_000

/** A client behind a proxy that applies a fault to the first attempt, or to all. */
async function connectThroughFault(fault: Fault | 'refused', times: 'once' | 'always', { onTestFinished }: TestContext) {
  const faults: Fault[] = fault === 'refused' ? [] : [fault]
  const script: Fault[] = times === 'once' ? [...faults, { do: 'pass' }] : faults
  const proxy = await startFaultProxy(inject('prismUrl'), script, async () => {
    if (fault !== 'refused' && fault.do === 'stall body') await waitForResponseHeaders()
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS)
  })
  onTestFinished(() => proxy.close())
  if (fault === 'refused') await proxy.refuse()
  const client = new Billit({
    token: 'test-token',
    baseUrl: proxy.url,
    timeout: TIMEOUT_MS,
    rateLimit: false,
    onRequest: async ({ attempt }) => {
      if (fault === 'refused' && times === 'once' && attempt === 2) await proxy.listen()
    },
  })
  return { proxy, client }
}

/** Waits until the client receives the headers of a response. */
const waitForResponseHeaders = () =>
  new Promise<void>((resolve) => {
    const onHeaders = () => {
      unsubscribe('undici:request:headers', onHeaders)
      resolve()
    }
    subscribe('undici:request:headers', onHeaders)
  })

/** Stops the client's clock until the proxy isStall, so that a slow machine does not change the result. */
function fakeClock({ onTestFinished }: TestContext): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}

const isStall = ({ fault }: Case): boolean => fault !== 'refused' && fault.do.startsWith('stall')

type FaultCase = (typeof cases)[number]

describe('a fault on the first attempt', () => {
  async function check({ name, method, fault, certainty, error, safe, reads, send, isRetried }: FaultCase, context: TestContext) {
    const { proxy, client } = await connectThroughFault(fault, 'once', context)
    const outcome = await send(client).then(
      () => 'success',
      (thrown: unknown) => thrown,
    )
    const sent = proxy.received + (fault === 'refused' ? 1 : 0)
    if (isRetried) {
      expect(outcome).toBe('success')
      expect(sent).toBe(2)
    } else {
      expect(outcome).toMatchObject({ name: error, attempts: 1, mayHaveSucceeded: certainty === 'unclear' && !reads })
      expect(sent).toBe(1)
    }
    // A request that is unsafe to repeat never reaches the target twice.
    if (!safe) expect(proxy.forwarded).toBeLessThanOrEqual(1)
    const result =
      outcome instanceof BillitError ? `${outcome.name}${outcome.mayHaveSucceeded ? ', may have succeeded' : ''}` : 'success'
    rows.set(`${name} ${method}`, `| ${name} | ${method} | ${sent} | ${proxy.forwarded} | ${result} |`)
  }

  test.concurrent.for(cases.filter((each) => !isStall(each)))('$title', check)
  test.for(cases.filter(isStall))('$title', async (each, context) => {
    fakeClock(context)
    await check(each, context)
  })

  test('matches the table in the README', async () => {
    const lines = cases.map(({ name, method }) => rows.get(`${name} ${method}`))
    await expect(`${INTRODUCTION}\n${HEAD}\n${lines.join('\n')}\n`).toMatchFileSnapshot('./README.md')
  })
})

describe('a fault on every attempt', () => {
  async function check({ fault, certainty, error, reads, send }: FaultCase, context: TestContext) {
    const { proxy, client } = await connectThroughFault(fault, 'always', context)
    await expect(send(client)).rejects.toMatchObject({
      name: error,
      attempts: 4,
      mayHaveSucceeded: certainty === 'unclear' && !reads,
    })
    expect(proxy.received).toBe(fault === 'refused' ? 0 : 4)
  }

  // `maxRetries` does not limit retries after a 429: `maxWait` does.
  const retried = cases.filter(({ isRetried, name }) => isRetried && !name.includes('429'))
  test.concurrent.for(retried.filter((each) => !isStall(each)))('stops retrying a $method after maxRetries: $name', check)
  test.for(retried.filter(isStall))('stops retrying a $method after maxRetries: $name', async (each, context) => {
    fakeClock(context)
    await check(each, context)
  })
})

const INTRODUCTION = `# Behaviour after network and server failures

Generated by \`table.test.ts\` from its results, on Node 24 with Node's \`fetch\`. A proxy between the client and a mock server applies
a fault to the first attempt. Requests that are unsafe to repeat (every POST, and PUT and DELETE of an invoice) reach the mock
server at most once. The client retries all others after a transient failure. \`npm run test:package\` counts unsafe requests in
every other runtime.
`
const HEAD = `| Fault on the first attempt | Request | Times sent | Times received | Result |
| --- | --- | ---: | ---: | --- |`
