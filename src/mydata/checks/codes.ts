/** Checks that each code is in its list and may be used. The authority adds codes, so an unknown one is only a warning. */
import { invoiceTypes, measurementUnits, mydataVersion, paymentMethods } from '../../../generated/mydata.ts'
import { codes, listedCodes } from '../../../generated/mydata-rules.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isRecord } from '../../core/record.ts'
import { OSS_REASONS } from '../exemptions.ts'
import { isSameText, readText } from '../input.ts'
import { type Check, type CodeList, createProblem, eachRow, findCode, hasCode, isMovement } from './context.ts'
import { isOssSale } from './exemptions.ts'

/** Rows that the buyer issues are classified as expenses. */
const CATEGORIES = `${codes.incomeClassificationCategories} ${codes.expenseClassificationCategories}`
const TYPES = `${codes.incomeClassificationTypes} ${codes.expenseClassificationTypes}`

export const checkCodes: Check = (context) => [
  ...checkCode('mydataInvoiceType', context.draft.mydataInvoiceType, invoiceTypes, '223'),
  ...eachRow(context, (row, path) => [
    ...checkCode(`${path}.measurementUnit`, row.measurementUnit, measurementUnits),
    ...checkLongList(`${path}.incomeClassificationCat`, row.incomeClassificationCat, CATEGORIES),
    ...checkLongList(`${path}.incomeClassificationType`, row.incomeClassificationType, TYPES),
    ...checkLongList(`${path}.vatExceptionCat`, row.vatExceptionCat, codes.vatExemptionCategories),
    ...checkLongList(`${path}.expenseVatClassification`, row.expenseVatClassification, codes.vatClassifications),
  ]),
  ...checkCode('mydataPayment.paymentMethod', context.draft.mydataPayment.paymentMethod, paymentMethods),
]

/** @param notSendable - The authority's error for a code of the list that new invoices must not use. */
function checkCode(path: string, code: string | number | undefined, list: CodeList, notSendable?: string): Problem[] {
  if (code === undefined) return []
  const entry = findCode(list, code)
  if (!entry) return [createProblem('unknown-code', path, unknownCode(code))]
  return entry.sendable === false ? [createProblem('code-not-sendable', path, codeNotSendable(code), notSendable)] : []
}

function checkLongList(path: string, code: string | undefined, list: string): Problem[] {
  if (code === undefined) return []
  if (!hasCode(list, code)) return [createProblem('unknown-code', path, unknownCode(code))]
  return hasCode(codes.notSendable, code) ? [createProblem('code-not-sendable', path, codeNotSendable(code))] : []
}

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
  const { paymentMethod } = draft.mydataPayment
  // Other checks warn of delivery notes, of reserved types and of the method "on credit".
  const isChecked = type !== undefined && !isMovement(type) && type.sendable !== false
  const isMethod = findCode(paymentMethods, paymentMethod) !== undefined && !isSameText(paymentMethod, paymentMethods.onCredit)
  // Billit documents OSS sales, which have no other reason.
  const isOss = isOssSale(context)
  return [
    ...(isChecked ? checkListed('mydataInvoiceType', type.code, listedCodes.MydataInvoiceType) : []),
    ...eachRow(context, ({ measurementUnit, vatExceptionCat }, path) => [
      ...(findCode(measurementUnits, measurementUnit)
        ? checkListed(`${path}.measurementUnit`, measurementUnit, listedCodes.MydataMeasurementUnit)
        : []),
      ...(hasCode(codes.vatExemptionCategories, vatExceptionCat) && !(isOss && OSS_REASONS.includes(readText(vatExceptionCat)))
        ? checkListed(`${path}.vatExceptionCat`, vatExceptionCat, listedCodes.MydataVatException)
        : []),
    ]),
    ...(isMethod ? checkListed('mydataPayment.paymentMethod', paymentMethod, listedCodes.MydataPaymentMethod) : []),
  ]
}

function checkListed(path: string, code: unknown, listed: readonly string[]): Problem[] {
  const text = readText(code)
  if (listed.includes(text)) return []
  const advice =
    listed.length > MAX_SHOWN
      ? { en: 'a code that Billit lists', el: 'κωδικό που αναφέρει το Billit' }
      : { en: `one of ${listed.join(', ')}`, el: `έναν από τους ${listed.join(', ')}` }
  const message = {
    en: `Code ${text} is in myDATA, but not in Billit's list. Use ${advice.en}, or ask Billit.`,
    el: `Ο κωδικός ${text} υπάρχει στο myDATA, αλλά όχι στον κατάλογο του Billit. Χρησιμοποιήστε ${advice.el} ή ρωτήστε το Billit.`,
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

function unknownCode(code: unknown): Message {
  const subject = isRecord(code) ? { en: 'An object', el: 'Ένα αντικείμενο' } : { en: code, el: `Ο κωδικός ${code}` }
  return {
    en: `${subject.en} is not in the code list of myDATA ${mydataVersion}. Check the code.`,
    el: `${subject.el} δεν υπάρχει στον κατάλογο κωδικών του myDATA ${mydataVersion}. Ελέγξτε τον κωδικό.`,
  }
}

const codeNotSendable = (code: unknown): Message => ({
  en: `${code} is not allowed on new invoices. Use another code.`,
  el: `Ο κωδικός ${code} δεν επιτρέπεται σε νέα παραστατικά. Χρησιμοποιήστε άλλον.`,
})
