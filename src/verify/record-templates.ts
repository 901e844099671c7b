/** The test records of a life cycle. Pure. */
import { toYmd } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'
import type { Account, InvoiceCreate } from '../core/types.ts'
import { type AccountRates, invoiceTotals } from '../mydata/index.ts'
import { defaultInvoiceTypeId } from '../resources/account-lookups.ts'
import type { Row } from './client.ts'
import type { RecordTemplate } from './test-records.ts'

/** Ids in the account that test records refer to. `undefined` if the account has none. */
export interface Ids {
  vatId: number | undefined
  invoiceTypeId: number | undefined
  paymentMethod: number | undefined
  /** An online payment method, which a payment link needs. */
  onlineMethod: number | undefined
}

export function findIds(account: Row, invoices: readonly unknown[]): Ids {
  const { vats, paymentMethods } = isRecord(account.relations) ? account.relations : {}
  const rates = usable(vats).filter(
    ({ value, operand, isPercentable }) => Number(value) > 0 && operand !== '-' && isPercentable !== false,
  )
  const methods = usable(paymentMethods).filter(({ status }) => status !== false)
  const listed = invoices.filter(isRecord).find(({ type }) => isRecord(type) && typeof type.id === 'number')?.type
  return {
    vatId: idIn(rates.find(({ value }) => value === 24) ?? rates[0]),
    invoiceTypeId: findDefaultType(account) ?? idIn(listed),
    paymentMethod: idIn(methods.find(({ isOnlineMethod }) => isOnlineMethod !== true)),
    onlineMethod: idIn(methods.find(({ isOnlineMethod }) => isOnlineMethod === true)),
  }
}

const usable = (rows: unknown): Row[] => (Array.isArray(rows) ? rows.filter(isRecord).filter(({ deletedAt }) => !deletedAt) : [])

const idIn = (row: unknown): number | undefined => (isRecord(row) && typeof row.id === 'number' ? row.id : undefined)

/** `undefined` if the account has none. */
function findDefaultType(account: Row): number | undefined {
  try {
    // The function validates the fields that it reads, so any object is safe.
    return defaultInvoiceTypeId(account as unknown as Account)
  } catch {
    // The error lists data of the account, so it is dropped.
    return undefined
  }
}

const today = () => toYmd(new Date())

/** @param mark The name of every test record of this run. */
export const contactTemplate = (mark: string): RecordTemplate & { body: Row } => ({
  kind: 'a contact',
  path: '/contacts',
  keyName: 'id',
  body: { company: mark, isCompany: false, customerType: 1, contactType: 3, country: 'GR', tags: [mark] },
})

export const productTemplate = (mark: string, vatId: number): RecordTemplate => ({
  kind: 'a product',
  path: '/products',
  keyName: 'id',
  body: {
    ...{ name: mark, description: mark, nameSec: mark, descriptionSec: mark },
    ...{ unitPrice: 1, defaultVatId: vatId, stock: 0, withStock: false, isVatIncluded: false, active: true },
  },
})

/**
 * Three rows of 0.10. With a rate of 24 %, their VAT is 0.06 if each row is rounded, and 0.07 if the sum is. The invoice is not
 * reported to myDATA or mailed.
 */
export const invoiceTemplate = (
  mark: string,
  customerId: number,
  vatId: number,
  invoiceTypeId: number,
): RecordTemplate & { body: InvoiceCreate } => ({
  kind: 'an invoice',
  path: '/invoices',
  keyName: 'uuid',
  body: {
    ...{ customerId, invoiceTypeId, invoiceDate: today(), excludeMydata: true, sendMail: false, tags: [mark] },
    products: [1, 2, 3].map((row) => ({ details: `${mark} ${row}`, quantity: 1, price: 0.1, vatId })),
  },
})

/** Allocated to the customer's invoices automatically. */
export const paymentTemplate = (customerId: number, paymentMethod: number): RecordTemplate => ({
  kind: 'a payment',
  path: '/payments',
  keyName: 'id',
  body: {
    ...{ customerId, paymentMethod, paymentType: 1, dateOccurred: today() },
    ...{ amount: 0.01, amountLeftOver: 0.01, selectionsAmount: 0 },
  },
})

export const ocpTemplate = (mark: string, ids: Ids): RecordTemplate => ({
  kind: 'a payment link',
  path: '/ocps',
  keyName: 'uuid',
  body: {
    ...{ title: mark, description: mark, cost: 1.24, netValue: 1, lang: 'el', expirationAt: today() },
    ...{ invoiceTypeId: ids.invoiceTypeId, vatId: ids.vatId, paymentMethodId: ids.onlineMethod },
  },
})

export const purchaseTemplate = (supplierId: number): RecordTemplate => ({
  kind: 'a purchase',
  path: '/purchases',
  keyName: 'id',
  body: { supplierId, invoiceNum: 1, cleanAmount: 1, vatAmount: 0.24, irsAmount: 1, irsType: 1, dateOccurred: today() },
})

/** Describes how the VAT amount of a created invoice was rounded. */
export function describeRounding(invoice: InvoiceCreate, account: Row, vatAmount: unknown): string {
  if (typeof vatAmount !== 'number') return 'Unknown: the response has no VAT amount.'
  // invoiceTotals() validates the rates that it reads.
  const rates = account as unknown as AccountRates
  const [byRow, byRate] = (['row', 'rate'] as const).map((vatRounding) => invoiceTotals(invoice, rates, { vatRounding }).vat)
  const cents = Math.round(vatAmount * 100)
  if (byRow === byRate) return 'Unknown: both ways give the same amount at this rate.'
  return cents === byRow ? 'Per row.' : cents === byRate ? 'Per rate.' : 'In another way.'
}
