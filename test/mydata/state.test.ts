import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, InvalidArgumentError, NotFoundError } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { type InvoiceReader, mydataStateOf, type ReportedInvoice, waitForMark } from '../../src/mydata/index.ts'

const MARK = '400001961234567'

describe('mydataStateOf', () => {
  test.each<[string, ReportedInvoice, ReturnType<typeof mydataStateOf>]>([
    ['a mark', { mydata: { invoiceMark: MARK } }, { state: 'reported', mark: MARK, errors: [] }],
    ['a mark that is a number', { mydata: { invoiceMark: 400_001_961_234_567 } }, { state: 'reported', mark: MARK, errors: [] }],
    [
      'no mark yet',
      { isMydataEnabled: true, mydata: { invoiceMark: null, errors: null } },
      { state: 'pending', mark: null, errors: [] },
    ],
    ['an empty list of errors', { mydata: { invoiceMark: '', errors: [] } }, { state: 'pending', mark: null, errors: [] }],
    [
      'errors as records',
      { mydata: { errors: [{ code: 217, message: 'vatExemptionCategory is mandatory' }] } },
      { state: 'failed', mark: null, errors: ['217', 'vatExemptionCategory is mandatory'] },
    ],
    [
      'an error as a text',
      { mydata: { errors: 'Invalid Greek VAT number' } },
      { state: 'failed', mark: null, errors: ['Invalid Greek VAT number'] },
    ],
    [
      'errors of an attempt before',
      { mydata: { invoiceMark: MARK, errors: ['late'] } },
      { state: 'reported', mark: MARK, errors: ['late'] },
    ],
    [
      'a cancellation',
      { mydata: { invoiceMark: MARK, canceledByMark: '400001961234568' } },
      { state: 'cancelled', mark: MARK, errors: [] },
    ],
    [
      'an invoice that was deleted',
      { deletedAt: '2026-11-22T10:00:00+00:00', mydata: {} },
      { state: 'cancelled', mark: null, errors: [] },
    ],
    [
      'one that takes no part',
      { isMydataEnabled: false, mydata: { invoiceMark: null } },
      { state: 'excluded', mark: null, errors: [] },
    ],
    ['one from a list', {}, { state: 'pending', mark: null, errors: [] }],
  ])('%s', (_what, invoice, state) => expect(mydataStateOf(invoice)).toEqual(state))
})

/** A client whose invoice is as the list says, one entry for each look, the last one for ever. */
function reader(...answers: Array<ReportedInvoice | Error>) {
  const looks: Array<{ at: number; deadline: number }> = []
  const billit: InvoiceReader = {
    invoices: {
      get: async (_uuid, { deadline }) => {
        looks.push({ at: performance.now() - started, deadline })
        const answer = answers[Math.min(looks.length, answers.length) - 1]
        if (answer instanceof Error) throw answer
        return answer ?? {}
      },
    },
  }
  const started = performance.now()
  return { billit, looks }
}

const PENDING = { mydata: { invoiceMark: null } }
const REPORTED = { mydata: { invoiceMark: MARK } }

describe('waitForMark', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('looks once where the report is decided', async () => {
    const { billit, looks } = reader(REPORTED)
    expect(await waitForMark(billit, 'uuid', { deadline: 60_000 })).toEqual({ state: 'reported', mark: MARK, errors: [] })
    expect(looks).toEqual([{ at: 0, deadline: 60_000 }])
  })

  test('looks again, ever less often', async () => {
    const { billit, looks } = reader(PENDING, PENDING, PENDING, PENDING, REPORTED)
    const waited = waitForMark(billit, 'uuid', { deadline: 60_000 })
    await vi.runAllTimersAsync()
    expect(await waited).toMatchObject({ state: 'reported' })
    expect(looks.map(({ at }) => Math.round(at))).toEqual([0, 1000, 2500, 4750, 8125])
  })

  test('a pause is 15 seconds at most', async () => {
    const { billit, looks } = reader(PENDING)
    const waited = waitForMark(billit, 'uuid', { deadline: 120_000 })
    await vi.runAllTimersAsync()
    await waited
    const pauses = looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0))
    expect(Math.round(Math.max(...pauses))).toBe(15_000)
  })

  test('gives up at the deadline, and says that it is still pending', async () => {
    const { billit, looks } = reader(PENDING)
    const waited = waitForMark(billit, 'uuid', { deadline: 3000 })
    await vi.runAllTimersAsync()
    expect(await waited).toEqual({ state: 'pending', mark: null, errors: [] })
    expect(performance.now()).toBeLessThan(3100)
    expect(looks.every(({ deadline }) => deadline <= 3000)).toBe(true)
  })

  test('a look that the deadline ends is not an error', async () => {
    const looks = [async () => PENDING, () => new Promise<never>((_, reject) => setTimeout(reject, 5000, new Error('late')))]
    const waited = waitForMark({ invoices: { get: () => looks.shift()?.() ?? Promise.reject() } }, 'uuid', { deadline: 3000 })
    await vi.runAllTimersAsync()
    expect(await waited).toMatchObject({ state: 'pending' })
  })

  test('ends when it is aborted, also between two looks', async () => {
    const controller = new AbortController()
    const { billit } = reader(PENDING)
    const waited = waitForMark(billit, 'uuid', { deadline: 60_000, signal: controller.signal })
    const outcome = expect(waited).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(500)
    controller.abort(new Error('enough'))
    await outcome
  })

  test('what reading throws is thrown', async () => {
    const { billit } = reader(new Error('There is none'))
    await expect(waitForMark(billit, 'uuid', { deadline: 1000 })).rejects.toThrow('There is none')
  })

  test.each([0, -1, Number.NaN, undefined])('a deadline of %j is refused', async (deadline) => {
    const { billit, looks } = reader(REPORTED)
    // What a caller without types may pass.
    await expect(waitForMark(billit, 'uuid', { deadline: deadline as number })).rejects.toBeInstanceOf(InvalidArgumentError)
    expect(looks).toEqual([])
  })
})

test('takes a client as it is', async () => {
  const mock = await startMock()
  try {
    const billit = new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false })
    const { uuid } = await billit.invoices.create({
      customerId: 4821,
      invoiceDate: '2026-11-20',
      invoiceTypeId: 31,
      products: [{ details: 'Φιλοξενία', vatId: 901, price: 100, quantity: 1 }],
    })
    expect(await waitForMark(billit, uuid, { deadline: 5000 })).toMatchObject({
      state: 'reported',
      mark: expect.stringMatching(/^4\d{14}$/),
    })
    await billit.invoices.delete(uuid)
    expect(await waitForMark(billit, uuid, { deadline: 5000 })).toMatchObject({ state: 'cancelled' })
    const missing = waitForMark(billit, '00000000-0000-4000-8000-000000000000', { deadline: 5000 })
    await expect(missing).rejects.toBeInstanceOf(NotFoundError)
  } finally {
    await mock.close()
  }
})
