/** The rows of an invoice, and what they come to. The arithmetic is that of `invoiceTotals()`. */
import { type RowAmounts, rowAmounts, sumOf } from '../../mydata/amounts.ts'
import { isDeduction } from '../../mydata/totals.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asAmount, asNumber, asText, findById, fromCents } from '../values.ts'
import { getTaxes } from './account.ts'

/** What a row comes to, in cents. */
export const computeRowAmounts = (sent: Row, state: State): RowAmounts =>
  rowAmounts({
    price: asAmount(sent.price),
    quantity: asAmount(asNumber(sent.quantity, 1)),
    discount: asAmount(asNumber(sent.discount)),
    vatPercent: findVatPercent(sent, state),
  })

/** With OSS, the rate of the customer's country. */
const findVatPercent = ({ taxRate, vatId }: Row, state: State): number =>
  asNumber(taxRate, asNumber(findById(getTaxes(state), vatId).value))

/** Turns a row that is sent into the row that is received: goods, or a tax row with `type: telos`. */
export function toInvoiceItem(sent: Row, row: RowAmounts, product: Row | undefined, isSelfBilled: boolean, state: State): Row {
  const taxes = getTaxes(state)
  const isTax = sent.type === 'telos'
  return {
    quantity: asNumber(sent.quantity, 1),
    measurementUnitId: asNumber(sent.measurementUnit, 1),
    product: {
      id: sent.productId ?? null,
      title: product?.name ?? null,
      description: asText(sent.details, isTax ? asText(findById(taxes, sent.taxId).name) : ''),
    },
    netAmount: fromCents(row.net),
    vatAmount: fromCents(row.vat),
    totalAmount: fromCents(row.total),
    discountPercent: asNumber(sent.discount),
    discountAmount: fromCents(row.discount),
    undiscountedTotalAmount: fromCents(row.undiscounted),
    vatId: sent.vatId,
    vatPercent: findVatPercent(sent, state),
    mydata: {
      ...EMPTY_MYDATA,
      vatCat: findById(taxes, sent.vatId).mydataVatCat ?? null,
      vatExemptionCat: sent.vatExceptionCat === undefined ? null : Number(sent.vatExceptionCat),
      discountOption: row.discount > 0 ? true : null,
      incomeClassificationType: isSelfBilled ? [] : toClassifications(sent, row.net),
      rowType: isTax ? 'telos' : null,
    },
  }
}

function toClassifications({ incomeClassificationType: type, incomeClassificationCat: category }: Row, net: number): Row[] {
  return type === undefined && category === undefined
    ? []
    : [{ id: 1, type: asText(type), amount: fromCents(net), category: asText(category) }]
}

const EMPTY_MYDATA = {
  vatCat: null,
  vatExemptionCat: null,
  dienergia: null,
  discountOption: null,
  withheldAmount: null,
  withheldPercentCat: null,
  stampDutyAmount: null,
  stampDutyPercent_cat: null,
  feesAmount: null,
  feesPercentCat: null,
  otherTaxesAmount: null,
  otherTaxesPercent_cat: null,
  deductionsAmount: null,
  lineComments: null,
  incomeClassificationType: [],
  expensesClassificationType: null,
  rowType: null,
}

/** What the rows and the taxes on the whole invoice come to. */
export function computeTotals(rows: RowAmounts[], sentTaxes: Row[], state: State): Row {
  const charges = sentTaxes.map(({ taxId }) => {
    const tax = findById(getTaxes(state), taxId)
    const { value, isPercentable, operand } = tax
    const kind = { isWithheld: operand === '-', isDeduction: isDeduction(tax) }
    return { value: asAmount(value), isPercent: isPercentable !== false, ...kind }
  })
  const { net, vat, total, discount, taxes, withheld, deductions, payable } = sumOf(rows, charges)
  return {
    amount: fromCents(net),
    vatAmount: fromCents(vat),
    finalAmount: fromCents(total),
    payableAmount: fromCents(payable),
    discountedAmount: fromCents(discount),
    totalWithheldAmount: fromCents(withheld),
    totalDeductionsAmount: fromCents(deductions),
    totalFeesAmount: fromCents(taxes),
  }
}
