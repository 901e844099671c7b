/** Checks the rows of the invoice: their descriptions, amounts and discounts. */
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { isAmount } from '../cents.ts'
import { TAX_FREE } from '../exemptions.ts'
import { isSameText, readText } from '../input.ts'
import { type Check, type Context, createErrorIf, createProblem, eachRow, isMovement, isTaxRow } from './context.ts'

const DETAILS_MAX_LENGTH = 300

/** Checks that there are rows, and that each has a description or a tax, and a valid discount. */
export const checkRows: Check = (context) => {
  if (context.draft.products.length > 0) return eachRow(context, checkRow)
  const message = {
    en: 'The invoice has no rows. Add at least one to products.',
    el: 'Το παραστατικό δεν έχει γραμμές. Προσθέστε τουλάχιστον μία στο products.',
  }
  return [createProblem('rows-missing', 'products', message)]
}

function checkRow(row: Partial<InvoiceRow>, path: string): Problem[] {
  const { details, productId, taxId, discount } = row
  const problems = isAmount(discount) ? checkDiscount(Number(discount), `${path}.discount`) : []
  if (isTaxRow(row)) {
    return taxId === undefined ? [...problems, createProblem('tax-id-missing', `${path}.taxId`, TAX_ID_MISSING)] : problems
  }
  const hasDescription = readText(details) !== '' || productId !== undefined
  return hasDescription ? problems : [...problems, createProblem('details-missing', `${path}.details`, DETAILS_MISSING)]
}

/** Checks that the authority accepts the amounts and the description of each row. */
export const checkReportedRows: Check = (context) =>
  eachRow(context, (row, path) => {
    const { price, quantity, productId } = row
    const problems = Object.entries({ price, quantity }).flatMap(([field, amount]) =>
      isAmount(amount) && Number(amount) < 0 ? [createProblem('negative-amount', `${path}.${field}`, NEGATIVE)] : [],
    )
    if (price === undefined && productId === undefined && !isMovement(context.type)) {
      problems.push(createProblem('price-missing', `${path}.price`, PRICE_MISSING))
    }
    if (isAmount(quantity) && Number(quantity) === 0) {
      problems.push(createProblem('zero-quantity', `${path}.quantity`, ZERO_QUANTITY))
    }
    return [...problems, ...checkLength(context, row, `${path}.details`)]
  })

/** Descriptions are only reported for delivery notes and Tax Free sales. */
function checkLength({ type }: Context, { details, vatExceptionCat }: Partial<InvoiceRow>, path: string): Problem[] {
  const { length } = readText(details)
  const isDescriptionReported = isMovement(type) || isSameText(vatExceptionCat, TAX_FREE)
  if (length <= DETAILS_MAX_LENGTH || !isDescriptionReported) return []
  const message = {
    en: `The description has ${length} characters; the limit is ${DETAILS_MAX_LENGTH}. Shorten it.`,
    el: `Η περιγραφή έχει ${length} χαρακτήρες, ενώ το όριο είναι ${DETAILS_MAX_LENGTH}. Συντομεύστε την.`,
  }
  return [createProblem('details-too-long', path, message)]
}

function checkDiscount(percent: number, path: string): Problem[] {
  if (percent < 0 || percent > 100) {
    const message = {
      en: `A discount of ${percent}% is not possible. Use 0 to 100.`,
      el: `Έκπτωση ${percent}% δεν είναι δυνατή. Χρησιμοποιήστε τιμή από 0 έως 100.`,
    }
    return [createErrorIf(percent > 100, 'discount-out-of-range', path, message)]
  }
  if (Number.isInteger(percent)) return []
  const message = {
    en: `Billit accepts only whole percentages as a discount, not ${percent}. Lower the price instead.`,
    el: `Το Billit δέχεται μόνο ακέραιο ποσοστό έκπτωσης, όχι ${percent}. Μειώστε αντ’ αυτού την τιμή.`,
  }
  return [createProblem('discount-not-whole', path, message)]
}

const TAX_ID_MISSING: Message = {
  en: 'The tax row has no tax. Set taxId to the id of a tax of the account.',
  el: 'Η γραμμή φόρου δεν έχει φόρο. Ορίστε στο taxId το id ενός φόρου του λογαριασμού.',
}
const DETAILS_MISSING: Message = {
  en: 'The row has no description. Set details or productId.',
  el: 'Η γραμμή δεν έχει περιγραφή. Ορίστε το details ή το productId.',
}
const NEGATIVE: Message = {
  en: 'Negative amounts are not allowed. Use a discount or a credit note.',
  el: 'Δεν επιτρέπονται αρνητικά ποσά. Χρησιμοποιήστε έκπτωση ή πιστωτικό.',
}
const ZERO_QUANTITY: Message = {
  en: 'The quantity is 0. Set a quantity, or remove the row.',
  el: 'Η ποσότητα είναι 0. Ορίστε ποσότητα ή αφαιρέστε τη γραμμή.',
}
const PRICE_MISSING: Message = {
  en: 'The row has no price. Set price, or the productId of a product with a price.',
  el: 'Η γραμμή δεν έχει τιμή. Ορίστε το price ή το productId ενός προϊόντος με τιμή.',
}
