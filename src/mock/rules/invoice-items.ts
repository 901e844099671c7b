/** The rows of an invoice, and what they come to. The arithmetic is that of `invoiceTotals()`. */
import { type RowAmounts, rowAmounts, sumOf } from '../../mydata/amounts.ts'
import { isDeduction } from '../../mydata/totals.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { amount, byId, money, number, text } from '../values.ts'
import { taxesOf } from './account.ts'

/** What a row comes to, in cents. */
export const amountsOf = (sent: Row, state: State): RowAmounts =>
  rowAmounts({
    price: amount(sent.price),
    quantity: amount(number(sent.quantity, 1)),
    discount: amount(number(sent.discount)),
    vatPercent: vatPercentOf(sent, state),
  })

/** With OSS, the rate of the customer's country. */
const vatPercentOf = ({ taxRate, vatId }: Row, state: State): number => number(taxRate, number(byId(taxesOf(state), vatId).value))

/** Turns a row that is sent into the row that is received: goods, or a tax row with `type: telos`. */
export function itemOf(sent: Row, row: RowAmounts, product: Row | undefined, isSelfBilled: boolean, state: State): Row {
  const taxes = taxesOf(state)
  const isTax = sent.type === 'telos'
  return {
    quantity: number(sent.quantity, 1),
    measurementUnitId: number(sent.measurementUnit, 1),
    product: {
      id: sent.productId ?? null,
      title: product?.name ?? null,
      description: text(sent.details, isTax ? text(byId(taxes, sent.taxId).name) : ''),
    },
    netAmount: money(row.net),
    vatAmount: money(row.vat),
    totalAmount: money(row.total),
    discountPercent: number(sent.discount),
    discountAmount: money(row.discount),
    undiscountedTotalAmount: money(row.undiscounted),
    vatId: sent.vatId,
    vatPercent: vatPercentOf(sent, state),
    mydata: {
      ...NOTHING_REPORTED,
      vatCat: byId(taxes, sent.vatId).mydataVatCat ?? null,
      vatExemptionCat: sent.vatExceptionCat === undefined ? null : Number(sent.vatExceptionCat),
      discountOption: row.discount > 0 ? true : null,
      incomeClassificationType: isSelfBilled ? [] : classificationOf(sent, row.net),
      rowType: isTax ? 'telos' : null,
    },
  }
}

function classificationOf({ incomeClassificationType: type, incomeClassificationCat: category }: Row, net: number): Row[] {
  return type === undefined && category === undefined
    ? []
    : [{ id: 1, type: text(type), amount: money(net), category: text(category) }]
}

const NOTHING_REPORTED = {
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
export function totalsOf(rows: RowAmounts[], sentTaxes: Row[], state: State): Row {
  const charges = sentTaxes.map(({ taxId }) => {
    const tax = byId(taxesOf(state), taxId)
    const { value, isPercentable, operand } = tax
    const kind = { isWithheld: operand === '-', isDeduction: isDeduction(tax) }
    return { value: amount(value), isPercent: isPercentable !== false, ...kind }
  })
  const { net, vat, total, discount, taxes, withheld, deductions, payable } = sumOf(rows, charges)
  return {
    amount: money(net),
    vatAmount: money(vat),
    finalAmount: money(total),
    payableAmount: money(payable),
    discountedAmount: money(discount),
    totalWithheldAmount: money(withheld),
    totalDeductionsAmount: money(deductions),
    totalFeesAmount: money(taxes),
  }
}
