/** Reads the classifications of a row of an invoice. */
import type { InvoiceItemMydata } from '../core/types.ts'
import { isAmount, toCents } from './cents.ts'
import { readRecords, readText } from './input.ts'
import type { Direction } from './placement.ts'

interface RowClassification {
  /** `''` if it has none. */
  category: string
  /** `''` if it has none. */
  type: string
  /** In cents. */
  amount: number
}

/** The income and expense classifications of a row. */
export function readClassifications(mydata: Partial<InvoiceItemMydata>): RowClassification[] {
  // Billit does not publish the form of expense classifications. It is assumed to be that of income classifications.
  const lists = [mydata.incomeClassificationType, mydata.expensesClassificationType].filter(Array.isArray)
  return lists
    .flatMap((list: Array<{ category?: unknown; type?: unknown; amount?: unknown }>) => readRecords(list))
    .map(({ category, type, amount }) => ({
      category: readText(category),
      type: readText(type),
      amount: isAmount(amount) ? toCents(amount) : 0,
    }))
}

/** Whether a classification category is of income or of expenses. Undefined for any other. */
export function directionOfCategory(category: string): Direction | undefined {
  if (category.startsWith('category2_')) return 'input'
  return category.startsWith('category1_') ? 'output' : undefined
}
