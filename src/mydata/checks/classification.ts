/** Whether the rows are classified, as the authority allows it for the type of invoice. */
import {
  expenseClassificationCategories,
  expenseClassificationTypes,
  type InvoiceTypeCode,
  incomeClassificationCategories,
  incomeClassificationTypes,
} from '../../../generated/mydata.ts'
import { show } from '../../core/arguments.ts'
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { type Classification, expenseClassificationsOf, incomeClassificationsOf, isInCombinations } from '../classifications.ts'
import { isSame } from '../given.ts'
import { type Check, type Context, eachRow, entryOf, findTax, isTaxRow, problem, problemIf } from './context.ts'

/** Whether the category and the type of each row go with the type of invoice. */
export const checkClassification: Check = (context) =>
  eachRow(context, (row, path) => {
    const { incomeClassificationCat: category, incomeClassificationType: type } = row
    const typePath = `${path}.incomeClassificationType`
    if (isVatClassification(type)) return [problem('vat-classification-as-type', typePath, vatClassificationAsType(type))]
    if (category !== undefined) return checkCategory(category, type, path, context)
    return type === undefined ? [] : [problem('category-missing', `${path}.incomeClassificationCat`, categoryMissing(type))]
  })

const isVatClassification = (type: unknown): boolean =>
  expenseClassificationTypes.some(({ kind, code }) => kind === 'vat' && code === type)

function checkCategory(
  category: string,
  type: InvoiceRow['incomeClassificationType'],
  row: string,
  { draft, type: invoiceType }: Context,
): Problem[] {
  // Not known, or classified as the invoice that it is linked to.
  if (!invoiceType || invoiceType.income === 'linked' || invoiceType.sendable === false) return []
  const isExpense = isExpenseCategory(category)
  // A code that the authority has added since.
  if (!isExpense && !entryOf(incomeClassificationCategories, category)) return []

  const path = `${row}.incomeClassificationCat`
  if (isExpense && !isIssuedByBuyer(draft, invoiceType) && !isForSellerToo(category, invoiceType.code)) {
    return [problem('expense-category', path, expenseCategory(category))]
  }
  const { code } = invoiceType
  const allowed: Classification[] = isExpense ? expenseClassificationsOf(code) : incomeClassificationsOf(code)
  const found = allowed.find((classification) => classification.category === category)
  return found
    ? checkType(type, found, `${row}.incomeClassificationType`, code, isExpense)
    : [problem('category-not-allowed', path, categoryNotAllowed(category, code, allowed))]
}

const isExpenseCategory = (category: unknown): boolean => entryOf(expenseClassificationCategories, category) !== undefined

const isIssuedByBuyer = (draft: Context['draft'], { party, income }: InvoiceTypeCode): boolean =>
  draft.selfPricing === true || party === 'seller' || income === 'no'

/** Expenses for the account of third parties, which the seller passes on. */
const isForSellerToo = (category: unknown, invoiceType: string): boolean =>
  category === 'category2_9' && expenseClassificationsOf(invoiceType).some((allowed) => allowed.category === category)

function checkType(
  type: string | undefined,
  found: Classification,
  path: string,
  invoiceType: string,
  isExpense: boolean,
): Problem[] {
  if (type === undefined) return found.isOptional ? [] : [problem('type-missing', path, typeMissing(found))]
  const isKnown = entryOf(incomeClassificationTypes, type) ?? entryOf(expenseClassificationTypes, type)
  if (found.types.includes(type) || !isKnown) return []
  // A type that no table has on its own side may have its place in a later one.
  const isOfTheOtherSide = !entryOf(isExpense ? expenseClassificationTypes : incomeClassificationTypes, type)
  const isSure = isOfTheOtherSide || isInCombinations(isExpense, type)
  return [problemIf(isSure, 'type-not-allowed', path, typeNotAllowed(type, found, invoiceType))]
}

/** Delivery notes, receipts of a terminal and order slips have next to nothing to classify. */
const NOT_CLASSIFIED = /^(8\.[456]|9\.|10\.)/

/** Whether all rows are classified, and all of them as income or all as an expense. */
export const checkCompleteness: Check = ({ draft, type }) => {
  if (!type || type.income === 'linked' || type.sendable === false) return []
  const rows = draft.products.flatMap((row, index) => (isTaxRow(row) ? [] : [{ row, path: `products.${index}` }]))
  const categories = rows.flatMap(({ row }) => row.incomeClassificationCat ?? [])
  const without = rows.filter(
    ({ row }) => row.incomeClassificationCat === undefined && row.incomeClassificationType === undefined,
  )
  const path = `${without[0]?.path ?? 'products.0'}.incomeClassificationCat`
  const problems: Problem[] = []
  if (without.length === rows.length) {
    if (rows.length > 0 && !NOT_CLASSIFIED.test(type.code))
      problems.push(problem('classification-missing', path, NOT_CLASSIFIED_AT_ALL))
  } else if (without.length > 0) {
    problems.push(problem('classification-partial', path, PARTLY_CLASSIFIED))
  }
  const expenses = categories.filter((category) => isExpenseCategory(category) && !isForSellerToo(category, type.code))
  const income = categories.filter((category) => entryOf(incomeClassificationCategories, category))
  if (expenses.length > 0 && income.length > 0) problems.push(problem('classification-mixed', 'products', MIXED))
  return problems
}

const REVERSE_CHARGE = 16

/** Whether the VAT classification of an expense suits why the row has no VAT, and the type of invoice. */
export const checkVatClassification: Check = (context) =>
  eachRow(context, (row, path) => {
    const { expenseVatClassification: code, vatExceptionCat } = row
    if (code === undefined) return []
    const refuse = (aade: string, message: Message) => [
      problem('vat-classification-not-allowed', `${path}.expenseVatClassification`, message, aade),
    ]
    if (code === 'NOT_VAT_295') {
      return !context.type || context.type.income === 'no' ? [] : refuse('341', outsideVatReturn(context.type.code))
    }
    const isExempt = isSame(findTax(context, row.vatId)?.mydataVatCat, 7) || vatExceptionCat !== undefined
    if (!isExempt || !isVatClassification(code)) return []
    if (!isSame(vatExceptionCat, REVERSE_CHARGE)) return refuse('316', exemptRow(code))
    return code === 'VAT_366' ? [] : refuse('317', REVERSE_CHARGE_ROW)
  })

const vatClassificationAsType = (code: unknown): Message => ({
  en: `${show(code)} classifies VAT: send it as expenseVatClassification, and a line of E3 here.`,
  el: `Το ${show(code)} είναι χαρακτηρισμός ΦΠΑ: στείλτε το ως expenseVatClassification και εδώ τύπο Ε3.`,
})

const categoryMissing = (type: unknown): Message => ({
  en: `${show(type)} needs a classification category beside it: set incomeClassificationCat.`,
  el: `Ο τύπος ${show(type)} χρειάζεται και κατηγορία χαρακτηρισμού: ορίστε το incomeClassificationCat.`,
})

const typeMissing = ({ category, types }: Classification): Message => ({
  en: `${category} needs a classification type: ${types.join(', ')}.`,
  el: `Η κατηγορία ${category} χρειάζεται τύπο χαρακτηρισμού: ${types.join(', ')}.`,
})

const expenseCategory = (category: string): Message => ({
  en: `${category} is an expense: who issues an invoice classifies income, except in self-billing.`,
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

const NOT_CLASSIFIED_AT_ALL: Message = {
  en: 'No row is classified: set incomeClassificationCat and incomeClassificationType.',
  el: 'Καμία γραμμή δεν έχει χαρακτηρισμό: ορίστε incomeClassificationCat και incomeClassificationType.',
}

const PARTLY_CLASSIFIED: Message = {
  en: 'Other rows are classified, and this one is not: classify it too.',
  el: 'Άλλες γραμμές έχουν χαρακτηρισμό και αυτή όχι: ορίστε τον.',
}

const MIXED: Message = {
  en: 'Some rows are income and others expenses: use one of the two.',
  el: 'Υπάρχουν γραμμές εσόδων και εξόδων: χρησιμοποιήστε μόνο το ένα είδος.',
}

const exemptRow = (code: unknown): Message => ({
  en: `A row without VAT takes no ${code}: leave expenseVatClassification out.`,
  el: `Γραμμή χωρίς ΦΠΑ δεν παίρνει ${code}: αφαιρέστε το expenseVatClassification.`,
})

const REVERSE_CHARGE_ROW: Message = {
  en: 'With exemption 16 (reverse charge), the VAT classification is VAT_366.',
  el: 'Με αιτία εξαίρεσης 16, ο χαρακτηρισμός ΦΠΑ είναι VAT_366.',
}

const outsideVatReturn = (invoiceType: string): Message => ({
  en: `NOT_VAT_295 is not for type ${invoiceType}: use VAT_361 to VAT_366.`,
  el: `Το NOT_VAT_295 δεν αφορά τον τύπο ${invoiceType}: χρησιμοποιήστε VAT_361 έως VAT_366.`,
})
