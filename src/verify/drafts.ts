/** The records that a life cycle makes, from what the account has. Pure. */
import { toYmd } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'
import type { Account, InvoiceCreate } from '../core/types.ts'
import { type AccountRates, invoiceTotals } from '../mydata/index.ts'
import { defaultInvoiceTypeId } from '../resources/account-lookups.ts'
import type { Draft, Row } from './test-records.ts'

/** The ids of the account that the records need. `undefined`: the account has none. */
export interface Ids {
  vatId: number | undefined
  invoiceTypeId: number | undefined
  paymentMethod: number | undefined
  /** Only with an online payment method can there be a payment link. */
  onlineMethod: number | undefined
}

export function idsOf(account: Row, invoices: readonly unknown[]): Ids {
  const { vats, paymentMethods } = isRecord(account.relations) ? account.relations : {}
  const rates = usable(vats).filter(
    ({ value, operand, isPercentable }) => Number(value) > 0 && operand !== '-' && isPercentable !== false,
  )
  const methods = usable(paymentMethods).filter(({ status }) => status !== false)
  const shown = invoices.filter(isRecord).find(({ type }) => isRecord(type) && typeof type.id === 'number')?.type
  return {
    vatId: numberIn(rates.find(({ value }) => value === 24) ?? rates[0]),
    invoiceTypeId: defaultType(account) ?? numberIn(shown),
    paymentMethod: numberIn(methods.find(({ isOnlineMethod }) => isOnlineMethod !== true)),
    onlineMethod: numberIn(methods.find(({ isOnlineMethod }) => isOnlineMethod === true)),
  }
}

const usable = (rows: unknown): Row[] => (Array.isArray(rows) ? rows.filter(isRecord).filter(({ deletedAt }) => !deletedAt) : [])

const numberIn = (row: unknown): number | undefined => (isRecord(row) && typeof row.id === 'number' ? row.id : undefined)

/** The look-up's own error lists what the account has, so it is not passed on. */
function defaultType(account: Row): number | undefined {
  try {
    // It reads what is there, and refuses what is not.
    return defaultInvoiceTypeId(account as unknown as Account)
  } catch {
    return undefined
  }
}

const today = () => toYmd(new Date())

/** @param mark What every record of the run is called. */
export const contactDraft = (mark: string): Draft & { body: Row } => ({
  kind: 'a contact',
  path: '/contacts',
  item: 'id',
  body: { company: mark, isCompany: false, customerType: 1, contactType: 3, country: 'GR', tags: [mark] },
})

export const productDraft = (mark: string, vatId: number): Draft => ({
  kind: 'a product',
  path: '/products',
  item: 'id',
  body: {
    ...{ name: mark, description: mark, nameSec: mark, descriptionSec: mark },
    ...{ unitPrice: 1, defaultVatId: vatId, stock: 0, withStock: false, isVatIncluded: false, active: true },
  },
})

/** Three rows of 0.10, whose VAT of 24 % is 0.06 when each row is rounded, and 0.07 when their sum is. It is not reported or mailed. */
export const invoiceDraft = (
  mark: string,
  customerId: number,
  vatId: number,
  invoiceTypeId: number,
): Draft & { body: InvoiceCreate } => ({
  kind: 'an invoice',
  path: '/invoices',
  item: 'uuid',
  body: {
    ...{ customerId, invoiceTypeId, invoiceDate: today(), excludeMydata: true, sendMail: false, tags: [mark] },
    products: [1, 2, 3].map((row) => ({ details: `${mark} ${row}`, quantity: 1, price: 0.1, vatId })),
  },
})

export const paymentDraft = (customerId: number, paymentMethod: number): Draft => ({
  kind: 'a payment',
  path: '/payments',
  item: 'id',
  body: {
    ...{ customerId, paymentMethod, paymentType: 3, dateOccurred: today() },
    ...{ amount: 0.01, amountLeftOver: 0.01, selectionsAmount: 0 },
  },
})

export const ocpDraft = (mark: string, ids: Ids): Draft => ({
  kind: 'a payment link',
  path: '/ocps',
  item: 'uuid',
  body: {
    ...{ title: mark, description: mark, cost: 1.24, netValue: 1, lang: 'el', expirationAt: today() },
    ...{ invoiceTypeId: ids.invoiceTypeId, vatId: ids.vatId, paymentMethodId: ids.onlineMethod },
  },
})

export const purchaseDraft = (supplierId: number): Draft => ({
  kind: 'a purchase',
  path: '/purchases',
  item: 'id',
  body: { supplierId, invoiceNum: 1, cleanAmount: 1, vatAmount: 0.24, irsAmount: 1, irsType: 1, dateOccurred: today() },
})

/** Which way of rounding gives the VAT of an invoice that was made. */
export function roundingOf(draft: InvoiceCreate, account: Row, vatAmount: unknown): string {
  if (typeof vatAmount !== 'number') return 'The answer does not say.'
  // The totals read the rates, and name what they cannot read.
  const rates = account as unknown as AccountRates
  const [byRow, byRate] = (['row', 'rate'] as const).map((vatRounding) => invoiceTotals(draft, rates, { vatRounding }).vat)
  const cents = Math.round(vatAmount * 100)
  if (byRow === byRate) return 'It cannot be told at this rate.'
  return cents === byRow ? 'On each row.' : cents === byRate ? 'Once for each rate.' : 'In another way.'
}
