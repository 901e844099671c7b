import { toYmd } from '../../core/dates.ts'
import { problem } from '../problem.ts'
import type { Check } from './context.ts'

/** Whether the day of issue is a day, and not to come. */
export const checkDate: Check = ({ draft: { invoiceDate } }) => {
  const day = invoiceDate ? dayOf(invoiceDate) : undefined
  if (day === undefined) {
    const message = invoiceDate
      ? { en: 'This is not a calendar date.', el: 'Δεν είναι έγκυρη ημερομηνία.' }
      : { en: 'An invoice has a date: set invoiceDate.', el: 'Το παραστατικό χρειάζεται ημερομηνία: ορίστε το invoiceDate.' }
    return [problem('date-invalid', 'invoiceDate', message)]
  }
  // Both are days in Athens, where it may be tomorrow already. Texts of this form sort by date.
  const today = toYmd(new Date())
  if (day <= today) return []
  const message = {
    en: `${day} is in the future: today is ${today} in Athens.`,
    el: `Η ημερομηνία ${day} είναι μελλοντική: σήμερα είναι ${today}.`,
  }
  return [problem('date-in-future', 'invoiceDate', message)]
}

function dayOf(date: Parameters<typeof toYmd>[0]): string | undefined {
  try {
    return toYmd(date)
  } catch {
    return undefined
  }
}
