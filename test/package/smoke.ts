/**
 * What each runtime is to do, with the package as it is installed there. It imports nothing: the launcher hands it the
 * SDK, however that is loaded.
 */
type Sdk = typeof import('billit-io')

/** Where to send the requests. */
export interface Addresses {
  mock: string
  /** Answers 429 once, and has a PDF: what the mock does not. */
  stand: string
}

export interface Outcome {
  name: string
  /** Why it failed. */
  failure?: string
}

type Case = (sdk: Sdk, addresses: Addresses) => Promise<void>

const TOKEN = 'smoke-token'

const connect = ({ Billit }: Sdk, baseUrl: string, options = {}) =>
  new Billit({ token: TOKEN, baseUrl, rateLimit: false, ...options })

/** The mock takes its time. */
const LATE = { headers: { Prefer: 'delay=5000' } }

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
    // A number is no name: the types forbid it, a caller in JavaScript does not see them.
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
    // Timers may come a little early.
    expect('a second of waiting', Date.now() - started > 950, true)
  },

  abort: async (sdk, { mock }) => {
    const controller = new AbortController()
    const reason = new Error('The user went away')
    const sent: typeof fetch = (...request) => {
      const answer = fetch(...request)
      controller.abort(reason)
      return answer
    }
    const call = connect(sdk, mock, { ...LATE, fetch: sent }).tags.get(301, { signal: controller.signal })
    expect('the reason', await failure(call), reason)
  },

  timeout: async (sdk, { mock }) => {
    const error = await failure(connect(sdk, mock, { ...LATE, timeout: 100, maxRetries: 0 }).tags.get(301))
    expect('TimeoutError', error instanceof sdk.TimeoutError, true)
  },

  PDF: async (sdk, { stand }) => {
    const bytes = await connect(sdk, `${stand}/v1`).invoices.pdf('7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11')
    expect('the file', new TextDecoder().decode(bytes), '%PDF-1.7')
  },
}

export const caseNames = Object.keys(cases)

export const smoke = async (sdk: Sdk, addresses: Addresses): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const [name, run] of Object.entries(cases)) {
    const error = await run(sdk, addresses).catch((error: unknown) => error ?? 'failed')
    outcomes.push(error === undefined ? { name } : { name, failure: `${error}` })
  }
  return outcomes
}

function expect(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${found}, not ${wanted}`)
}

/** What a call rejects with. */
const failure = (call: PromiseLike<unknown>): PromiseLike<unknown> =>
  call.then(
    () => 'no error',
    (error: unknown) => error,
  )
