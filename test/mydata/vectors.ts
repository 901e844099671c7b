/** Functions and rows that the vectors share. */
import type { InvoiceCreate, InvoiceRow } from '../../src/index.ts'
import type { CheckOptions, checkInvoice } from '../../src/mydata/index.ts'
import { draft } from './draft.ts'

export type Contact = Parameters<typeof checkInvoice>[2]

/**
 * The authority's code, our code, severity and path, the draft, and the contact. `also` has the codes of the other problems, in
 * alphabetical order.
 */
export type RefusedVector = [
  aade: string | undefined,
  code: string,
  severityAndPath: string,
  draft: InvoiceCreate,
  contact?: Contact,
  also?: string[],
  options?: CheckOptions,
]

export const row = (fields: Partial<InvoiceRow>, changes: Partial<InvoiceCreate> = {}) => draft(changes, fields)
export const type = (mydataInvoiceType: string, fields: Partial<InvoiceRow> = {}, changes: Partial<InvoiceCreate> = {}) =>
  draft({ mydataInvoiceType, ...changes }, fields)

/** A copy without the fields. */
export function without<Type extends object>(value: Type, ...fields: Array<keyof Type>): Type {
  const copy = { ...value }
  for (const field of fields) delete copy[field]
  return copy
}

/** An invoice with one row. Without `e3`, the row has no classification type. */
export function invoice(
  mydataInvoiceType: string,
  category: string,
  e3?: string,
  fields: Partial<InvoiceRow> = {},
  changes: Partial<InvoiceCreate> = {},
): InvoiceCreate {
  const classification = { incomeClassificationCat: category, ...(e3 === undefined ? {} : { incomeClassificationType: e3 }) }
  const plain = without(PLAIN, 'incomeClassificationType')
  return draft({ mydataInvoiceType, products: [{ ...plain, ...classification, ...fields }], ...changes })
}

/** An invoice without a customer. */
export const receipt = (...args: Parameters<typeof invoice>): InvoiceCreate => without(invoice(...args), 'customerId')

export const exempt = (vatExceptionCat: string) => ({ vatId: 904, vatExceptionCat })

export const [PLAIN = { vatId: 901 }] = draft().products
export const UNCLASSIFIED = without(PLAIN, 'incomeClassificationCat', 'incomeClassificationType')
export const INTRA_EU = {
  incomeClassificationCat: 'category1_1',
  incomeClassificationType: 'E3_561_005',
  vatId: 904,
  vatExceptionCat: '14',
}
export const EXPENSE = { incomeClassificationCat: 'category2_3', incomeClassificationType: 'E3_585_009' }
export const RENT = { incomeClassificationCat: 'category1_5', incomeClassificationType: 'E3_562' }
export const SELF_BILLED = { selfPricing: true }
/** The path of the first row. */
export const P = 'products.0'
