/** Checks that do not depend on the type of invoice: dates, rows, and ids of the account. */
import { show } from '../../core/arguments.ts'
import { toYmd } from '../../core/dates.ts'
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { isAmount } from '../cents.ts'
import { isSameText, readText } from '../input.ts'
import { type Check, type Context, createErrorIf, createProblem, eachRow, findAccountVat, isTaxRow } from './context.ts'

/** The authority does not publish its limit. An older date is usually a typing error. */
const OLDEST_IN_YEARS = 3

const DETAILS_MAX_LENGTH = 300

/** Checks that the invoice date is a calendar date, not in the future, and not after the due date. */
export const checkDates: Check = ({ draft: { invoiceDate, dateExpires } }) => {
  const day = parseDay(invoiceDate)
  if (day === undefined) {
    const message = invoiceDate
      ? {
          en: 'This is not a calendar date. Use a date such as 2026-11-20.',
          el: 'Δεν είναι έγκυρη ημερομηνία. Χρησιμοποιήστε ημερομηνία όπως 2026-11-20.',
        }
      : { en: 'The invoice has no date. Set invoiceDate.', el: 'Το παραστατικό δεν έχει ημερομηνία. Ορίστε το invoiceDate.' }
    return [createProblem('date-invalid', 'invoiceDate', message)]
  }
  // Both are days in Athens, in a form that sorts by date.
  const today = toYmd(new Date())
  const due = parseDay(dateExpires)
  const problems: Problem[] = []
  if (day > today) {
    const message = {
      en: `${day} is in the future. Use ${today}, today in Athens, or an earlier date.`,
      el: `Η ημερομηνία ${day} είναι μελλοντική. Χρησιμοποιήστε τη σημερινή στην Αθήνα, ${today}, ή προγενέστερη.`,
    }
    problems.push(createProblem('date-in-future', 'invoiceDate', message))
  }
  if (due !== undefined && due < day) {
    const message = {
      en: `Payment is due on ${due}, before the invoice date ${day}. Correct one of the two.`,
      el: `Η πληρωμή λήγει στις ${due}, πριν από την ημερομηνία έκδοσης ${day}. Διορθώστε μία από τις δύο.`,
    }
    problems.push(createProblem('due-before-issue', 'dateExpires', message))
  }
  return problems
}

/** Warns of an invoice date that is several years ago. */
export const checkAge: Check = ({ draft: { invoiceDate } }) => {
  const day = parseDay(invoiceDate)
  const today = toYmd(new Date())
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_IN_YEARS}${today.slice(4)}`
  if (day === undefined || day >= oldest) return []
  const message = {
    en: `${day} is more than ${OLDEST_IN_YEARS} years ago. Check the year.`,
    el: `Η ημερομηνία ${day} είναι παλαιότερη από ${OLDEST_IN_YEARS} έτη. Ελέγξτε το έτος.`,
  }
  return [createProblem('date-too-old', 'invoiceDate', message)]
}

function parseDay(date: Context['draft']['dateExpires']): string | undefined {
  try {
    return date ? toYmd(date) : undefined
  } catch {
    return undefined
  }
}

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
  eachRow(context, ({ price, quantity, details }, path) => {
    const { length } = readText(details)
    const problems = Object.entries({ price, quantity }).flatMap(([field, amount]) =>
      isAmount(amount) && Number(amount) < 0 ? [createProblem('negative-amount', `${path}.${field}`, NEGATIVE)] : [],
    )
    if (isAmount(quantity) && Number(quantity) === 0)
      problems.push(createProblem('zero-quantity', `${path}.quantity`, ZERO_QUANTITY))
    if (length > DETAILS_MAX_LENGTH) {
      const message = {
        en: `The description has ${length} characters; the limit is ${DETAILS_MAX_LENGTH}. Shorten it.`,
        el: `Η περιγραφή έχει ${length} χαρακτήρες, ενώ το όριο είναι ${DETAILS_MAX_LENGTH}. Συντομεύστε την.`,
      }
      problems.push(createProblem('details-too-long', `${path}.details`, message))
    }
    return problems
  })

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

/** Checks that the account has each VAT rate, tax and payment method, and that each id is in the right field. */
export const checkIds: Check = (context) => {
  const { draft, account } = context
  const { vats, paymentMethods, ossProductTaxes = [] } = account
  const checkTax = (path: string, id: number | undefined): Problem[] => {
    if (!vats || id === undefined) return []
    const tax = findAccountVat(context, id)
    if (!tax) return [unknownId(path, id)]
    return isVatRate(tax) ? [createProblem('vat-rate-as-tax', path, vatRateAsTax(tax.name ?? id))] : []
  }
  const checkVatRate = (path: string, id: number | undefined): Problem[] => {
    // Billit does not publish which of the two lists the `vatId` of an OSS row is from.
    if (!vats || id === undefined || ossProductTaxes.some((rate) => isSameText(rate.id, id))) return []
    const tax = findAccountVat(context, id)
    if (!tax) return [unknownId(path, id)]
    const isWithheld = tax.operand === '-'
    const isTax = isWithheld || tax.isPercentable === false
    return isTax ? [createErrorIf(isWithheld, 'tax-as-vat-rate', path, taxAsVatRate(tax.name ?? id))] : []
  }
  return [
    ...eachRow(context, (row, path) => [...checkVatRate(`${path}.vatId`, row.vatId), ...checkTax(`${path}.taxId`, row.taxId)]),
    ...draft.taxes.flatMap(({ taxId }, index) => checkTax(`taxes.${index}.taxId`, taxId)),
    ...draft.paymentMethod.flatMap((id, index) =>
      !paymentMethods || isPlaceholder(id) || paymentMethods.some((method) => isSameText(method.id, id))
        ? []
        : [unknownId(`paymentMethod.${index}`, id)],
    ),
  ]
}

/** `[-1]` means no payment method. */
const isPlaceholder = (id: unknown): boolean => id === null || id === undefined || isSameText(id, -1)

const isVatRate = ({ mydataVatCat, operand, isPercentable }: NonNullable<ReturnType<typeof findAccountVat>>): boolean =>
  mydataVatCat !== undefined && mydataVatCat !== null && operand !== '-' && isPercentable !== false

const unknownId = (path: string, id: unknown): Problem =>
  createProblem('unknown-id', path, {
    en: `The account has no such entry with the id ${show(id)}. Use an id of the account. If it is new, read the account again.`,
    el: `Ο λογαριασμός δεν έχει τέτοια εγγραφή με id ${show(id)}. Χρησιμοποιήστε ένα id του λογαριασμού. Αν είναι νέο, διαβάστε ξανά τον λογαριασμό.`,
  })

const taxAsVatRate = (name: unknown): Message => ({
  en: `${show(name)} is a tax, not a VAT rate. Set it as a taxId.`,
  el: `Το ${show(name)} είναι φόρος και όχι συντελεστής ΦΠΑ. Ορίστε το ως taxId.`,
})

const vatRateAsTax = (name: unknown): Message => ({
  en: `${show(name)} is a VAT rate, not a tax. Set it as the vatId of a row.`,
  el: `Το ${show(name)} είναι συντελεστής ΦΠΑ και όχι φόρος. Ορίστε το ως vatId μιας γραμμής.`,
})
