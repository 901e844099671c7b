import type {
  ExpenseClassificationCategory,
  ExpenseClassificationType,
  IncomeClassificationCategory,
  IncomeClassificationType,
} from '../../generated/mydata.ts'
import { expenseCombinations, incomeCombinations } from '../../generated/mydata-combinations.ts'

/** What goes with a category, on one type of invoice. */
export interface Classification<Category extends string = string, Type extends string = string> {
  /** The category that they go with. */
  category: Category
  /** The types that are allowed. None: the category stands alone. */
  types: Type[]
  /** Whether the type may be left out. */
  isOptional: boolean
}

/** The income classifications that a type of invoice allows. None for one that is classified as an expense, or as the invoice it is linked to. */
export const incomeClassificationsOf = (invoiceType: string) =>
  read<IncomeClassificationCategory, IncomeClassificationType>(incomeCombinations, invoiceType)

/** The expense classifications that a type of invoice allows, for the one who pays. */
export const expenseClassificationsOf = (invoiceType: string) =>
  read<ExpenseClassificationCategory, ExpenseClassificationType>(expenseCombinations, invoiceType)

/** Whether the type goes with any category on any invoice, of income or of expenses. What stands in no table may be newer. */
export const isInCombinations = (isExpense: boolean, type: string): boolean =>
  Object.values(isExpense ? expenseCombinations : incomeCombinations).some((categories) =>
    Object.values(categories).some(({ types }) => types.includes(type)),
  )

const read = <Category extends string, Type extends string>(
  combinations: typeof incomeCombinations,
  invoiceType: string,
): Classification<Category, Type>[] =>
  Object.entries(combinations[invoiceType] ?? {}).map(([category, { types, isOptional = false }]) => ({
    // The generator writes codes of the lists.
    category: category as Category,
    types: [...types] as Type[],
    isOptional,
  }))
