/** Computes the rows and totals of an invoice, with the arithmetic of `invoiceTotals()`. */
import { calculateRow, type RowAmounts, sumRows } from '../../mydata/amounts.ts'
import { isDeduction } from '../../mydata/totals.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asAmount, asNumber, asText, findById, fromCents } from '../values.ts'
import { getTaxes } from './account.ts'

/** The amounts of a row, in cents. */
export const computeRowAmounts = (bodyRow: Row, state: State): RowAmounts =>
  calculateRow({
    price: asAmount(bodyRow.price),
    quantity: asAmount(asNumber(bodyRow.quantity, 1)),
    discount: asAmount(asNumber(bodyRow.discount)),
    vatPercent: findVatPercent(bodyRow, state),
  })

/** An OSS row has the rate of the customer's country. */
const findVatPercent = ({ taxRate, vatId }: Row, state: State): number =>
  asNumber(taxRate, asNumber(findById(getTaxes(state), vatId).value))

/** Converts a row of the request body to a row of the invoice: a product, or a tax row with `type: telos`. */
export function toInvoiceItem(bodyRow: Row, row: RowAmounts, product: Row | undefined, isSelfBilled: boolean, state: State): Row {
  const taxes = getTaxes(state)
  const isTax = bodyRow.type === 'telos'
  return {
    quantity: asNumber(bodyRow.quantity, 1),
    measurementUnitId: asNumber(bodyRow.measurementUnit, 1),
    product: {
      id: bodyRow.productId ?? null,
      title: product?.name ?? null,
      description: asText(bodyRow.details, isTax ? asText(findById(taxes, bodyRow.taxId).name) : ''),
    },
    netAmount: fromCents(row.net),
    vatAmount: fromCents(row.vat),
    totalAmount: fromCents(row.total),
    discountPercent: asNumber(bodyRow.discount),
    discountAmount: fromCents(row.discount),
    undiscountedTotalAmount: fromCents(row.undiscounted),
    vatId: bodyRow.vatId,
    vatPercent: findVatPercent(bodyRow, state),
    mydata: {
      ...EMPTY_MYDATA,
      vatCat: findById(taxes, bodyRow.vatId).mydataVatCat ?? null,
      vatExemptionCat: bodyRow.vatExceptionCat === undefined ? null : Number(bodyRow.vatExceptionCat),
      discountOption: row.discount > 0 ? true : null,
      ...(isSelfBilled
        ? { expensesClassificationType: toExpenseClassifications(bodyRow, row.net) }
        : { incomeClassificationType: toClassifications(bodyRow, row.net) }),
      rowType: isTax ? 'telos' : null,
    },
  }
}

function toClassifications({ incomeClassificationType: type, incomeClassificationCat: category }: Row, net: number): Row[] {
  return type === undefined && category === undefined
    ? []
    : [{ id: 1, type: asText(type), amount: fromCents(net), category: asText(category) }]
}

/** Self-billed rows have the expense in the fields of income, and the VAT classification, which has no category. */
function toExpenseClassifications(bodyRow: Row, net: number): Row[] {
  const { expenseVatClassification: type } = bodyRow
  const vat = type === undefined ? [] : [{ id: 2, type: asText(type), amount: fromCents(net), category: null }]
  return [...toClassifications(bodyRow, net), ...vat]
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

/** The totals of the rows and of the taxes on the whole invoice. */
export function computeTotals(rows: RowAmounts[], bodyTaxes: Row[], state: State): Row {
  const charges = bodyTaxes.map(({ taxId }) => {
    const tax = findById(getTaxes(state), taxId)
    const { value, isPercentable, operand } = tax
    const kind = { isWithheld: operand === '-', isDeduction: isDeduction(tax) }
    return { value: asAmount(value), isPercent: isPercentable !== false, ...kind }
  })
  const { net, vat, total, discount, taxes, withheld, deductions, payable } = sumRows(rows, charges)
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
