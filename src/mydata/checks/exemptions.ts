/** Checks the exemption reasons of rows without VAT. */
import { codes } from '../../../generated/mydata-rules.ts'
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { isAmount } from '../cents.ts'
import { incomeClassificationsOf } from '../classifications.ts'
import { OSS_REASONS, REASONS_BY_TYPE, REVERSE_CHARGE, REVERSE_CHARGE_TYPES } from '../exemptions.ts'
import { isSameText, readText } from '../input.ts'
import {
  type Check,
  type Context,
  createErrorIf,
  createProblem,
  eachRow,
  findAccountVat,
  findRate,
  hasCode,
  isTaxRow,
} from './context.ts'

/** The only VAT category that requires a reason. */
const WITHOUT_VAT = 7

/** Requires an exemption reason on rows without VAT, and warns of one on rows with VAT. Needs the account's rates. */
export const checkExemptions: Check = (context) =>
  eachRow(context, (row, path) => {
    const vat = findAccountVat(context, row.vatId)
    if (!vat || isTaxRow(row)) return []
    const percent = isAmount(vat.value) ? Number(vat.value) : undefined
    if (isOssSale(context)) return checkOssRow(row, percent, path, context)
    const hasCategory = hasCode(codes.vatCategories, vat.mydataVatCat)
    const hasReason = row.vatExceptionCat !== undefined
    const rate = readText(vat.name) || `${percent}%`
    // An entry outside VAT has neither a rate nor a reason.
    const needsReason = hasCategory ? isSameText(vat.mydataVatCat, WITHOUT_VAT) : percent === 0
    if (needsReason && !hasReason) {
      const message = context.type?.vat === 'outside' ? outsideVat(context.type.code) : reasonMissing(rate)
      const isCertain = hasCategory && context.draft.excludeMydata !== true
      return [createErrorIf(isCertain, 'exemption-missing', `${path}.vatExceptionCat`, message)]
    }
    if (!hasReason || !percent || percent < 0) return []
    const message = {
      en: `A row with VAT (${rate}) must not have an exemption reason. Remove vatExceptionCat, or use a 0% rate.`,
      el: `Γραμμή με ΦΠΑ (${rate}) δεν πρέπει να έχει αιτία εξαίρεσης. Αφαιρέστε το vatExceptionCat ή επιλέξτε συντελεστή 0%.`,
    }
    return [createProblem('exemption-with-vat', `${path}.vatExceptionCat`, message)]
  })

/** Whether a row has the rate of another EU country, so that no row has Greek VAT. */
export const isOssSale = ({ draft }: Context): boolean => draft.products.some(({ taxRate }) => taxRate !== undefined)

/** Warns of an OSS rate that may have been meant as a fraction. */
export const checkOssRates: Check = (context) =>
  eachRow(context, ({ taxRate }, path) =>
    isAmount(taxRate) && Number(taxRate) > 0 && Number(taxRate) < 1
      ? [createProblem('oss-rate-fraction', `${path}.taxRate`, describeFraction(Number(taxRate)))]
      : [],
  )

const describeFraction = (rate: number): Message => ({
  en: `The OSS rate ${rate} means ${rate}% on a row of goods. Use the percentage, such as 19, or a separate tax row if Billit requires a fraction.`,
  el: `Ο συντελεστής OSS ${rate} σημαίνει ${rate}% σε γραμμή αγαθών. Χρησιμοποιήστε το ποσοστό, π.χ. 19, ή ξεχωριστή γραμμή φόρου, αν το Billit ζητά κλάσμα.`,
})

function checkOssRow(row: Partial<InvoiceRow>, percent: number | undefined, path: string, { draft }: Context): Problem[] {
  if (draft.excludeMydata === true) return []
  if (percent !== undefined && percent > 0) return [createProblem('oss-row-with-vat', `${path}.vatId`, OSS_ROW_WITH_VAT)]
  if (percent !== 0 || OSS_REASONS.includes(readText(row.vatExceptionCat))) return []
  return [createErrorIf(false, 'exemption-missing', `${path}.vatExceptionCat`, OSS_REASON_MISSING)]
}

/** Warns of an exemption reason that belongs to another type of invoice or another classification. */
export const checkExemptionMatches: Check = (context) =>
  eachRow(context, (row, path) => {
    if (isTaxRow(row)) return []
    const message = findWrongReason(row, context)
    if (message) return [createProblem('exemption-mismatch', `${path}.vatExceptionCat`, message)]
    const wrongType = findWrongType(row, context)
    return wrongType ? [createProblem('exemption-mismatch', `${path}.incomeClassificationType`, wrongType)] : []
  })

function findWrongReason({ vatExceptionCat }: Partial<InvoiceRow>, { type }: Context): Message | undefined {
  const { usual, wrong = [] } = REASONS_BY_TYPE[type?.code ?? ''] ?? {}
  const reason = readText(vatExceptionCat)
  if (!type || !wrong.includes(reason)) return undefined
  const advice = usual
    ? { en: `Use ${usual}, or another type of invoice.`, el: `Χρησιμοποιήστε την ${usual} ή άλλον τύπο παραστατικού.` }
    : { en: 'Use 1.2, or another reason.', el: 'Χρησιμοποιήστε τον τύπο 1.2 ή άλλη αιτία.' }
  return {
    en: `Exemption ${reason} does not go with an invoice of type ${type.code}. ${advice.en}`,
    el: `Η αιτία εξαίρεσης ${reason} δεν ταιριάζει σε παραστατικό τύπου ${type.code}. ${advice.el}`,
  }
}

/** Domestic reverse charge has separate classification types. */
function findWrongType(row: Partial<InvoiceRow>, context: Context): Message | undefined {
  const { vatExceptionCat, incomeClassificationCat, incomeClassificationType: e3 = '' } = row
  if (isSameText(vatExceptionCat, REVERSE_CHARGE)) {
    const expected = REVERSE_CHARGE_TYPES[e3]
    const allowed = incomeClassificationsOf(context.type?.code ?? '').find(({ category }) => category === incomeClassificationCat)
    return expected && allowed?.types.some((code) => code === expected) ? useType(e3, expected) : undefined
  }
  const [plain] = Object.entries(REVERSE_CHARGE_TYPES).find(([, code]) => code === e3) ?? []
  const hasOtherReason = vatExceptionCat !== undefined
  return plain && (hasOtherReason || (findRate(context, row) ?? 0) > 0) ? useReason(e3, plain) : undefined
}

const reasonMissing = (rate: string): Message => ({
  en: `A row without VAT (${rate}) needs an exemption reason. Set vatExceptionCat to one of vatExemptions.`,
  el: `Γραμμή χωρίς ΦΠΑ (${rate}) χρειάζεται αιτία εξαίρεσης. Ορίστε στο vatExceptionCat μία από τις τιμές vatExemptions.`,
})

/** The cure for 0% VAT on a type whose rows must be outside VAT. */
export const outsideVat = (invoiceType: string): Message => ({
  en: `Rows of type ${invoiceType} are outside VAT. Use a rate of VAT category 8, without vatExceptionCat.`,
  el: `Οι γραμμές τύπου ${invoiceType} είναι εκτός ΦΠΑ. Επιλέξτε συντελεστή της κατηγορίας ΦΠΑ 8, χωρίς vatExceptionCat.`,
})

const OSS_ROW_WITH_VAT: Message = {
  en: 'An OSS sale has no Greek VAT. Use a 0% rate on all rows.',
  el: 'Μια πώληση OSS δεν έχει ελληνικό ΦΠΑ. Επιλέξτε συντελεστή 0% σε όλες τις γραμμές.',
}

const OSS_REASON_MISSING: Message = {
  en: 'A row of an OSS sale needs an exemption reason of OSS. Set vatExceptionCat to 29, 30 or 31.',
  el: 'Γραμμή πώλησης OSS χρειάζεται αιτία εξαίρεσης για OSS. Ορίστε το vatExceptionCat σε 29, 30 ή 31.',
}

const useType = (e3: string, expected: string): Message => ({
  en: `${e3} is for sales with VAT, but exemption 16 means reverse charge. Use ${expected}.`,
  el: `Ο τύπος ${e3} αφορά πωλήσεις με ΦΠΑ, ενώ η αιτία 16 σημαίνει αντίστροφη επιβάρυνση. Χρησιμοποιήστε τον ${expected}.`,
})

const useReason = (e3: string, plain: string): Message => ({
  en: `${e3} is for reverse charge. Use ${plain}, or a 0% rate with exemption 16.`,
  el: `Ο τύπος ${e3} αφορά αντίστροφη επιβάρυνση. Χρησιμοποιήστε τον ${plain} ή συντελεστή 0% με αιτία εξαίρεσης 16.`,
})
