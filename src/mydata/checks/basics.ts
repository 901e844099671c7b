/** What an invoice needs whoever gets it: days, rows, and ids that the account has. */
import { show } from '../../core/arguments.ts'
import { toYmd } from '../../core/dates.ts'
import type { Message, Problem } from '../../core/problem.ts'
import type { InvoiceRow } from '../../core/types.ts'
import { isAmount } from '../cents.ts'
import { isSame, textOf } from '../given.ts'
import { type Check, type Context, eachRow, findTax, isTaxRow, problem, problemIf } from './context.ts'

/** How far back the authority goes is not published. A date further back than this is a typing error, as a rule. */
const OLDEST_IN_YEARS = 3

const DETAILS_MAX_LENGTH = 300

/** Whether the day of issue is a day, not to come, and before the day by which payment is due. */
export const checkDates: Check = ({ draft: { invoiceDate, dateExpires } }) => {
  const day = dayOf(invoiceDate)
  if (day === undefined) {
    const message = invoiceDate
      ? {
          en: 'This is not a calendar date: send one such as 2026-11-20.',
          el: 'Δεν είναι έγκυρη ημερομηνία: στείλτε π.χ. 2026-11-20.',
        }
      : { en: 'An invoice has a date: set invoiceDate.', el: 'Το παραστατικό χρειάζεται ημερομηνία: ορίστε το invoiceDate.' }
    return [problem('date-invalid', 'invoiceDate', message)]
  }
  // Both are days in Athens, where it may be tomorrow already. Texts of this form sort by date.
  const today = toYmd(new Date())
  const due = dayOf(dateExpires)
  const problems: Problem[] = []
  if (day > today) {
    const message = {
      en: `${day} is in the future: today is ${today} in Athens.`,
      el: `Η ημερομηνία ${day} είναι μελλοντική: σήμερα είναι ${today}.`,
    }
    problems.push(problem('date-in-future', 'invoiceDate', message))
  }
  if (due !== undefined && due < day) {
    const message = {
      en: `Payment is due on ${due}, before the invoice is issued on ${day}: correct one.`,
      el: `Η πληρωμή λήγει στις ${due}, πριν από την έκδοση στις ${day}: διορθώστε μία από τις δύο.`,
    }
    problems.push(problem('due-before-issue', 'dateExpires', message))
  }
  return problems
}

/** Whether the day of issue is not years back. */
export const checkAge: Check = ({ draft: { invoiceDate } }) => {
  const day = dayOf(invoiceDate)
  const today = toYmd(new Date())
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_IN_YEARS}${today.slice(4)}`
  if (day === undefined || day >= oldest) return []
  const message = {
    en: `${day} is more than ${OLDEST_IN_YEARS} years ago: look for a mistyped year.`,
    el: `Η ημερομηνία ${day} είναι παλαιότερη από ${OLDEST_IN_YEARS} έτη: ελέγξτε το έτος.`,
  }
  return [problem('date-too-old', 'invoiceDate', message)]
}

function dayOf(date: Context['draft']['dateExpires']): string | undefined {
  try {
    return date ? toYmd(date) : undefined
  } catch {
    return undefined
  }
}

/** Whether there are rows, and each of them can be sold. */
export const checkRows: Check = (context) => {
  if (context.draft.products.length > 0) return eachRow(context, checkRow)
  const message = {
    en: 'An invoice has at least one row: add it to products.',
    el: 'Το παραστατικό χρειάζεται τουλάχιστον μία γραμμή στο products.',
  }
  return [problem('rows-missing', 'products', message)]
}

function checkRow(row: Partial<InvoiceRow>, path: string): Problem[] {
  const { details, productId, taxId, discount } = row
  const problems = isAmount(discount) ? checkDiscount(Number(discount), `${path}.discount`) : []
  if (isTaxRow(row)) {
    return taxId === undefined ? [...problems, problem('tax-id-missing', `${path}.taxId`, TAX_ID_MISSING)] : problems
  }
  const isTold = textOf(details) !== '' || productId !== undefined
  return isTold ? problems : [...problems, problem('details-missing', `${path}.details`, DETAILS_MISSING)]
}

/** Whether each row has amounts and a text that the authority takes. */
export const checkReportedRows: Check = (context) =>
  eachRow(context, ({ price, quantity, details }, path) => {
    const { length } = textOf(details)
    const problems = Object.entries({ price, quantity }).flatMap(([field, amount]) =>
      isAmount(amount) && Number(amount) < 0 ? [problem('negative-amount', `${path}.${field}`, NEGATIVE)] : [],
    )
    if (isAmount(quantity) && Number(quantity) === 0) problems.push(problem('zero-quantity', `${path}.quantity`, ZERO_QUANTITY))
    if (length > DETAILS_MAX_LENGTH) {
      const message = {
        en: `The text has ${length} characters, and may have ${DETAILS_MAX_LENGTH}: shorten it.`,
        el: `Το κείμενο έχει ${length} χαρακτήρες, με όριο τους ${DETAILS_MAX_LENGTH}: συντομεύστε το.`,
      }
      problems.push(problem('details-too-long', `${path}.details`, message))
    }
    return problems
  })

function checkDiscount(percent: number, path: string): Problem[] {
  if (percent < 0 || percent > 100) {
    const message = {
      en: `A discount is 0 to 100 percent, not ${percent}.`,
      el: `Η έκπτωση είναι από 0 έως 100%, όχι ${percent}.`,
    }
    return [problemIf(percent > 100, 'discount-out-of-range', path, message)]
  }
  if (Number.isInteger(percent)) return []
  const message = {
    en: `Billit takes whole percents, not ${percent}: lower the price instead.`,
    el: `Το Billit δέχεται ακέραιο ποσοστό, όχι ${percent}: μειώστε αντ’ αυτού την τιμή.`,
  }
  return [problem('discount-not-whole', path, message)]
}

const TAX_ID_MISSING: Message = {
  en: 'A tax row names its tax: set taxId to the id of a tax of the account.',
  el: 'Η γραμμή φόρου χρειάζεται το taxId ενός φόρου του λογαριασμού.',
}
const DETAILS_MISSING: Message = {
  en: 'A row says what is sold: set details, or productId.',
  el: 'Η γραμμή χρειάζεται περιγραφή: ορίστε το details ή το productId.',
}
const NEGATIVE: Message = {
  en: 'Negative amounts are refused: use discount, or a credit note.',
  el: 'Δεν επιτρέπονται αρνητικά ποσά: χρησιμοποιήστε έκπτωση ή πιστωτικό.',
}
const ZERO_QUANTITY: Message = {
  en: 'The quantity is 0: set one, or leave the row out.',
  el: 'Η ποσότητα είναι 0: ορίστε ποσότητα ή αφαιρέστε τη γραμμή.',
}

/** Whether the account has what the ids name, and each is of the kind that the field is for. */
export const checkIds: Check = (context) => {
  const { draft, account } = context
  const { vats, paymentMethods, ossProductTaxes = [] } = account
  const checkTax = (path: string, id: number | undefined): Problem[] => {
    if (!vats || id === undefined) return []
    const tax = findTax(context, id)
    if (!tax) return [unknownId(path, id)]
    return isVatRate(tax) ? [problem('vat-rate-as-tax', path, vatRateAsTax(tax.name ?? id))] : []
  }
  const checkRate = (path: string, id: number | undefined): Problem[] => {
    // Which of the two lists a row under OSS names is not published.
    if (!vats || id === undefined || ossProductTaxes.some((rate) => isSame(rate.id, id))) return []
    const tax = findTax(context, id)
    if (!tax) return [unknownId(path, id)]
    const isWithheld = tax.operand === '-'
    const isTax = isWithheld || tax.isPercentable === false
    return isTax ? [problemIf(isWithheld, 'tax-as-vat-rate', path, taxAsVatRate(tax.name ?? id))] : []
  }
  return [
    ...eachRow(context, (row, path) => [...checkRate(`${path}.vatId`, row.vatId), ...checkTax(`${path}.taxId`, row.taxId)]),
    ...draft.taxes.flatMap(({ taxId }, index) => checkTax(`taxes.${index}.taxId`, taxId)),
    ...draft.paymentMethod.flatMap((id, index) =>
      !paymentMethods || isNoMethod(id) || paymentMethods.some((method) => isSame(method.id, id))
        ? []
        : [unknownId(`paymentMethod.${index}`, id)],
    ),
  ]
}

/** `[-1]` stands for no payment method at all. */
const isNoMethod = (id: unknown): boolean => id === null || id === undefined || isSame(id, -1)

const isVatRate = ({ mydataVatCat, operand, isPercentable }: NonNullable<ReturnType<typeof findTax>>): boolean =>
  mydataVatCat !== undefined && mydataVatCat !== null && operand !== '-' && isPercentable !== false

const unknownId = (path: string, id: unknown): Problem =>
  problem('unknown-id', path, {
    en: `The account has no ${show(id)} here. If it is new, read the account again.`,
    el: `Ο λογαριασμός δεν έχει το ${show(id)} εδώ. Αν είναι νέο, διαβάστε ξανά τον λογαριασμό.`,
  })

const taxAsVatRate = (name: unknown): Message => ({
  en: `${show(name)} is a tax, not a VAT rate: it goes into taxId.`,
  el: `Το ${show(name)} είναι φόρος και όχι συντελεστής ΦΠΑ: δηλώνεται στο taxId.`,
})

const vatRateAsTax = (name: unknown): Message => ({
  en: `${show(name)} is a VAT rate, not a tax: it goes into the vatId of a row.`,
  el: `Το ${show(name)} είναι συντελεστής ΦΠΑ: δηλώνεται στο vatId της γραμμής.`,
})
