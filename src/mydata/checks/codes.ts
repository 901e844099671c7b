/** Checks that each code is in its list and may be used. The authority adds codes, so an unknown one is only a warning. */
import {
  expenseClassificationCategories,
  expenseClassificationTypes,
  incomeClassificationCategories,
  incomeClassificationTypes,
  invoiceTypes,
  measurementUnits,
  mydataVersion,
  paymentMethods,
  vatExemptionCategories,
} from '../../../generated/mydata.ts'
import type { Problem } from '../../core/problem.ts'
import { isRecord } from '../../core/record.ts'
import { type Check, type CodeList, createProblem, eachRow, findCode } from './context.ts'

/** Rows that the buyer issues are classified as expenses. */
const CATEGORIES = [...incomeClassificationCategories, ...expenseClassificationCategories]
const TYPES = [...incomeClassificationTypes, ...expenseClassificationTypes]
const VAT_CLASSIFICATIONS = expenseClassificationTypes.filter(({ kind }) => kind === 'vat')

export const checkCodes: Check = (context) => [
  ...checkCode('mydataInvoiceType', context.draft.mydataInvoiceType, invoiceTypes, '223'),
  ...eachRow(context, (row, path) => [
    ...checkCode(`${path}.measurementUnit`, row.measurementUnit, measurementUnits),
    ...checkCode(`${path}.incomeClassificationCat`, row.incomeClassificationCat, CATEGORIES),
    ...checkCode(`${path}.incomeClassificationType`, row.incomeClassificationType, TYPES),
    ...checkCode(`${path}.vatExceptionCat`, row.vatExceptionCat, vatExemptionCategories),
    ...checkCode(`${path}.expenseVatClassification`, row.expenseVatClassification, VAT_CLASSIFICATIONS),
  ]),
  ...checkCode('mydataPayment.paymentMethod', context.draft.mydataPayment.paymentMethod, paymentMethods),
]

/** @param notSendable - The authority's error for a code of the list that new invoices must not use. */
function checkCode(path: string, code: string | number | undefined, list: CodeList, notSendable?: string): Problem[] {
  if (code === undefined) return []
  const entry = findCode(list, code)
  if (!entry) {
    const subject = isRecord(code) ? { en: 'An object', el: 'Ένα αντικείμενο' } : { en: code, el: `Ο κωδικός ${code}` }
    const message = {
      en: `${subject.en} is not in the code list of myDATA ${mydataVersion}. Check the code.`,
      el: `${subject.el} δεν υπάρχει στον κατάλογο κωδικών του myDATA ${mydataVersion}. Ελέγξτε τον κωδικό.`,
    }
    return [createProblem('unknown-code', path, message)]
  }
  if (entry.sendable !== false) return []
  const message = {
    en: `${code} (${entry.en}) is not allowed on new invoices. Use another code.`,
    el: `Ο κωδικός ${code} (${entry.el}) δεν επιτρέπεται σε νέα παραστατικά. Χρησιμοποιήστε άλλον.`,
  }
  return [createProblem('code-not-sendable', path, message, notSendable)]
}
