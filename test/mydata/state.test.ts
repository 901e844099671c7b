import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, InvalidArgumentError, NotFoundError } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { type InvoiceReader, mydataStateOf, type ReportedInvoice, waitForMark } from '../../src/mydata/index.ts'

const MARK = '400001961234567'

describe('mydataStateOf', () => {
  test.each<[string, ReportedInvoice, ReturnType<typeof mydataStateOf>]>([
    [
      'reports an invoice with a mark as reported',
      { mydata: { invoiceMark: MARK } },
      { state: 'reported', mark: MARK, errors: [] },
    ],
    [
      'accepts a mark that is a number',
      { mydata: { invoiceMark: 400_001_961_234_567 } },
      { state: 'reported', mark: MARK, errors: [] },
    ],
    [
      'reports an invoice without a mark as pending',
      { isMydataEnabled: true, mydata: { invoiceMark: null, errors: null } },
      { state: 'pending', mark: null, errors: [] },
    ],
    [
      'ignores an empty list of errors',
      { mydata: { invoiceMark: '', errors: [] } },
      { state: 'pending', mark: null, errors: [] },
    ],
    [
      'collects the texts of errors that are records',
      { mydata: { errors: [{ code: 217, message: 'vatExemptionCategory is mandatory' }] } },
      { state: 'failed', mark: null, errors: ['217', 'vatExemptionCategory is mandatory'] },
    ],
    [
      'accepts errors as text',
      { mydata: { errors: 'Invalid Greek VAT number' } },
      { state: 'failed', mark: null, errors: ['Invalid Greek VAT number'] },
    ],
    [
      'reports an invoice with a mark as reported despite errors of an earlier attempt',
      { mydata: { invoiceMark: MARK, errors: ['late'] } },
      { state: 'reported', mark: MARK, errors: ['late'] },
    ],
    [
      'reports a cancelled invoice with its mark',
      { mydata: { invoiceMark: MARK, canceledByMark: '400001961234568' } },
      { state: 'cancelled', mark: MARK, errors: [] },
    ],
    [
      'reports a deleted invoice as cancelled',
      { deletedAt: '2026-11-22T10:00:00+00:00', mydata: {} },
      { state: 'cancelled', mark: null, errors: [] },
    ],
    [
      'reports an invoice outside myDATA as excluded',
      { isMydataEnabled: false, mydata: { invoiceMark: null } },
      { state: 'excluded', mark: null, errors: [] },
    ],
    ['reports an invoice from a list as pending', {}, { state: 'pending', mark: null, errors: [] }],
  ])('%s', (_what, invoice, state) => expect(mydataStateOf(invoice)).toEqual(state))
})

/** A client that returns or throws the results in order, and then repeats the last one. Records its requests. */
function createReader(...results: Array<ReportedInvoice | Error>) {
  const requests: Array<{ at: number; deadline: number }> = []
  const billit: InvoiceReader = {
    invoices: {
      get: async (_uuid, { deadline }) => {
        requests.push({ at: performance.now() - started, deadline })
        const result = results[Math.min(requests.length, results.length) - 1]
        if (result instanceof Error) throw result
        return result ?? {}
      },
    },
  }
  const started = performance.now()
  return { billit, requests }
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

  test('reads the invoice once if it is already reported', async () => {
    const { billit, requests } = createReader(REPORTED)
    expect(await waitForMark(billit, 'uuid', { deadline: 60_000 })).toEqual({ state: 'reported', mark: MARK, errors: [] })
    expect(requests).toEqual([{ at: 0, deadline: 60_000 }])
  })

  test('polls with growing pauses until the invoice is reported', async () => {
    const { billit, requests } = createReader(PENDING, PENDING, PENDING, PENDING, REPORTED)
    const waited = waitForMark(billit, 'uuid', { deadline: 60_000 })
    await vi.runAllTimersAsync()
    expect(await waited).toMatchObject({ state: 'reported' })
    expect(requests.map(({ at }) => Math.round(at))).toEqual([0, 1000, 2500, 4750, 8125])
  })

  test('pauses for at most 15 seconds', async () => {
    const { billit, requests } = createReader(PENDING)
    const waited = waitForMark(billit, 'uuid', { deadline: 120_000 })
    await vi.runAllTimersAsync()
    await waited
    const pauses = requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? 0))
    expect(Math.round(Math.max(...pauses))).toBe(15_000)
  })

  test('returns pending at the deadline', async () => {
    const { billit, requests } = createReader(PENDING)
    const waited = waitForMark(billit, 'uuid', { deadline: 3000 })
    await vi.runAllTimersAsync()
    expect(await waited).toEqual({ state: 'pending', mark: null, errors: [] })
    expect(performance.now()).toBeLessThan(3100)
    expect(requests.every(({ deadline }) => deadline <= 3000)).toBe(true)
  })

  test('returns pending if the deadline ends a request', async () => {
    const requests = [async () => PENDING, () => new Promise<never>((_, reject) => setTimeout(reject, 5000, new Error('late')))]
    const waited = waitForMark({ invoices: { get: () => requests.shift()?.() ?? Promise.reject() } }, 'uuid', { deadline: 3000 })
    await vi.runAllTimersAsync()
    expect(await waited).toMatchObject({ state: 'pending' })
  })

  test('rejects when it is aborted between two requests', async () => {
    const controller = new AbortController()
    const { billit } = createReader(PENDING)
    const waited = waitForMark(billit, 'uuid', { deadline: 60_000, signal: controller.signal })
    const outcome = expect(waited).rejects.toThrow('aborted')
    await vi.advanceTimersByTimeAsync(500)
    controller.abort(new Error('aborted'))
    await outcome
  })

  test('rethrows an error of invoices.get()', async () => {
    const { billit } = createReader(new Error('Not found'))
    await expect(waitForMark(billit, 'uuid', { deadline: 1000 })).rejects.toThrow('Not found')
  })

  test.each([0, -1, Number.NaN, undefined])('rejects a deadline of %j', async (deadline) => {
    const { billit, requests } = createReader(REPORTED)
    // Untyped callers may pass these.
    await expect(waitForMark(billit, 'uuid', { deadline: deadline as number })).rejects.toBeInstanceOf(InvalidArgumentError)
    expect(requests).toEqual([])
  })
})

test('accepts a Billit client', async () => {
  const mock = await startMock()
  try {
    const billit = new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false })
    const { uuid } = await billit.invoices.create({
      customerId: 4821,
      invoiceDate: '2026-11-20',
      invoiceTypeId: 31,
      mydataInvoiceType: '2.1',
      products: [{ details: 'Φιλοξενία', vatId: 901, price: 100, quantity: 1 }],
      mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 124 },
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
