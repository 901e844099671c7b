/** Checks invoices that the buyer issues for the seller, and the VAT classification of expenses. */
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { REVERSE_CHARGE } from '../exemptions.ts'
import { isSameText } from '../input.ts'
import { isExpenseCategory, isIssuedByBuyer, isVatClassification } from './classification.ts'
import { type Check, type Context, createProblem, eachRow, findAccountVat, findRate, isTaxRow } from './context.ts'

/** The only types that Billit accepts. */
const SELF_BILLED = ['1.1', '2.1']

const CUSTOMER_ONLY = 1

/** Checks that the buyer may issue this type of invoice, and that the counterparty is a supplier. */
export const checkSelfBilling: Check = ({ draft, type, customer }) => {
  if (draft.selfPricing !== true) return []
  const problems: Problem[] = []
  if (type && !SELF_BILLED.includes(type.code)) {
    const message = {
      en: `Billit accepts self-billing only on types 1.1 and 2.1, not on ${type.code}. Use one of them, or remove selfPricing.`,
      el: `Το Billit δέχεται αυτοτιμολόγηση μόνο στους τύπους 1.1 και 2.1, όχι στον ${type.code}. Χρησιμοποιήστε έναν από αυτούς ή αφαιρέστε το selfPricing.`,
    }
    // The authority allows some of the others.
    const code = type.selfBilling ? 'not-listed-by-billit' : 'self-billing-forbidden'
    problems.push(createProblem(code, 'selfPricing', message))
  }
  if (isSameText(customer?.contactType, CUSTOMER_ONLY)) problems.push(createProblem('supplier-missing', 'customerId', SUPPLIER))
  return problems
}

/** Checks that the VAT classification of an expense matches the row's exemption reason and the type of invoice. */
export const checkVatClassification: Check = (context) =>
  eachRow(context, (row, path) => {
    const { expenseVatClassification: code } = row
    const problem = code === undefined ? findMissing(row, context) : findMismatch(code, row, context)
    if (!problem) return []
    const [name, message, aade] = problem
    return [createProblem(name, `${path}.expenseVatClassification`, message, aade)]
  })

type Finding = ['vat-classification-missing' | 'vat-classification-not-allowed', Message, string?]

/** Rows with VAT or under reverse charge need one, except for information only. */
function findMissing(row: Partial<InvoiceRow>, context: Context): Finding | undefined {
  const { vatExceptionCat, incomeClassificationCat } = row
  const isReverseCharge = isSameText(vatExceptionCat, REVERSE_CHARGE)
  const hasVat = findRate(context, row) !== 0 && vatExceptionCat === undefined
  const isExpected = context.draft.selfPricing === true && !isTaxRow(row) && incomeClassificationCat !== 'category2_95'
  if (!isExpected || !(hasVat || isReverseCharge)) return undefined
  return ['vat-classification-missing', isReverseCharge ? REVERSE_CHARGE_ROW : VAT_CLASSIFICATION]
}

/** Acquisitions from the EU, which are always in the VAT return. */
const INTRA_EU = ['14.1', '14.3']

function findMismatch(code: string, row: Partial<InvoiceRow>, context: Context): Finding | undefined {
  const { vatExceptionCat, incomeClassificationCat: category } = row
  const { draft, type } = context
  const reject = (aade: string, message: Message): Finding => ['vat-classification-not-allowed', message, aade]
  if (type && !isIssuedByBuyer(draft, type) && !isExpenseCategory(category)) return reject('231', NOT_SELF_BILLED)
  if (code === 'NOT_VAT_295') return INTRA_EU.includes(type?.code ?? '') ? reject('341', INTRA_EU_ROW) : undefined
  const isExempt = isSameText(findAccountVat(context, row.vatId)?.mydataVatCat, 7) || vatExceptionCat !== undefined
  if (!isExempt || !isVatClassification(code)) return undefined
  if (!isSameText(vatExceptionCat, REVERSE_CHARGE)) return reject('316', exemptRow(code))
  return code === 'VAT_366' ? undefined : reject('317', REVERSE_CHARGE_ROW)
}

const SUPPLIER: Message = {
  en: "The seller of a self-billed invoice must be a supplier. Set the contact's contactType to 2 or 3.",
  el: 'Ο πωλητής σε αυτοτιμολόγηση πρέπει να είναι προμηθευτής. Ορίστε το contactType της επαφής σε 2 ή 3.',
}

const VAT_CLASSIFICATION: Message = {
  en: 'A self-billed row with VAT needs a VAT classification. Set expenseVatClassification, such as VAT_361 for purchases in Greece.',
  el: 'Γραμμή αυτοτιμολόγησης με ΦΠΑ χρειάζεται χαρακτηρισμό ΦΠΑ. Ορίστε το expenseVatClassification, π.χ. VAT_361 για αγορές στην Ελλάδα.',
}

const NOT_SELF_BILLED: Message = {
  en: 'Only the buyer classifies VAT. Remove expenseVatClassification, or set selfPricing for self-billing.',
  el: 'Μόνο ο αγοραστής χαρακτηρίζει τον ΦΠΑ. Αφαιρέστε το expenseVatClassification ή ορίστε το selfPricing για αυτοτιμολόγηση.',
}

const exemptRow = (code: string): Message => ({
  en: `${code} is not allowed on a row without VAT. Remove expenseVatClassification.`,
  el: `Το ${code} δεν επιτρέπεται σε γραμμή χωρίς ΦΠΑ. Αφαιρέστε το expenseVatClassification.`,
})

const REVERSE_CHARGE_ROW: Message = {
  en: 'A row with exemption 16 (reverse charge) has the VAT classification VAT_366. Set expenseVatClassification to it.',
  el: 'Γραμμή με αιτία εξαίρεσης 16 (αντίστροφη επιβάρυνση) έχει χαρακτηρισμό ΦΠΑ VAT_366. Ορίστε τον στο expenseVatClassification.',
}

const INTRA_EU_ROW: Message = {
  en: 'NOT_VAT_295 is not allowed on 14.1 and 14.3, which are in the VAT return. Use VAT_364 for goods or VAT_365 for services.',
  el: 'Το NOT_VAT_295 δεν επιτρέπεται στους τύπους 14.1 και 14.3, που περιλαμβάνονται στη δήλωση ΦΠΑ. Χρησιμοποιήστε VAT_364 για αγαθά ή VAT_365 για υπηρεσίες.',
}
