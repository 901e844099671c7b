/**
 * The smoke tests that run in each runtime, with the installed package. This file imports no package: the launcher loads the SDK,
 * with `import` or `require`, and passes it in.
 */
import { type Sent, sendUnsafe, unsafeOperations } from './resend.ts'

type Sdk = typeof import('billit-io')

/** The servers that the tests call. */
export interface Addresses {
  mock: string
  /** Returns a 429 once, and a PDF. See stand.ts. */
  stand: string
}

export interface Outcome {
  name: string
  /** For an unsafe operation: how often the server received it. */
  count?: number
  /** Why it failed. */
  failure?: string
}

type Case = (sdk: Sdk, addresses: Addresses) => Promise<void>

const TOKEN = 'smoke-token'

const connect = ({ Billit }: Sdk, baseUrl: string, options = {}) =>
  new Billit({ token: TOKEN, baseUrl, rateLimit: false, dangerouslyAllowBrowser: true, ...options })

/** The mock responds after five seconds. */
const DELAYED = { headers: { Prefer: 'delay=5000' } }

const cases: Record<string, Case> = {
  'list, page by page': async (sdk, { mock }) => {
    const { total } = await connect(sdk, mock).contacts.list({ perPage: 2 })
    const ids = new Set<number>()
    for await (const { id } of connect(sdk, mock).contacts.list({ perPage: 2 })) ids.add(id)
    expect('the ids', ids.size, total)
    expect('more than one page', ids.size > 2, true)
  },

  'create with a date': async (sdk, { mock }) => {
    // Half past midnight in Athens.
    const invoiceDate = new Date('2026-11-22T22:30:00Z')
    const products = [{ details: 'Consulting', vatId: 901, price: 100, quantity: 1 }]
    const created = await connect(sdk, mock).invoices.create({ customerId: 4821, invoiceTypeId: 31, invoiceDate, products })
    expect('the day', created.dateIssued.slice(0, 10), '2026-11-23')
  },

  '422 with fields': async (sdk, { mock }) => {
    // The types forbid a number as a name. A JavaScript caller has no types.
    const body = { isCompany: true, company: 5, customerType: 1, country: 'GR' } as never
    const error = await failure(connect(sdk, mock).contacts.create(body))
    expect('ValidationError', error instanceof sdk.ValidationError, true)
    if (error instanceof sdk.ValidationError) expect('the fields', Object.keys(error.errors).join(), 'company')
  },

  '429 with Retry-After': async (sdk, { stand }) => {
    const error = await failure(connect(sdk, `${stand}/v1`, { maxRetries: 0 }).tags.get(1))
    expect('RateLimitError', error instanceof sdk.RateLimitError, true)
    if (error instanceof sdk.RateLimitError) expect('retryAfter', error.retryAfter, 1)
    const started = Date.now()
    expect('the tag', (await connect(sdk, `${stand}/v1`).tags.get(2)).tag, 'patient')
    // Timers may fire slightly early.
    expect('a second of waiting', Date.now() - started > 950, true)
  },

  abort: async (sdk, { mock }) => {
    const controller = new AbortController()
    const reason = new Error('The user went away')
    const sent: typeof fetch = (...request) => {
      const response = fetch(...request)
      controller.abort(reason)
      return response
    }
    const call = connect(sdk, mock, { ...DELAYED, fetch: sent }).tags.get(301, { signal: controller.signal })
    expect('the reason', await failure(call), reason)
  },

  timeout: async (sdk, { mock }) => {
    const error = await failure(connect(sdk, mock, { ...DELAYED, timeout: 100, maxRetries: 0 }).tags.get(301))
    expect('TimeoutError', error instanceof sdk.TimeoutError, true)
  },

  PDF: async (sdk, { stand }) => {
    const bytes = await connect(sdk, `${stand}/v1`).invoices.pdf('7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11')
    expect('the file', new TextDecoder().decode(bytes), '%PDF-1.7')
  },
}

export const caseNames = Object.keys(cases)
export { unsafeOperations }

export const smoke = async (sdk: Sdk, addresses: Addresses): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const [name, run] of Object.entries(cases)) {
    const error = await run(sdk, addresses).catch((error: unknown) => error ?? 'failed')
    outcomes.push(error === undefined ? { name } : { name, failure: `${error}` })
  }
  return [...outcomes, ...(await sendUnsafe(sdk, addresses.stand)).map(toOutcome)]
}

/** A page refuses what is unsafe to retry, because a browser resends requests. Everywhere else, the server receives them once. */
function toOutcome({ operation, count, error, mayHaveSucceeded }: Sent): Outcome {
  const isPage = 'document' in globalThis
  if (isPage && (operation === 'contacts.update' || operation === 'tags.delete')) return { name: operation, count }
  const uncertain = operation === 'invoices.createOnce' ? 'UncertainOutcomeError' : 'ConnectionError'
  const expected = isPage ? '0, ConfigurationError, false' : `1, ${uncertain}, true`
  const actual = `${count}, ${error}, ${mayHaveSucceeded}`
  return { name: operation, count, ...(actual === expected ? {} : { failure: `expected ${expected}, got ${actual}` }) }
}

function expect(name: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${name}: expected ${expected}, got ${actual}`)
}

/** Returns the error that a call rejects with. */
const failure = (call: PromiseLike<unknown>): PromiseLike<unknown> =>
  call.then(
    () => 'no error',
    (error: unknown) => error,
  )
