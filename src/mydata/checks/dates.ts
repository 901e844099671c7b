/** Checks the date of the invoice and its due date. */
import { toYmd } from '../../core/dates.ts'
import type { Problem } from '../../core/problem.ts'
import { type Check, type Context, createProblem } from './context.ts'

/** The authority does not publish its limit. An older date is usually a typing error. */
const OLDEST_IN_YEARS = 3

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

/** Invoices and credit notes between businesses. */
const BETWEEN_BUSINESSES = /^[125]\./

/**
 * Warns of an invoice date that is several years ago, and, on an invoice between businesses, of any date before today that a
 * provider would reject.
 */
export const checkIssueDay: Check = ({ draft: { invoiceDate }, type, channel }) => {
  const day = parseDay(invoiceDate)
  const today = toYmd(new Date())
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_IN_YEARS}${today.slice(4)}`
  if (day === undefined || day >= today) return []
  if (day < oldest) {
    const message = {
      en: `${day} is more than ${OLDEST_IN_YEARS} years ago. Check the year.`,
      el: `Η ημερομηνία ${day} είναι παλαιότερη από ${OLDEST_IN_YEARS} έτη. Ελέγξτε το έτος.`,
    }
    return [createProblem('date-too-old', 'invoiceDate', message)]
  }
  if (channel === 'erp' || !BETWEEN_BUSINESSES.test(type?.code ?? '')) return []
  const [en, el] =
    channel === 'provider'
      ? ['', '']
      : [
          " Billit probably reports through one, but has not confirmed it: if it does not, pass { channel: 'erp' }.",
          " Το Billit πιθανώς διαβιβάζει μέσω παρόχου, αλλά δεν το έχει επιβεβαιώσει: αν όχι, δώστε { channel: 'erp' }.",
        ]
  const message = {
    en: `${day} is before today. A provider reports invoices between businesses only on their day of issue. Use ${today}.${en}`,
    el: `Η ημερομηνία ${day} είναι πριν από τη σημερινή. Ένας πάροχος διαβιβάζει τιμολόγια μεταξύ επιχειρήσεων μόνο την ημέρα έκδοσης. Χρησιμοποιήστε ${today}.${el}`,
  }
  return [createProblem('date-not-today', 'invoiceDate', message)]
}

function parseDay(date: Context['draft']['dateExpires']): string | undefined {
  try {
    return date ? toYmd(date) : undefined
  } catch {
    return undefined
  }
}
