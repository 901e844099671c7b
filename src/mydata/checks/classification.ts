/** Checks the E3 classification of the rows. */
import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import { codes } from '../../../generated/mydata-rules.ts'
import { show } from '../../core/arguments.ts'
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { type Classification, expenseClassificationsOf, incomeClassificationsOf, isInAnyCombination } from '../classifications.ts'
import { type Check, type Context, createErrorIf, createProblem, eachRow, hasCode, isTaxRow } from './context.ts'

/** Checks that the type of invoice allows the category and the classification type of each row. */
export const checkClassification: Check = (context) =>
  eachRow(context, (row, path) => {
    const { incomeClassificationCat: category, incomeClassificationType: type } = row
    const typePath = `${path}.incomeClassificationType`
    if (isVatClassification(type)) return [createProblem('vat-classification-as-type', typePath, vatClassificationAsType(type))]
    if (category !== undefined) return checkCategory(category, type, path, context)
    return type === undefined ? [] : [createProblem('category-missing', `${path}.incomeClassificationCat`, categoryMissing(type))]
  })

export const isVatClassification = (type: unknown): boolean => hasCode(codes.vatClassifications, type)

function checkCategory(
  category: string,
  type: InvoiceRow['incomeClassificationType'],
  row: string,
  { draft, type: invoiceType }: Context,
): Problem[] {
  // The type is unknown, or its rows have the classification of the linked invoice.
  if (!invoiceType || invoiceType.income === 'linked' || invoiceType.sendable === false) return []
  const isExpense = isExpenseCategory(category)
  // The code may be newer than these lists. checkCodes() warns of it.
  if (!isExpense && !hasCode(codes.incomeClassificationCategories, category)) return []

  const path = `${row}.incomeClassificationCat`
  if (isExpense && !isIssuedByBuyer(draft, invoiceType) && !isPassedOnBySeller(category, invoiceType.code)) {
    return [createProblem('expense-category', path, expenseCategory(category))]
  }
  if (!isExpense && draft.selfPricing === true) return [createProblem('income-category', path, incomeCategory(category))]
  const { code } = invoiceType
  const allowed: Classification[] = isExpense ? expenseClassificationsOf(code) : incomeClassificationsOf(code)
  const classification = allowed.find((entry) => entry.category === category)
  return classification
    ? checkType(type, classification, `${row}.incomeClassificationType`, code, isExpense)
    : [createProblem('category-not-allowed', path, categoryNotAllowed(category, code, allowed))]
}

export const isExpenseCategory = (category: unknown): boolean => hasCode(codes.expenseClassificationCategories, category)

export const isIssuedByBuyer = (draft: Context['draft'], { party, income }: InvoiceTypeCode): boolean =>
  draft.selfPricing === true || party === 'seller' || income === 'no'

/** Whether the category is for expenses on behalf of third parties, which the seller passes on. */
const isPassedOnBySeller = (category: unknown, invoiceType: string): boolean =>
  category === 'category2_9' && expenseClassificationsOf(invoiceType).some((allowed) => allowed.category === category)

function checkType(
  type: string | undefined,
  classification: Classification,
  path: string,
  invoiceType: string,
  isExpense: boolean,
): Problem[] {
  if (type === undefined)
    return classification.isOptional ? [] : [createProblem('type-missing', path, typeMissing(classification))]
  const isIncomeType = hasCode(codes.incomeClassificationTypes, type)
  const isExpenseType = hasCode(codes.expenseClassificationTypes, type)
  if (classification.types.includes(type) || (!isIncomeType && !isExpenseType)) return []
  // A type of the right kind that is in no combination may be in a later version of the table.
  const isWrongKind = isExpense ? !isExpenseType : !isIncomeType
  const isCertain = isWrongKind || isInAnyCombination(isExpense, type)
  return [createErrorIf(isCertain, 'type-not-allowed', path, typeNotAllowed(type, classification, invoiceType))]
}

/** Delivery notes, POS receipts and order slips, which need no classification. */
const CLASSIFICATION_OPTIONAL = /^(8\.[456]|9\.|10\.)/

/** Checks that all rows are classified, and either all as income or all as expenses. */
export const checkCompleteness: Check = ({ draft, type }) => {
  if (!type || type.income === 'linked' || type.sendable === false) return []
  const rows = draft.products.flatMap((row, index) => (isTaxRow(row) ? [] : [{ row, path: `products.${index}` }]))
  const categories = rows.flatMap(({ row }) => row.incomeClassificationCat ?? [])
  const unclassified = rows.filter(
    ({ row }) => row.incomeClassificationCat === undefined && row.incomeClassificationType === undefined,
  )
  const path = `${unclassified[0]?.path ?? 'products.0'}.incomeClassificationCat`
  const problems: Problem[] = []
  if (unclassified.length === rows.length) {
    if (rows.length > 0 && !CLASSIFICATION_OPTIONAL.test(type.code))
      problems.push(createProblem('classification-missing', path, NOT_CLASSIFIED))
  } else if (unclassified.length > 0) {
    problems.push(createProblem('classification-partial', path, PARTLY_CLASSIFIED))
  }
  const expenses = categories.filter((category) => isExpenseCategory(category) && !isPassedOnBySeller(category, type.code))
  const income = categories.filter((category) => hasCode(codes.incomeClassificationCategories, category))
  if (expenses.length > 0 && income.length > 0) problems.push(createProblem('classification-mixed', 'products', MIXED))
  return problems
}

const vatClassificationAsType = (code: unknown): Message => ({
  en: `${show(code)} is a VAT classification. Set it as expenseVatClassification, and set an E3 type here.`,
  el: `Το ${show(code)} είναι χαρακτηρισμός ΦΠΑ. Ορίστε το ως expenseVatClassification και ορίστε εδώ τύπο Ε3.`,
})

const categoryMissing = (type: unknown): Message => ({
  en: `${show(type)} needs a classification category. Set incomeClassificationCat.`,
  el: `Ο τύπος ${show(type)} χρειάζεται κατηγορία χαρακτηρισμού. Ορίστε το incomeClassificationCat.`,
})

const typeMissing = ({ category, types }: Classification): Message => ({
  en: `${category} needs a classification type. Use one of ${types.join(', ')}.`,
  el: `Η κατηγορία ${category} χρειάζεται τύπο χαρακτηρισμού. Χρησιμοποιήστε έναν από τους ${types.join(', ')}.`,
})

const expenseCategory = (category: string): Message => ({
  en: `${category} is an expense category, but the seller classifies income. Use an income category, or set selfPricing for self-billing.`,
  el: `Η κατηγορία ${category} είναι εξόδων, ενώ ο πωλητής χαρακτηρίζει έσοδα. Χρησιμοποιήστε κατηγορία εσόδων ή ορίστε το selfPricing για αυτοτιμολόγηση.`,
})

const incomeCategory = (category: string): Message => ({
  en: `${category} is an income category, but a self-billed invoice is an expense. Use an expense category, such as category2_1 for goods or category2_3 for services.`,
  el: `Η κατηγορία ${category} είναι εσόδων, ενώ η αυτοτιμολόγηση είναι έξοδο. Χρησιμοποιήστε κατηγορία εξόδων, π.χ. category2_1 για αγαθά ή category2_3 για υπηρεσίες.`,
})

const categoryNotAllowed = (category: string, invoiceType: string, allowed: Classification[]): Message => {
  const advice = suggestCodes(allowed.map((classification) => classification.category))
  return {
    en: `${category} is not allowed on an invoice of type ${invoiceType}. ${advice.en}`,
    el: `Η κατηγορία ${category} δεν επιτρέπεται σε παραστατικό τύπου ${invoiceType}. ${advice.el}`,
  }
}

const typeNotAllowed = (type: string, { category, types }: Classification, invoiceType: string): Message => {
  const advice = suggestCodes(types)
  return {
    en: `${type} is not allowed with ${category} on an invoice of type ${invoiceType}. ${advice.en}`,
    el: `Ο τύπος ${type} δεν επιτρέπεται με την κατηγορία ${category} σε παραστατικό τύπου ${invoiceType}. ${advice.el}`,
  }
}

/** Suggests the allowed codes. */
const suggestCodes = (codes: string[]): Message =>
  codes.length === 0
    ? { en: 'Remove it.', el: 'Αφαιρέστε το.' }
    : { en: `Use one of ${codes.join(', ')}.`, el: `Χρησιμοποιήστε ένα από τα ${codes.join(', ')}.` }

const NOT_CLASSIFIED: Message = {
  en: 'No row is classified. Set incomeClassificationCat and incomeClassificationType.',
  el: 'Καμία γραμμή δεν έχει χαρακτηρισμό. Ορίστε τα incomeClassificationCat και incomeClassificationType.',
}

const PARTLY_CLASSIFIED: Message = {
  en: 'Other rows are classified, but this one is not. Classify it too.',
  el: 'Άλλες γραμμές έχουν χαρακτηρισμό, αλλά αυτή όχι. Χαρακτηρίστε και αυτήν.',
}

const MIXED: Message = {
  en: 'Some rows are classified as income and others as expenses. Use only one of the two.',
  el: 'Κάποιες γραμμές χαρακτηρίζονται ως έσοδα και άλλες ως έξοδα. Χρησιμοποιήστε μόνο το ένα από τα δύο.',
}
