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
import { listedCodes } from '../../../generated/mydata-rules.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isRecord } from '../../core/record.ts'
import { OSS_REASONS } from '../exemptions.ts'
import { isSameText, readText } from '../input.ts'
import { type Check, type CodeList, createProblem, eachRow, findCode, isMovement } from './context.ts'
import { isOssSale } from './exemptions.ts'

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

/** Warns if the draft has no type of invoice, or one that the API has no fields for. */
export const checkUnsupportedTypes: Check = ({ draft, type }) => {
  const path = 'mydataInvoiceType'
  if (draft.mydataInvoiceType === undefined) return [createProblem('invoice-type-missing', path, TYPE_MISSING)]
  if (isMovement(type)) return [createProblem('delivery-note-unsupported', path, DELIVERY_NOTE)]
  return type?.code === '1.5' ? [createProblem('detail-type-missing', path, DETAIL_TYPE)] : []
}

/** Warns of codes that are in the authority's lists, but not in Billit's. */
export const checkListedCodes: Check = (context) => {
  const { draft, type } = context
  // Another check warns of these.
  const invoiceType = isMovement(type) ? undefined : type?.code
  const isOss = isOssSale(context)
  return [
    ...checkListed('mydataInvoiceType', invoiceType, invoiceTypes, listedCodes.MydataInvoiceType),
    ...eachRow(context, ({ measurementUnit, vatExceptionCat }, path) => [
      ...checkListed(`${path}.measurementUnit`, measurementUnit, measurementUnits, listedCodes.MydataMeasurementUnit),
      // An OSS sale, which Billit documents, has no other reason.
      ...(isOss && OSS_REASONS.includes(readText(vatExceptionCat))
        ? []
        : checkListed(`${path}.vatExceptionCat`, vatExceptionCat, vatExemptionCategories, listedCodes.MydataVatException)),
    ]),
    ...checkListed(
      'mydataPayment.paymentMethod',
      // Another check warns of the method "on credit".
      isSameText(draft.mydataPayment.paymentMethod, paymentMethods.onCredit) ? undefined : draft.mydataPayment.paymentMethod,
      paymentMethods,
      listedCodes.MydataPaymentMethod,
    ),
  ]
}

function checkListed(path: string, code: unknown, list: CodeList, listed: readonly string[]): Problem[] {
  const entry = findCode(list, code)
  if (!entry || entry.sendable === false || listed.includes(String(entry.code))) return []
  const advice =
    listed.length > MAX_SHOWN
      ? {
          en: 'Use a code that Billit lists, or ask Billit.',
          el: 'Χρησιμοποιήστε κωδικό που αναφέρει το Billit ή ρωτήστε το Billit.',
        }
      : {
          en: `Use one of ${listed.join(', ')}, or ask Billit.`,
          el: `Χρησιμοποιήστε έναν από τους ${listed.join(', ')} ή ρωτήστε το Billit.`,
        }
  const message = {
    en: `Code ${entry.code} (${entry.en}) is in myDATA, but not in Billit's list. ${advice.en}`,
    el: `Ο κωδικός ${entry.code} (${entry.el}) υπάρχει στο myDATA, αλλά όχι στον κατάλογο του Billit. ${advice.el}`,
  }
  return [createProblem('not-listed-by-billit', path, message)]
}

const MAX_SHOWN = 10

const TYPE_MISSING: Message = {
  en: 'A reported invoice needs a type. Set mydataInvoiceType, such as 2.1 for services, or excludeMydata to true.',
  el: 'Ένα παραστατικό που διαβιβάζεται χρειάζεται τύπο. Ορίστε το mydataInvoiceType, π.χ. 2.1 για υπηρεσίες, ή το excludeMydata σε true.',
}
const DELIVERY_NOTE: Message = {
  en: 'A delivery note needs addresses of loading and delivery, a dispatch date and a purpose, for which this API has no fields. Create it in another program.',
  el: 'Ένα δελτίο αποστολής χρειάζεται διευθύνσεις φόρτωσης και παράδοσης, ημερομηνία και σκοπό διακίνησης, για τα οποία αυτό το API δεν έχει πεδία. Εκδώστε το με άλλο πρόγραμμα.',
}
const DETAIL_TYPE: Message = {
  en: 'An invoice of type 1.5 needs rows with invoiceDetailType 1 and 2, for which this API has no field. Use another type, or create it in another program.',
  el: 'Το παραστατικό τύπου 1.5 χρειάζεται γραμμές με invoiceDetailType 1 και 2, για το οποίο αυτό το API δεν έχει πεδίο. Χρησιμοποιήστε άλλον τύπο ή εκδώστε το με άλλο πρόγραμμα.',
}

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
