import {
  expenseClassificationCategories,
  expenseClassificationTypes,
  incomeClassificationCategories,
  incomeClassificationTypes,
  invoiceTypes,
  measurementUnits,
  paymentMethods,
  vatExemptionCategories,
} from '../../../generated/mydata.ts'
import type { Problem } from '../../core/problem.ts'
import { isRecord } from '../../core/record.ts'
import { problem } from '../problem.ts'
import { type Check, eachRow } from './context.ts'
import { entryOf, type List } from './listed.ts'

/** Whether each code is in its list, and may be used. The authority adds codes, so that one that is not known is no error. */
export const checkCodes: Check = (context) => [
  ...checkCode('mydataInvoiceType', context.draft.mydataInvoiceType, invoiceTypes),
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

function checkCode(path: string, code: string | number | undefined, list: List): Problem[] {
  if (code === undefined) return []
  const entry = entryOf(list, code)
  if (!entry) {
    const told = isRecord(code) ? 'An object' : code
    const message = {
      en: `${told} is in no list of codes that is known here (myDATA 2.0.1).`,
      el: `Ο κωδικός ${told} δεν υπάρχει στους γνωστούς καταλόγους (myDATA 2.0.1).`,
    }
    return [problem('unknown-code', path, message)]
  }
  if (entry.sendable !== false) return []
  const message = {
    en: `${code} (${entry.en}) is not for new invoices.`,
    el: `Ο κωδικός ${code} (${entry.el}) δεν διαβιβάζεται σε νέα παραστατικά.`,
  }
  return [problem('code-not-sendable', path, message)]
}
