/** The rows of an invoice. Amounts are counted in cents, row by row, as they are printed. */
import type { Row, State } from '../types.ts'
import { taxesOf } from './account.ts'
import { byId, cents, money, number, percentOf, text } from './values.ts'

/** A row as it is received, of one that is sent: goods, or a tax row with `type: telos`. */
export function itemOf(sent: Row, isSelfBilled: boolean, state: State): Row {
  const taxes = taxesOf(state)
  const vat = byId(taxes, sent.vatId)
  const isTax = sent.type === 'telos'
  const product = state.collection('products').find(sent.productId)
  const quantity = number(sent.quantity, 1)
  const percent = number(sent.discount)
  // With OSS, the rate of the customer's country.
  const vatPercent = number(sent.taxRate, number(vat.value))

  const gross = cents(number(sent.price) * quantity)
  const discount = percentOf(gross, percent)
  const net = gross - discount
  const vatAmount = percentOf(net, vatPercent)
  return {
    quantity,
    measurementUnitId: number(sent.measurementUnit, 1),
    product: {
      id: sent.productId ?? null,
      title: product?.name ?? null,
      description: text(sent.details, isTax ? text(byId(taxes, sent.taxId).name) : ''),
    },
    netAmount: money(net),
    vatAmount: money(vatAmount),
    totalAmount: money(net + vatAmount),
    discountPercent: percent,
    discountAmount: money(discount),
    undiscountedTotalAmount: money(gross + percentOf(gross, vatPercent)),
    vatId: sent.vatId,
    vatPercent,
    mydata: {
      ...NOTHING_REPORTED,
      vatCat: vat.mydataVatCat ?? null,
      vatExemptionCat: sent.vatExceptionCat === undefined ? null : Number(sent.vatExceptionCat),
      discountOption: discount > 0 ? true : null,
      incomeClassificationType: isSelfBilled ? [] : classificationOf(sent, net),
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
export function totalsOf(items: Row[], sentTaxes: Row[], state: State): Row {
  const sum = (field: string) => items.reduce((total, item) => total + cents(item[field]), 0)
  const net = sum('netAmount')
  const final = net + sum('vatAmount')
  const taxes = sentTaxes.map(({ taxId }) => byId(taxesOf(state), taxId))
  const taxed = (isWithheld: boolean) =>
    taxes
      .filter(({ operand }) => (operand === '-') === isWithheld)
      .reduce((total, tax) => total + (tax.isPercentable === false ? cents(tax.value) : percentOf(net, number(tax.value))), 0)
  const withheld = taxed(true)
  const fees = taxed(false)
  return {
    amount: money(net),
    vatAmount: money(final - net),
    finalAmount: money(final),
    payableAmount: money(final - withheld + fees),
    discountedAmount: money(sum('discountAmount')),
    totalWithheldAmount: money(withheld),
    totalFeesAmount: money(fees),
  }
}
