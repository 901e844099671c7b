import { expenseClassificationTypes, type InvoiceType, incomeClassificationTypes } from '../../generated/mydata.ts'
import type { Message } from '../core/problem.ts'
import { type RowClassification, type SaleToClassify, suggestCodes } from './suggest-codes.ts'

/** Other codes that the type of invoice allows. */
export interface AlternativeClassification extends RowClassification {
  /** What the classification type means. */
  meaning: Message
}

/** The type of invoice and the codes of its rows. */
export interface SuggestedClassification extends RowClassification {
  /** The type of invoice. */
  mydataInvoiceType: InvoiceType
  /** Which sale the codes are for, as a sentence. */
  reason: Message
  /** The same codes with each other type that the authority allows for the category. */
  alternatives: AlternativeClassification[]
}

/**
 * Suggests the type of invoice and the classification of a sale, from the combinations that the tax authority publishes.
 *
 * ```ts
 * suggestClassification({ kind: 'services', market: 'eu', customer: 'business' })
 * // { mydataInvoiceType: '2.2', incomeClassificationCat: 'category1_3', incomeClassificationType: 'E3_561_005',
 * //   vatExceptionCat: '4', reason: …, alternatives: […] }
 * ```
 *
 * This is not tax advice. For example, a hotel stay has Greek VAT even for a business from abroad.
 *
 * @returns The suggestion. Undefined where it is not certain: for private customers abroad, whose VAT depends on thresholds and
 *   the One-Stop Shop, and for an exemption that does not go with the sale.
 */
export function suggestClassification(sale: SaleToClassify): SuggestedClassification | undefined {
  const suggestion = suggestCodes(sale)
  if (!suggestion) return undefined
  const { mydataInvoiceType, row, types, reason } = suggestion
  return {
    mydataInvoiceType,
    ...row,
    reason,
    alternatives: types
      .filter((code) => code !== row.incomeClassificationType)
      .map((code) => ({ ...row, incomeClassificationType: code, meaning: findMeaning(code) })),
  }
}

function findMeaning(code: string): Message {
  const types = [...incomeClassificationTypes, ...expenseClassificationTypes]
  const { en, el } = types.find((entry) => entry.code === code) ?? { en: code, el: code }
  return { en, el }
}
