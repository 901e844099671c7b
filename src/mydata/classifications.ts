import {
  type ExpenseClassificationCategory,
  type ExpenseClassificationType,
  expenseClassificationTypes,
  type IncomeClassificationCategory,
  type IncomeClassificationType,
  incomeClassificationTypes,
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
  /** False where only one source lists the category for this type of invoice. */
  isCertain: boolean
  /** Further types that one source allows and another does not. */
  disputed: Type[]
}

/** The income classifications that a type of invoice allows. None for one that is classified as an expense, or as the invoice it is linked to. */
export const incomeClassificationsOf = (invoiceType: string) =>
  read<IncomeClassificationCategory, IncomeClassificationType>(incomeCombinations[invoiceType], incomeClassificationTypes)

/** The expense classifications that a type of invoice allows, for the one who pays. */
export const expenseClassificationsOf = (invoiceType: string) =>
  read<ExpenseClassificationCategory, ExpenseClassificationType>(expenseCombinations[invoiceType], expenseClassificationTypes)

/** Whether the type goes with any category on any invoice. What stands in no table at all may be newer than the tables. */
export const isInCombinations = (type: string): boolean =>
  Object.keys(incomeCombinations).some((invoiceType) => incomeClassificationsOf(invoiceType).some(has(type))) ||
  Object.keys(expenseCombinations).some((invoiceType) => expenseClassificationsOf(invoiceType).some(has(type)))

const has =
  (type: string) =>
  ({ types, disputed }: Classification): boolean =>
    types.includes(type) || disputed.includes(type)

function read<Category extends string, Type extends string>(
  categories: Readonly<Record<string, string>> = {},
  all: ReadonlyArray<{ code: Type }>,
): Classification<Category, Type>[] {
  const codes = (places = ''): Type[] =>
    (places.match(/../g) ?? []).flatMap((place) => all[Number.parseInt(place, 36)]?.code ?? [])
  return Object.entries(categories).map(([category, text]) => {
    const [allowed = '', disputed] = text.replace(/[!?]/g, '').split('~')
    return {
      // The generator writes the codes of the list of categories.
      category: category as Category,
      types: codes(allowed),
      isOptional: text.includes('?'),
      isCertain: !text.includes('!'),
      disputed: codes(disputed),
    }
  })
}
