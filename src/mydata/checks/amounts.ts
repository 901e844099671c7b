/** Checks VAT, units of measurement, totals and the payment. */
import { vatCategories } from '../../../generated/mydata.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isAmount, toCents } from '../cents.ts'
import { isSameText, readText } from '../input.ts'
import { calculateTotals } from '../totals.ts'
import { type Check, type Context, createErrorIf, createProblem, eachRow, findAccountVat, isTaxRow } from './context.ts'

const OUTSIDE_VAT = 8

/** Requires an exemption reason on rows without VAT, and warns of one on rows with VAT. Needs the account's rates. */
export const checkExemptions: Check = (context) =>
  eachRow(context, (row, path) => {
    const vat = findAccountVat(context, row.vatId)
    // Under OSS, the rate of the customer's country applies.
    if (!vat || isTaxRow(row) || row.taxRate !== undefined) return []
    const category = vatCategories.find(({ code }) => isSameText(code, vat.mydataVatCat))
    const hasReason = row.vatExceptionCat !== undefined
    const percent = isAmount(vat.value) ? Number(vat.value) : undefined
    const rate = readText(vat.name) || `${percent}%`
    // An entry outside VAT has neither a rate nor a reason.
    const needsReason = category ? category.exemption === true : percent === 0
    if (needsReason && !hasReason) {
      const message = {
        en: `A row without VAT (${rate}) needs an exemption reason. Set vatExceptionCat to one of vatExemptions.`,
        el: `Γραμμή χωρίς ΦΠΑ (${rate}) χρειάζεται αιτία εξαίρεσης. Ορίστε στο vatExceptionCat μία από τις τιμές vatExemptions.`,
      }
      const isCertain = category !== undefined && context.draft.excludeMydata !== true
      return [createErrorIf(isCertain, 'exemption-missing', `${path}.vatExceptionCat`, message)]
    }
    if (hasReason && (percent ?? 0) > 0) {
      const message = {
        en: `A row with VAT (${rate}) must not have an exemption reason. Remove vatExceptionCat, or use a 0% rate.`,
        el: `Γραμμή με ΦΠΑ (${rate}) δεν πρέπει να έχει αιτία εξαίρεσης. Αφαιρέστε το vatExceptionCat ή επιλέξτε συντελεστή 0%.`,
      }
      return [createProblem('exemption-with-vat', `${path}.vatExceptionCat`, message)]
    }
    return []
  })

/** Checks that the type of invoice allows the VAT rate of each row. */
export const checkVatForType: Check = (context) =>
  eachRow(context, (row, path) => {
    const { type } = context
    const vat = findAccountVat(context, row.vatId)
    if (!type?.vat || !vat || isTaxRow(row) || row.taxRate !== undefined) return []
    if (type.vat !== 'taxable' && isAmount(vat.value) && Number(vat.value) > 0 && vat.operand !== '-') {
      const message = {
        en: `Rows of an invoice of type ${type.code} must not have VAT. Use a 0% rate.`,
        el: `Οι γραμμές παραστατικού τύπου ${type.code} δεν πρέπει να έχουν ΦΠΑ. Επιλέξτε συντελεστή 0%.`,
      }
      return [createProblem('vat-forbidden', `${path}.vatId`, message)]
    }
    if (type.vat !== 'none' && isSameText(vat.mydataVatCat, OUTSIDE_VAT)) {
      const message = {
        en: `Rows of an invoice of type ${type.code} must not be outside VAT. Use a 0% rate with an exemption reason.`,
        el: `Οι γραμμές παραστατικού τύπου ${type.code} δεν πρέπει να είναι εκτός ΦΠΑ. Επιλέξτε συντελεστή 0% με αιτία εξαίρεσης.`,
      }
      return [createProblem('outside-vat-forbidden', `${path}.vatId`, message)]
    }
    return []
  })

/** Warns of a value or a payment on a delivery note, and of a unit of measurement on rent. */
export const checkRentAndDeliveryNotes: Check = (context) => {
  const { draft, type } = context
  if (type?.code === '8.1') {
    return eachRow(context, ({ measurementUnit }, path) =>
      measurementUnit === undefined ? [] : [createProblem('unit-forbidden', `${path}.measurementUnit`, UNIT_FORBIDDEN)],
    )
  }
  if (type?.code !== '9.3') return []
  const rows = eachRow(context, ({ price }, path) =>
    isAmount(price) && Number(price) !== 0 ? [createProblem('value-forbidden', `${path}.price`, VALUE_FORBIDDEN)] : [],
  )
  const { paymentMethod, paidAmount, epiPistosi } = draft.mydataPayment
  const isPaid =
    paymentMethod !== undefined || [paidAmount, epiPistosi].some((amount) => isAmount(amount) && Number(amount) !== 0)
  return isPaid ? [...rows, createProblem('payment-forbidden', 'mydataPayment', PAYMENT_FORBIDDEN)] : rows
}

const UNIT_FORBIDDEN: Message = {
  en: 'Rent must not have a unit of measurement. Remove measurementUnit.',
  el: 'Τα ενοίκια δεν πρέπει να έχουν μονάδα μέτρησης. Αφαιρέστε το measurementUnit.',
}
const VALUE_FORBIDDEN: Message = {
  en: 'A delivery note must not have a value. Set price to 0.',
  el: 'Το παραστατικό διακίνησης δεν πρέπει να έχει αξία. Ορίστε το price σε 0.',
}
const PAYMENT_FORBIDDEN: Message = {
  en: 'A delivery note must not have a payment. Remove mydataPayment.',
  el: 'Το παραστατικό διακίνησης δεν πρέπει να έχει πληρωμή. Αφαιρέστε το mydataPayment.',
}

/** Types of wholesale and retail sales. */
const SALE = /^(1\.[1-5]|2\.[123]|11\.[1235])$/

/** Checks the net total of a sale, and the withheld taxes, deductions and payment against the totals. */
export const checkTotals: Check = (context) => {
  const { draft, account, type } = context
  // Net amounts do not depend on the VAT rate, so any rate will do.
  const net = calculateTotals({ ...draft, products: draft.products.map((row) => ({ ...row, taxRate: 0 })), taxes: [] }, [])
  const problems: Problem[] = []
  if (SALE.test(type?.code ?? '') && draft.products.length > 0 && net.unknown.length === 0 && net.net === 0) {
    problems.push(createProblem('zero-net', 'products', ZERO_NET))
  }
  if (!account.vats) return problems
  const totals = calculateTotals(draft, account.vats)
  if (totals.unknown.length > 0) return problems
  const withheld = totals.withheld + totals.deductions
  if (withheld > 0 && withheld > totals.net) {
    const [sum, net] = [formatEuros(withheld), formatEuros(totals.net)]
    const message = {
      en: `Withheld taxes and deductions add up to ${sum}, more than the net total of ${net}. Correct taxes.`,
      el: `Οι παρακρατήσεις και οι κρατήσεις έχουν άθροισμα ${sum}, μεγαλύτερο από την καθαρή αξία ${net}. Διορθώστε το taxes.`,
    }
    problems.push(createProblem('withheld-too-much', 'taxes', message))
  }
  return [...problems, ...checkPayment(draft, totals.payable)]
}

const ZERO_NET: Message = {
  en: 'The net total of a sale must be more than 0. Correct the prices and discounts.',
  el: 'Η καθαρή αξία μιας πώλησης πρέπει να είναι μεγαλύτερη από 0. Διορθώστε τις τιμές και τις εκπτώσεις.',
}

/** Checks that the amounts paid and on credit add up to the payable amount. */
function checkPayment({ mydataPayment, products }: Context['draft'], payable: number): Problem[] {
  const { paidAmount, epiPistosi } = mydataPayment
  if (paidAmount === undefined && epiPistosi === undefined) return []
  const parts = [paidAmount ?? 0, epiPistosi ?? 0]
  // Not numbers, or too large for exact cents.
  if (!parts.every(isAmount)) return []
  const sum = parts.reduce((total, part) => total + toCents(part), 0)
  // Billit does not document how it rounds, so a difference of a cent per row is ignored.
  if (Math.abs(sum - payable) <= products.length) return []
  const message = {
    en: `The amounts paid and on credit add up to ${formatEuros(sum)}, but ${formatEuros(payable)} is payable. Correct mydataPayment.`,
    el: `Το πληρωμένο και το επί πιστώσει ποσό έχουν άθροισμα ${formatEuros(sum)}, ενώ το πληρωτέο είναι ${formatEuros(payable)}. Διορθώστε το mydataPayment.`,
  }
  return [createProblem('payment-sum', 'mydataPayment', message)]
}

const formatEuros = (cents: number): string => (cents / 100).toFixed(2)
