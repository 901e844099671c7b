/** Whether each code is in its list, and may be used. The authority adds codes, so that one that is not known is no error. */
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
import { type Check, eachRow, entryOf, type List, problem } from './context.ts'

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

/** A row that the buyer issues has those of expenses. */
const CATEGORIES = [...incomeClassificationCategories, ...expenseClassificationCategories]
const TYPES = [...incomeClassificationTypes, ...expenseClassificationTypes]
const VAT_CLASSIFICATIONS = expenseClassificationTypes.filter(({ kind }) => kind === 'vat')

/** @param reserved - The authority's code for one that is in the list and must not be sent. */
function checkCode(path: string, code: string | number | undefined, list: List, reserved?: string): Problem[] {
  if (code === undefined) return []
  const entry = entryOf(list, code)
  if (!entry) {
    const told = isRecord(code) ? 'An object' : code
    const message = {
      en: `${told} is in no list known here (myDATA ${mydataVersion}): check it.`,
      el: `Ο κωδικός ${told} δεν υπάρχει στους γνωστούς καταλόγους (myDATA ${mydataVersion}): ελέγξτε τον.`,
    }
    return [problem('unknown-code', path, message)]
  }
  if (entry.sendable !== false) return []
  const message = {
    en: `${code} (${entry.en}) is not for new invoices: choose another code.`,
    el: `Ο κωδικός ${code} (${entry.el}) δεν διαβιβάζεται σε νέα παραστατικά: επιλέξτε άλλον.`,
  }
  return [problem('code-not-sendable', path, message, reserved)]
}
