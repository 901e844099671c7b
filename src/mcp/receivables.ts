/** What each customer owes, by age, with the rules of the export's view `receivables`. */
import { invoiceTypes } from '../../generated/mydata.ts'
import type { Invoice } from '../core/types.ts'
import { isCreditNoteName, isSelfBilled, SUM_CURRENCY } from '../mydata/assumptions.ts'
import { isAmount, toCents } from '../mydata/cents.ts'
import { mydataStateOf } from '../mydata/index.ts'
import { CREDIT_TYPES, LEVY_TYPE, OUTPUT_TYPES, type UnplacedInvoice } from '../mydata/placement.ts'
import { dayOf } from './days.ts'

const AGES = ['current', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const

/** What one customer owes in one currency, in cents. */
export interface Receivable extends Record<(typeof AGES)[number] | 'credit' | 'open', number> {
  customerId: number | undefined
  customer: string
  currency: string
}

/** @param today The day to which ages are counted. */
export function sumReceivables(invoices: Iterable<Invoice>, today: string): { rows: Receivable[]; unplaced: UnplacedInvoice[] } {
  const rows = new Map<string, Receivable>()
  const unplaced: UnplacedInvoice[] = []
  for (const invoice of invoices) {
    const { uuid, customer, restAmount, templateExtras } = invoice
    const sign = signOf(invoice)
    const age = ageOf(invoice, today)
    if (sign === 0 || (isAmount(restAmount) && toCents(restAmount) === 0)) continue
    if (sign === undefined || age === undefined || !isAmount(restAmount)) {
      unplaced.push({ uuid, reason: 'It has no known myDATA type, no date or no amount. Add it yourself.' })
      continue
    }
    const currency = String(templateExtras?.currency ?? '').trim() || SUM_CURRENCY
    const key = `${customer?.id} ${currency}`
    const row = rows.get(key) ?? emptyRow(customer?.id, customer?.company ?? '', currency)
    const cents = sign * toCents(restAmount)
    row[cents < 0 ? 'credit' : age] += cents
    row.open += cents
    rows.set(key, row)
  }
  return { rows: [...rows.values()].sort((one, other) => other.open - one.open), unplaced }
}

const emptyRow = (customerId: number | undefined, customer: string, currency: string): Receivable => ({
  ...{ customerId, customer, currency },
  ...{ current: 0, days_1_30: 0, days_31_60: 0, days_61_90: 0, days_over_90: 0, credit: 0, open: 0 },
})

/** 1 for what a customer owes, -1 for a credit note, 0 for neither. `undefined` if it is unknown. */
function signOf(invoice: Invoice): 1 | -1 | 0 | undefined {
  const { deletedAt, mydata, type } = invoice
  if (deletedAt || mydataStateOf(invoice).state === 'cancelled') return 0
  const code = String(mydata?.type ?? '').trim()
  if (code === '') return isCreditNoteName(type?.name) ? -1 : undefined
  if (code === LEVY_TYPE) return 1
  if (isSelfBilled(mydata ?? {})) return 0
  if (OUTPUT_TYPES.includes(code)) return CREDIT_TYPES.includes(code) ? -1 : 1
  return invoiceTypes.some((known) => known.code === code) ? 0 : undefined
}

const DAY_MS = 24 * 60 * 60_000

function ageOf({ dateExpires, dateIssued }: Invoice, today: string): (typeof AGES)[number] | undefined {
  const due = dayOf(dateExpires) ?? dayOf(dateIssued)
  if (due === undefined) return undefined
  const days = (Date.parse(today) - Date.parse(due)) / DAY_MS
  const index = [0, 30, 60, 90].findIndex((limit) => days <= limit)
  return AGES[index === -1 ? 4 : index]
}
