/** Whether VAT, units and sums suit the type of invoice. */
import { vatCategories } from '../../../generated/mydata.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { centsOf, isAmount } from '../cents.ts'
import { isSame, textOf } from '../given.ts'
import { countTotals } from '../totals.ts'
import { type Check, type Context, eachRow, findTax, isTaxRow, problem, problemIf } from './context.ts'

const OUTSIDE_VAT = 8

/** Whether a row without VAT says why, and a row with VAT does not. Only an account tells which rate an id stands for. */
export const checkExemptions: Check = (context) =>
  eachRow(context, (row, path) => {
    const vat = findTax(context, row.vatId)
    // With OSS, the VAT is that of the customer's country.
    if (!vat || isTaxRow(row) || row.taxRate !== undefined) return []
    const category = vatCategories.find(({ code }) => isSame(code, vat.mydataVatCat))
    const hasReason = row.vatExceptionCat !== undefined
    const percent = isAmount(vat.value) ? Number(vat.value) : undefined
    const rate = textOf(vat.name) || `${percent} %`
    // An entry outside VAT has neither rate nor reason.
    const needsReason = category ? category.exemption === true : percent === 0
    if (needsReason && !hasReason) {
      const message = {
        en: `A row without VAT (${rate}) says why: set vatExceptionCat to one of the vatExemptions.`,
        el: `Γραμμή χωρίς ΦΠΑ (${rate}) χρειάζεται αιτία εξαίρεσης: ορίστε το vatExceptionCat.`,
      }
      const isCertain = category !== undefined && context.draft.excludeMydata !== true
      return [problemIf(isCertain, 'exemption-missing', `${path}.vatExceptionCat`, message)]
    }
    if (hasReason && (percent ?? 0) > 0) {
      const message = {
        en: `A row with VAT (${rate}) needs no exemption: leave vatExceptionCat out, or use 0 %.`,
        el: `Γραμμή με ΦΠΑ (${rate}) δεν έχει αιτία εξαίρεσης: αφαιρέστε το vatExceptionCat ή επιλέξτε συντελεστή 0%.`,
      }
      return [problem('exemption-with-vat', `${path}.vatExceptionCat`, message)]
    }
    return []
  })

/** Whether rows of this type of invoice may have the VAT that they have. */
export const checkVatOfType: Check = (context) =>
  eachRow(context, (row, path) => {
    const { type } = context
    const vat = findTax(context, row.vatId)
    if (!type?.vat || !vat || isTaxRow(row) || row.taxRate !== undefined) return []
    if (type.vat !== 'taxable' && isAmount(vat.value) && Number(vat.value) > 0 && vat.operand !== '-') {
      const message = {
        en: `Rows of an invoice of type ${type.code} have no VAT: use a rate of 0 %.`,
        el: `Οι γραμμές του τύπου ${type.code} δεν έχουν ΦΠΑ: επιλέξτε συντελεστή 0%.`,
      }
      return [problem('vat-forbidden', `${path}.vatId`, message)]
    }
    if (type.vat !== 'none' && isSame(vat.mydataVatCat, OUTSIDE_VAT)) {
      const message = {
        en: `Rows of an invoice of type ${type.code} take part in VAT: use a rate of 0 % with its exemption.`,
        el: `Οι γραμμές του τύπου ${type.code} υπάγονται σε ΦΠΑ: επιλέξτε συντελεστή 0% με αιτία εξαίρεσης.`,
      }
      return [problem('outside-vat-forbidden', `${path}.vatId`, message)]
    }
    return []
  })

/** Whether a delivery note has neither value nor payment, and rent no unit. */
export const checkWhatIsCounted: Check = (context) => {
  const { draft, type } = context
  if (type?.code === '8.1') {
    return eachRow(context, ({ measurementUnit }, path) =>
      measurementUnit === undefined ? [] : [problem('unit-forbidden', `${path}.measurementUnit`, UNIT_FORBIDDEN)],
    )
  }
  if (type?.code !== '9.3') return []
  const rows = eachRow(context, ({ price }, path) =>
    isAmount(price) && Number(price) !== 0 ? [problem('value-forbidden', `${path}.price`, VALUE_FORBIDDEN)] : [],
  )
  const { paymentMethod, paidAmount, epiPistosi } = draft.mydataPayment
  const isPaid =
    paymentMethod !== undefined || [paidAmount, epiPistosi].some((amount) => isAmount(amount) && Number(amount) !== 0)
  return isPaid ? [...rows, problem('payment-forbidden', 'mydataPayment', PAYMENT_FORBIDDEN)] : rows
}

const UNIT_FORBIDDEN: Message = {
  en: 'Rent has no unit: leave measurementUnit out.',
  el: 'Τα ενοίκια δεν έχουν μονάδα μέτρησης: αφαιρέστε το measurementUnit.',
}
const VALUE_FORBIDDEN: Message = {
  en: 'A delivery note has no value: set price to 0.',
  el: 'Το παραστατικό διακίνησης δεν έχει αξία: ορίστε price 0.',
}
const PAYMENT_FORBIDDEN: Message = {
  en: 'A delivery note is not paid: leave mydataPayment out.',
  el: 'Το παραστατικό διακίνησης δεν εξοφλείται: αφαιρέστε το mydataPayment.',
}

/** Sales, wholesale and retail. */
const SALE = /^(1\.[1-5]|2\.[123]|11\.[1235])$/

/** Whether a sale comes to something, and what is kept, paid and on credit fits into what it comes to. */
export const checkSums: Check = (context) => {
  const { draft, account, type } = context
  // Net amounts need no VAT rate.
  const net = countTotals({ ...draft, products: draft.products.map((row) => ({ ...row, taxRate: 0 })), taxes: [] }, [])
  const problems: Problem[] = []
  if (SALE.test(type?.code ?? '') && draft.products.length > 0 && net.unknown.length === 0 && net.net === 0) {
    problems.push(problem('zero-net', 'products', ZERO_NET))
  }
  if (!account.vats) return problems
  const totals = countTotals(draft, account.vats)
  if (totals.unknown.length > 0) return problems
  const kept = totals.withheld + totals.deductions
  if (kept > 0 && kept > totals.net) {
    const message = {
      en: `Withheld taxes and deductions come to ${euros(kept)}, more than the net total of ${euros(totals.net)}: correct taxes.`,
      el: `Παρακρατήσεις και κρατήσεις είναι μαζί ${euros(kept)}, περισσότερα από την καθαρή αξία ${euros(totals.net)}: διορθώστε το taxes.`,
    }
    problems.push(problem('withheld-too-much', 'taxes', message))
  }
  return [...problems, ...checkPayment(draft, totals.payable)]
}

const ZERO_NET: Message = {
  en: 'A sale comes to more than 0: correct prices and discounts.',
  el: 'Η καθαρή αξία πρέπει να είναι μεγαλύτερη από 0: διορθώστε τιμές και εκπτώσεις.',
}

/** Whether what is paid and what is on credit come to what is to be paid. */
function checkPayment({ mydataPayment, products }: Context['draft'], payable: number): Problem[] {
  const { paidAmount, epiPistosi } = mydataPayment
  if (paidAmount === undefined && epiPistosi === undefined) return []
  const parts = [paidAmount ?? 0, epiPistosi ?? 0]
  // Too much to be counted to the cent.
  if (!parts.every(isAmount)) return []
  const told = parts.reduce((sum, part) => sum + centsOf(part), 0)
  // How Billit rounds is not documented: a cent for each row is not worth a warning.
  if (Math.abs(told - payable) <= products.length) return []
  const message = {
    en: `Paid and on credit come to ${euros(told)}, and ${euros(payable)} is to be paid: correct them.`,
    el: `Πληρωμένο και επί πιστώσει ποσό είναι μαζί ${euros(told)}, ενώ το πληρωτέο είναι ${euros(payable)}: διορθώστε τα.`,
  }
  return [problem('payment-sum', 'mydataPayment', message)]
}

const euros = (cents: number): string => (cents / 100).toFixed(2)
