/** Checks the VAT rates, the totals, and fields that the type of document does not have. */
import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isAmount } from '../cents.ts'
import { isSameText } from '../input.ts'
import { calculateTotals, type InvoiceTotals } from '../totals.ts'
import { type Check, type Context, createProblem, eachRow, findAccountVat, isTaxRow } from './context.ts'
import { outsideVat } from './exemptions.ts'
import { GREEK_VAT_ABROAD, NO_MESSAGE } from './market.ts'
import { forbidsPayment, formatEuros, hasPayment } from './payment.ts'

/** VAT categories. */
const WITHOUT_VAT = 7
const OUTSIDE_VAT = 8

/** Checks that the type of invoice allows the VAT rate of each row. */
export const checkVatForType: Check = (context) =>
  eachRow(context, (row, path) => {
    const { type } = context
    const vat = findAccountVat(context, row.vatId)
    if (!type?.vat || !vat || isTaxRow(row) || row.taxRate !== undefined) return []
    if (type.vat !== 'taxable' && isAmount(vat.value) && Number(vat.value) > 0 && vat.operand !== '-') {
      return [createProblem('vat-forbidden', `${path}.vatId`, vatForbidden(type))]
    }
    if (type.vat === 'outside') {
      // Without a reason, another check reports it as an error.
      const isExempt = isSameText(vat.mydataVatCat, WITHOUT_VAT) && row.vatExceptionCat !== undefined
      return isExempt ? [createProblem('outside-vat-required', `${path}.vatId`, outsideVat(type.code))] : []
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

function vatForbidden({ code, vat, market }: InvoiceTypeCode): Message {
  if (vat === 'outside') {
    return {
      en: `Rows of type ${code} must not have VAT. Use a rate of VAT category 8.`,
      el: `Οι γραμμές τύπου ${code} δεν πρέπει να έχουν ΦΠΑ. Επιλέξτε συντελεστή της κατηγορίας ΦΠΑ 8.`,
    }
  }
  const wayOut = market === undefined ? NO_MESSAGE : GREEK_VAT_ABROAD
  return {
    en: `Rows of an invoice of type ${code} must not have VAT. Use a 0% rate.${wayOut.en}`,
    el: `Οι γραμμές παραστατικού τύπου ${code} δεν πρέπει να έχουν ΦΠΑ. Επιλέξτε συντελεστή 0%.${wayOut.el}`,
  }
}

/** Types without a unit of measurement: rent and the levy on accommodation. */
const WITHOUT_UNIT = ['8.1', '8.2']

/** Warns of units, payments and values on types of document that have none. */
export const checkForbiddenFields: Check = (context) => {
  const { type } = context
  const rows = eachRow(context, ({ measurementUnit, price }, path) => [
    ...(WITHOUT_UNIT.includes(type?.code ?? '') && measurementUnit !== undefined
      ? [createProblem('unit-forbidden', `${path}.measurementUnit`, UNIT_FORBIDDEN)]
      : []),
    ...(type?.code === '9.3' && isAmount(price) && Number(price) !== 0
      ? [createProblem('value-forbidden', `${path}.price`, VALUE_FORBIDDEN)]
      : []),
  ])
  const isPaid = forbidsPayment(context) && hasPayment(context)
  return isPaid ? [...rows, createProblem('payment-forbidden', 'mydataPayment', PAYMENT_FORBIDDEN)] : rows
}

const UNIT_FORBIDDEN: Message = {
  en: 'Rent and the accommodation levy have no unit of measurement. Remove measurementUnit.',
  el: 'Τα ενοίκια και το τέλος διαμονής δεν έχουν μονάδα μέτρησης. Αφαιρέστε το measurementUnit.',
}
const VALUE_FORBIDDEN: Message = {
  en: 'A delivery note must not have a value. Set price to 0.',
  el: 'Το παραστατικό διακίνησης δεν πρέπει να έχει αξία. Ορίστε το price σε 0.',
}
const PAYMENT_FORBIDDEN: Message = {
  en: 'A document of this type must not have a payment. Remove mydataPayment.',
  el: 'Παραστατικό αυτού του τύπου δεν πρέπει να έχει πληρωμή. Αφαιρέστε το mydataPayment.',
}

/** Types of wholesale and retail sales. */
const SALE = /^(1\.[1-5]|2\.[123]|11\.[1235])$/

/** Checks the net total of a sale, and that no tax is above the net total. */
export const checkTotals: Check = (context) => {
  const { draft, account, type } = context
  // Net amounts do not depend on the VAT rate, so any rate will do.
  const net = calculateTotals({ ...draft, products: draft.products.map((row) => ({ ...row, taxRate: 0 })), taxes: [] }, [])
  const problems: Problem[] = []
  if (SALE.test(type?.code ?? '') && draft.products.length > 0 && net.unknown.length === 0 && net.net === 0) {
    problems.push(createProblem('zero-net', 'products', ZERO_NET))
  }
  const totals = account.vats && calculateTotals(draft, account.vats)
  return !totals || totals.unknown.length > 0 ? problems : [...problems, ...checkTaxes(context, totals)]
}

/** Taxes on the whole invoice are in `taxes`. Levies with a separate row are part of the net total of all rows. */
function checkTaxes({ draft }: Context, { rows, net, taxes, withheld, deductions }: InvoiceTotals): Problem[] {
  const levies = rows.reduce((sum, row, index) => sum + (isTaxRow(draft.products[index] ?? {}) ? row.net : 0), 0)
  const sales = net - levies
  // Without a row of goods or services, the levy is what is sold.
  if (draft.products.every(isTaxRow)) return []
  return [
    ...(withheld + deductions > Math.max(sales, 0)
      ? [createProblem('withheld-too-much', 'taxes', taxTooHigh(WITHHELD, withheld + deductions, sales))]
      : []),
    ...(taxes + levies > Math.max(sales, 0)
      ? [createProblem('tax-too-high', levies > 0 ? 'products' : 'taxes', taxTooHigh(CHARGED, taxes + levies, sales))]
      : []),
  ]
}

const WITHHELD: Message = { en: 'Withheld taxes and deductions', el: 'Οι παρακρατήσεις και οι κρατήσεις' }
const CHARGED: Message = { en: 'Fees and other taxes', el: 'Τα τέλη και οι λοιποί φόροι' }

const taxTooHigh = (taxes: Message, sum: number, net: number): Message => ({
  en: `${taxes.en} add up to ${formatEuros(sum)}, more than the net total of ${formatEuros(net)}. Correct the taxes.`,
  el: `${taxes.el} έχουν άθροισμα ${formatEuros(sum)}, μεγαλύτερο από την καθαρή αξία ${formatEuros(net)}. Διορθώστε τους φόρους.`,
})

const ZERO_NET: Message = {
  en: 'The net total of a sale must be more than 0. Correct the prices and discounts.',
  el: 'Η καθαρή αξία μιας πώλησης πρέπει να είναι μεγαλύτερη από 0. Διορθώστε τις τιμές και τις εκπτώσεις.',
}
