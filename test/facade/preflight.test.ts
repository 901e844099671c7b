import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type BillitOptions, ConfigurationError, InvalidArgumentError, type Problem, toYmd } from '../../src/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { draft } from '../mydata/draft.ts'
import { type Handler, sendJson } from '../support/local-server.ts'
import { always, connect, gate, rejection, UUID } from './setup.ts'

/** Another date would cause a warning. */
const TODAY = { invoiceDate: toYmd(new Date()) }

const good = draft(TODAY)
/** A service invoice that is classified as goods. */
const bad = draft(TODAY, { incomeClassificationCat: 'category1_1' })

const created = always({ data: { uuid: UUID } }, 201)

describe('preflight', () => {
  const preflight: BillitOptions['preflight'] = checkInvoice

  test.each(['create', 'update'] as const)(
    '%s throws for an invoice that would be rejected, and sends nothing',
    async (method) => {
      const { billit, server } = await connect(created, { preflight })
      const sent = method === 'create' ? billit.invoices.create(bad) : billit.invoices.update(UUID, bad)
      const error = await rejection(sent)
      expect(error).toBeInstanceOf(InvalidArgumentError)
      expect(error).toMatchObject({ problems: checkInvoice(bad), attempts: 0, mayHaveSucceeded: false })
      const messages = checkInvoice(bad).map(({ path, message }) => `${path}: ${message.en}`)
      expect((error as Error).message).toBe(`The invoice would be rejected. ${messages.join(' ')}`)
      expect(server.requests).toEqual([])
    },
  )

  test('sends a valid invoice once', async () => {
    const { billit, server } = await connect(created, { preflight })
    expect(await billit.invoices.create(good)).toEqual({ uuid: UUID })
    expect(server.requests).toHaveLength(1)
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(good)
  })
})

test.each<[string, () => unknown]>([
  ['a promise', async () => []],
  ['a promise that rejects', () => Promise.reject(new Error('no rules'))],
  ['nothing', () => undefined],
  ['one problem', () => ({ path: 'x', severity: 'error' })],
])('throws and sends nothing if the check returns %s', async (_, give) => {
  for (const contacts of [false, true]) {
    // In JavaScript, a check can return any value.
    const check = () => give() as []
    const { billit, server } = await connect(always({ data: { id: 7 } }), { preflight: { check, contacts } })
    const error = await rejection(billit.invoices.create({ ...good, customerId: 7 }))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(String(error)).toContain('preflight must return an array of problems synchronously')
    expect(server.requests.filter(({ method }) => method === 'POST')).toEqual([])
  }
})

test('lists every error in a separate sentence', async () => {
  const problem = (path: string): Problem => ({
    path,
    severity: 'error',
    code: 'unknown-id',
    message: { en: 'Odd.', el: 'Odd.' },
  })
  const { billit } = await connect(created, { preflight: () => [problem('notes'), problem('tags')] })
  const error = await rejection(billit.invoices.create(good))
  expect((error as Error).message).toBe('The invoice would be rejected. notes: Odd. tags: Odd.')
})

test('does not read the contact with { check } alone', async () => {
  const { billit, server } = await connect(created, { preflight: { check: () => [] } })
  await billit.invoices.create({ ...good, customerId: 7 })
  expect(server.requests.map(({ method }) => method)).toEqual(['POST'])
})

test.each([[undefined], [false]] as const)('sends everything with preflight %s', async (preflight) => {
  const { billit, server } = await connect(created, { preflight })
  await billit.invoices.create(bad)
  expect(server.requests).toHaveLength(1)
})

describe('with the account', () => {
  const relations = { vats: [{ id: 7, name: 'ΦΠΑ 24%', value: 24 }], paymentMethods: [], ossProductTaxes: [] }
  const account = always({ data: { uuid: UUID, relations } })
  const unknown = draft({}, { vatId: 8 })

  test('reads the account once and refuses unknown ids', async () => {
    const { billit, server } = await connect(account, { preflight: { check: checkInvoice, account: true } })
    for (let call = 0; call < 2; call += 1) {
      expect(await rejection(billit.invoices.create(unknown))).toMatchObject({
        problems: expect.arrayContaining([expect.objectContaining({ code: 'unknown-id', path: 'products.0.vatId' })]),
      })
    }
    expect(server.requests.map(({ path }) => path)).toEqual(['/account'])
  })

  test('checks and sends the invoice without it after an error', async () => {
    const lines: string[] = []
    const logger = { ...console, debug: () => {}, info: () => {}, warn: (line: string) => void lines.push(line) }
    const handler: Handler = ({ method }, response) => sendJson(response, { data: { uuid: UUID } }, method === 'GET' ? 500 : 201)
    const { billit, server } = await connect(handler, { preflight: { check: checkInvoice, account: true }, logger })
    await billit.invoices.create(unknown)
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST'])
    expect(lines).toContain('preflight: could not read the account, so the invoice is checked without it.')
  })

  test('gives the same verdict whether or not account.get() ran before', async () => {
    const { billit, server } = await connect(account, { preflight: checkInvoice })
    await billit.invoices.create(unknown)
    await billit.account.get()
    await billit.invoices.create(unknown)
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST'])
  })
})

test('logs a warning and sends the invoice', async () => {
  const lines: string[] = []
  const logger = { ...console, debug: () => {}, warn: (line: string) => void lines.push(line) }
  const { billit, server } = await connect(created, { preflight: checkInvoice, logger })
  await billit.invoices.create(draft({ invoiceDate: '2999-12-31' }))
  expect(lines).toEqual([expect.stringMatching(/^preflight: invoiceDate: /)])
  await rejection(billit.invoices.create(bad))
  expect(lines).toHaveLength(1)
  expect(server.requests).toHaveLength(1)
})

test('does not send changes made after the check', async () => {
  const changing = { ...good }
  const token = () => {
    changing.mydataInvoiceType = '5.1'
    return 'a-token-of-the-test'
  }
  const { billit, server } = await connect(created, { preflight: checkInvoice, token })
  await billit.invoices.create(changing)
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(good)
})

test.each([null, 'yes', 1, true])('rejects %j', async (preflight) => {
  // JavaScript callers can pass this.
  await expect(connect(created, { preflight: preflight as never })).rejects.toThrow(
    `preflight must be checkInvoice (from billit-io/mydata), { check: checkInvoice, contacts: true } or false, not ${typeof preflight === 'string' ? `'${preflight}'` : preflight}.`,
  )
  await expect(connect(created, { preflight: preflight as never })).rejects.toBeInstanceOf(ConfigurationError)
})

describe('an invalid draft', () => {
  test.each([null, undefined, 'x', [], 5])('rejects %j and sends nothing', async (nothing) => {
    const { billit, server } = await connect(created, { preflight: checkInvoice })
    // JavaScript callers can pass this.
    expect(await rejection(billit.invoices.create(nothing as never))).toBeInstanceOf(InvalidArgumentError)
    expect(server.requests).toEqual([])
  })

  test.each([{}, { products: null }, { products: 'x' }, { products: [] }])('rejects %j instead of rows', async (rows) => {
    const { billit, server } = await connect(created, { preflight: checkInvoice })
    const { products: _, ...rest } = good
    expect(await rejection(billit.invoices.create({ ...rest, ...rows } as never))).toMatchObject({
      problems: [{ code: 'rows-missing', path: 'products' }],
    })
    expect(server.requests).toEqual([])
  })

  test('leaves an empty row to the server', async () => {
    const { billit, server } = await connect(created, { preflight: checkInvoice })
    await billit.invoices.create({ ...good, products: [null] } as never)
    expect(server.requests).toHaveLength(1)
  })
})

describe('with the contact', () => {
  const preflight = { check: checkInvoice, contacts: true }
  const GREEK = { id: 4821, country: 'GR', customerType: 1, vatId: '523456110' }

  /** A server that returns these contacts or statuses one after the other, and then the last one for all further requests. */
  function withContacts(...contacts: Array<object | number>): Handler {
    let asked = 0
    return ({ method, path }, response) => {
      if (method !== 'GET') return sendJson(response, { data: { uuid: UUID } }, 201)
      expect(path).toBe('/contacts/4821')
      const contact = contacts[Math.min(asked, contacts.length - 1)]
      asked += 1
      return typeof contact === 'number' ? sendJson(response, { message: 'no' }, contact) : sendJson(response, { data: contact })
    }
  }
  const methodsOf = ({ requests }: { requests: Array<{ method?: string | undefined }> }) => requests.map(({ method }) => method)

  test('reads the customer once and checks each invoice', async () => {
    const { billit, server } = await connect(withContacts(GREEK), { preflight })
    await billit.invoices.create(good)
    await billit.invoices.update(UUID, good)
    expect(methodsOf(server)).toEqual(['GET', 'POST', 'PUT'])
    expect(server.requests.slice(1).map(({ body }) => JSON.parse(body))).toEqual([good, good])
  })

  test('throws for a customer that the tax authority would reject, and sends nothing', async () => {
    const { billit, server } = await connect(withContacts({ ...GREEK, vatId: '523456111' }), { preflight })
    expect(await rejection(billit.invoices.create(good))).toMatchObject({
      problems: [{ code: 'afm-invalid', aade: '202', path: 'customerId' }],
      mayHaveSucceeded: false,
    })
    expect(methodsOf(server)).toEqual(['GET'])
  })

  test('reads a cached contact again before it rejects an invoice', async () => {
    const foreign = { ...GREEK, country: 'GR', vatId: '' }
    const { billit, server } = await connect(withContacts(foreign, foreign, GREEK), { preflight })
    await rejection(billit.invoices.create(good))
    await rejection(billit.invoices.create(good))
    await billit.invoices.create(good)
    expect(methodsOf(server)).toEqual(['GET', 'GET', 'GET', 'POST'])
  })

  /** A draft with a warning: its date is in the future. */
  const doubtful = draft({ invoiceDate: '2099-01-01' })

  test('does not read the contact again because of warnings', async () => {
    const { billit, server } = await connect(withContacts(GREEK), { preflight })
    await billit.invoices.create(doubtful)
    await billit.invoices.create(doubtful)
    expect(methodsOf(server)).toEqual(['GET', 'POST', 'POST'])
  })

  test('caches a contact for five minutes', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { billit, server } = await connect(withContacts(GREEK), { preflight })
    await billit.invoices.create(good)
    vi.advanceTimersByTime(5 * 60_000 - 1000)
    await billit.invoices.create(good)
    vi.advanceTimersByTime(1000)
    await billit.invoices.create(good)
    expect(methodsOf(server)).toEqual(['GET', 'POST', 'POST', 'GET', 'POST'])
  })

  test('caches the latest hundred contacts', async () => {
    const asked: string[] = []
    const { billit } = await connect(
      ({ method, path }, response) => {
        if (method !== 'GET') return sendJson(response, { data: { uuid: UUID } }, 201)
        asked.push(path)
        return sendJson(response, { data: GREEK })
      },
      { preflight },
    )
    for (let customerId = 1; customerId <= 101; customerId += 1) await billit.invoices.create({ ...good, customerId })
    await billit.invoices.create({ ...good, customerId: 101 })
    await billit.invoices.create({ ...good, customerId: 2 })
    expect(asked).toHaveLength(101)
    await billit.invoices.create({ ...good, customerId: 1 })
    expect(asked).toHaveLength(102)
  })

  test.each([404, 429, 500])('sends the invoice if reading the contact returns %i', async (status) => {
    const lines: string[] = []
    const logger = { ...console, debug: () => {}, info: () => {}, warn: (line: string) => void lines.push(line) }
    const { billit, server } = await connect(withContacts(status), { preflight, logger, maxRetries: 3 })
    expect(await billit.invoices.create(good)).toEqual({ uuid: UUID })
    expect(methodsOf(server)).toEqual(['GET', 'POST'])
    expect(lines).toContain('preflight: could not read the contact 4821, so the invoice is checked without it.')
  })

  test('rejects errors that do not need the contact', async () => {
    const { billit, server } = await connect(withContacts(500), { preflight })
    expect(await rejection(billit.invoices.create(bad))).toBeInstanceOf(InvalidArgumentError)
    expect(methodsOf(server)).toEqual(['GET'])
  })

  test('does not read the contact without a customer, or for an invoice that is excluded from myDATA', async () => {
    const { billit, server } = await connect(withContacts(GREEK), { preflight })
    const { customerId: _, ...rest } = draft({ mydataInvoiceType: '11.2' }, { incomeClassificationType: 'E3_561_003' })
    await billit.invoices.create(rest)
    await billit.invoices.create(draft({ excludeMydata: true }))
    expect(methodsOf(server)).toEqual(['POST', 'POST'])
  })

  test('checks and sends the body as it was at the time of the call', async () => {
    const reading = gate()
    const { billit, server } = await connect(
      async (request, response) => {
        if (request.method === 'GET') await reading.opened
        sendJson(response, { data: request.method === 'GET' ? GREEK : { uuid: UUID } })
      },
      { preflight },
    )
    const changing = draft({ invoiceDate: new Date() })
    const sent = billit.invoices.create(changing)
    changing.mydataInvoiceType = '5.1'
    changing.products.pop()
    reading.open()
    await sent
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual(good)
  })

  test('sends nothing if the call is aborted while the contact is read', async () => {
    const reading = gate()
    const asked = gate()
    onTestFinished(reading.open)
    const { billit, server } = await connect(
      async (_request, response) => {
        asked.open()
        await reading.opened
        sendJson(response, { data: GREEK })
      },
      { preflight },
    )
    const controller = new AbortController()
    const sent = rejection(billit.invoices.create(good, { signal: controller.signal }))
    await asked.opened
    controller.abort(new Error('enough'))
    expect(String(await sent)).toContain('enough')
    expect(methodsOf(server)).toEqual(['GET'])
  })

  test.each([
    [{ check: checkInvoice, contact: true }, 'contact'],
    [{ check: checkInvoice, contacts: 'yes' }, 'preflight.contacts must be true or false, not'],
    [{ check: checkInvoice, account: 1 }, 'preflight.account must be true or false, not'],
    [{ contacts: true }, 'preflight must be checkInvoice'],
  ])('rejects %j', async (wrong, message) => {
    // JavaScript callers can pass this.
    await expect(connect(created, { preflight: wrong as never })).rejects.toThrow(message)
  })
})
