import {
  expenseClassificationCategories,
  expenseClassificationTypes,
  incomeClassificationCategories,
  incomeClassificationTypes,
} from '../../../generated/mydata.ts'
import { show } from '../../core/arguments.ts'
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { type Classification, expenseClassificationsOf, incomeClassificationsOf, isInCombinations } from '../classifications.ts'
import { problem, problemIf } from '../problem.ts'
import { type Check, type Context, eachRow } from './context.ts'
import { isListed } from './listed.ts'

/** Whether the category and the type of each row go with the type of invoice. */
export const checkClassification: Check = (context) =>
  eachRow(context, (row, path) => {
    const { incomeClassificationCat: category, incomeClassificationType: type } = row
    if (category !== undefined) return checkCategory(category, type, path, context)
    return type === undefined ? [] : [problem('category-missing', `${path}.incomeClassificationCat`, categoryMissing(type))]
  })

function checkCategory(
  category: string,
  type: InvoiceRow['incomeClassificationType'],
  row: string,
  { draft, type: invoiceType }: Context,
): Problem[] {
  // Not known, or classified as the invoice that it is linked to.
  if (!invoiceType || invoiceType.income === 'linked' || invoiceType.sendable === false) return []
  const isExpense = isListed(expenseClassificationCategories, category)
  // A code that the authority has added since.
  if (!isExpense && !isListed(incomeClassificationCategories, category)) return []

  const path = `${row}.incomeClassificationCat`
  const isIssuedByBuyer = draft.selfPricing === true || invoiceType.party === 'seller' || invoiceType.income === 'no'
  if (isExpense && !isIssuedByBuyer) return [problem('expense-category', path, expenseCategory(category))]

  const { code } = invoiceType
  const allowed: Classification[] = isExpense ? expenseClassificationsOf(code) : incomeClassificationsOf(code)
  const found = allowed.find((classification) => classification.category === category)
  if (found) return checkType(type, found, `${row}.incomeClassificationType`, code)
  // Where the type of invoice itself is in one source only, so is what it lacks.
  const isCertain = allowed.length === 0 || allowed.some((classification) => classification.isCertain)
  return [problemIf(isCertain, 'category-not-allowed', path, categoryNotAllowed(category, code, allowed))]
}

function checkType(type: string | undefined, found: Classification, path: string, invoiceType: string): Problem[] {
  const { types, isOptional, isCertain, disputed } = found
  if (type === undefined) {
    return types.length === 0 || isOptional ? [] : [problem('type-missing', path, typeMissing(found))]
  }
  const isKnown = isListed(incomeClassificationTypes, type) || isListed(expenseClassificationTypes, type)
  if (types.includes(type) || !isKnown) return []
  const isSure = isCertain && !disputed.includes(type) && isInCombinations(type)
  return [problemIf(isSure, 'type-not-allowed', path, typeNotAllowed(type, found, invoiceType))]
}

const categoryMissing = (type: unknown): Message => ({
  en: `${show(type)} needs a classification category beside it.`,
  el: `Ο τύπος ${show(type)} χρειάζεται και κατηγορία χαρακτηρισμού.`,
})

const typeMissing = ({ category, types }: Classification): Message => ({
  en: `${category} needs a classification type: ${types.join(', ')}.`,
  el: `Η κατηγορία ${category} χρειάζεται τύπο χαρακτηρισμού: ${types.join(', ')}.`,
})

const expenseCategory = (category: string): Message => ({
  en: `${category} is an expense, and whoever issues an invoice classifies it as income, except in self-billing.`,
  el: `Η κατηγορία ${category} είναι εξόδων, ενώ ο εκδότης χαρακτηρίζει έσοδα, εκτός αν πρόκειται για αυτοτιμολόγηση.`,
})

const categoryNotAllowed = (category: string, invoiceType: string, allowed: Classification[]): Message => {
  const names = allowed.map((classification) => classification.category).join(', ') || '–'
  return {
    en: `${category} is not allowed on an invoice of type ${invoiceType}. Allowed: ${names}.`,
    el: `Η κατηγορία ${category} δεν επιτρέπεται σε παραστατικό τύπου ${invoiceType}. Επιτρέπονται: ${names}.`,
  }
}

const typeNotAllowed = (type: string, { category, types }: Classification, invoiceType: string): Message => {
  const names = types.join(', ') || '–'
  return {
    en: `${type} is not allowed with ${category} on an invoice of type ${invoiceType}. Allowed: ${names}.`,
    el: `Ο τύπος ${type} δεν επιτρέπεται με την κατηγορία ${category} σε παραστατικό τύπου ${invoiceType}. Επιτρέπονται: ${names}.`,
  }
}
