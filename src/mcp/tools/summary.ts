import { toYmd } from '../../core/dates.ts'
import { type E3Totals, e3Summary, type VatTotals, vatSummary } from '../../mydata/index.ts'
import { isInPeriod } from '../days.ts'
import { eurosOf, formatEuros } from '../euros.ts'
import { findInvoices } from '../invoice-source.ts'
import { sumReceivables } from '../receivables.ts'
import { Refusal } from '../refusal.ts'
import type { Session } from '../session.ts'
import { defineTool, objectSchema } from './tool.ts'

interface SummaryArgs {
  kind: 'vat' | 'e3' | 'receivables'
  from?: string
  to?: string
}

/** Rows of one list in one result. */
const MAX_ROWS = 40

export const summary = defineTool<SummaryArgs>({
  name: 'summary',
  description:
    'Sums of a period: vat (net and VAT by rate, for the VAT return), e3 (by classification), or receivables (what each customer owes today, by age). Credit notes are subtracted. Invoices in `unplaced` are in no sum: name them to the person. Says the source, as of when, and warnings.',
  inputSchema: objectSchema(
    {
      kind: { enum: ['vat', 'e3', 'receivables'] },
      from: { type: 'string', format: 'date', description: 'First day. For vat and e3.' },
      to: { type: 'string', format: 'date', description: 'Last day.' },
    },
    ['kind'],
  ),
  readOnly: true,
  run: ({ kind, from, to }, session, signal) => {
    if (kind === 'receivables') {
      if ((from ?? to) !== undefined) throw refuse('receivables are of today: leave out from and to.')
      return summarizeReceivables(session, signal)
    }
    if (from === undefined || to === undefined) throw refuse(`${kind} needs from and to.`)
    return summarizePeriod(kind, toYmd(from), toYmd(to), session, signal)
  },
})

async function summarizePeriod(
  kind: 'vat' | 'e3',
  from: string,
  to: string,
  session: Session,
  signal: AbortSignal,
): Promise<object> {
  if (from > to) throw refuse('from must not be after to.')
  const { invoices, ...origin } = await findInvoices(session, (row) => isInPeriod(row.dateIssued, from, to), to, signal)
  const vat = vatSummary(invoices)
  const head = { kind, from, to, ...origin, invoices: invoices.length, ...cut('unplaced', vat.unplaced) }
  if (kind === 'vat') return { ...head, output: describeVat(vat.output), input: describeVat(vat.input) }
  const { income, expense } = e3Summary(invoices)
  return { ...head, income: describeE3(income), expense: describeE3(expense) }
}

async function summarizeReceivables(session: Session, signal: AbortSignal): Promise<object> {
  const isOpen = ({ deletedAt, restAmount }: { deletedAt?: string | null; restAmount?: number }) => !deletedAt && restAmount !== 0
  const { invoices, ...origin } = await findInvoices(session, isOpen, undefined, signal)
  // Ages and amounts are of the same day.
  const asOf = toYmd(new Date(origin.source.asOf))
  const { rows, unplaced } = sumReceivables(invoices, asOf)
  const currencies = [...new Set(rows.map(({ currency }) => currency))]
  const open = currencies.map((currency) => ({
    currency,
    open: formatEuros(rows.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.open, 0)),
  }))
  const shown = rows.map(({ customerId, customer, currency, ...amounts }) => ({
    ...{ customerId, customer, currency },
    ...eurosOf(amounts, ['current', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90', 'credit', 'open']),
  }))
  return { kind: 'receivables', asOf, ...origin, open, ...cut('customers', shown), ...cut('unplaced', unplaced) }
}

const describeVat = ({ rates, net, vat }: VatTotals) => ({
  ...eurosOf({ net, vat }, ['net', 'vat']),
  ...cut(
    'rates',
    rates.map((rate) => ({ ...rate, ...eurosOf(rate, ['net', 'vat']) })),
  ),
})

const describeE3 = ({ codes, net, vat }: E3Totals) => ({
  ...eurosOf({ net, vat }, ['net', 'vat']),
  ...cut(
    'codes',
    codes.map((code) => ({ ...code, ...eurosOf(code, ['net', 'vat']) })),
  ),
})

/** The first rows of a list, and how many more there are. */
const cut = (name: string, rows: readonly object[]): Record<string, unknown> => ({
  [name]: rows.slice(0, MAX_ROWS),
  ...(rows.length > MAX_ROWS && { [`${name}NotShown`]: rows.length - MAX_ROWS }),
})

const refuse = (message: string) => new Refusal('invalid_argument', message)
