import type {
  ExpenseClassificationCategory,
  ExpenseClassificationType,
  IncomeClassificationCategory,
  IncomeClassificationType,
} from '../../generated/mydata.ts'
import { expenseCombinations, incomeCombinations } from '../../generated/mydata-combinations.ts'

/** A category that a type of invoice allows, with its classification types. */
export interface Classification<Category extends string = string, Type extends string = string> {
  /** The classification category, such as `category1_3`. */
  category: Category
  /** The allowed classification types, such as `E3_561_001`. Empty if the category must have none. */
  types: Type[]
  /** Whether the type may be omitted. */
  isOptional: boolean
}

/**
 * Returns the income classifications that a type of invoice allows. Empty for an unknown type, and for types that are classified
 * as an expense or have the classification of the linked invoice.
 */
export const incomeClassificationsOf = (invoiceType: string) =>
  listClassifications<IncomeClassificationCategory, IncomeClassificationType>(incomeCombinations, invoiceType)

/** Returns the expense classifications that the buyer may use on a type of invoice. Empty for an unknown type. */
export const expenseClassificationsOf = (invoiceType: string) =>
  listClassifications<ExpenseClassificationCategory, ExpenseClassificationType>(expenseCombinations, invoiceType)

/** Whether any type of invoice allows the classification type. A type without a combination may be newer than the table. */
export const isInAnyCombination = (isExpense: boolean, type: string): boolean =>
  Object.values(isExpense ? expenseCombinations : incomeCombinations).some((categories) =>
    Object.values(categories).some(({ types }) => types.includes(type)),
  )

const listClassifications = <Category extends string, Type extends string>(
  combinations: typeof incomeCombinations,
  invoiceType: string,
): Classification<Category, Type>[] =>
  Object.entries(combinations[invoiceType] ?? {}).map(([category, { types, isOptional = false }]) => ({
    // The generated combinations only hold codes of the lists.
    category: category as Category,
    types: [...types] as Type[],
    isOptional,
  }))
