import { problem } from '../problem.ts'
import type { Check, Context } from './context.ts'

/** Whether a credit note, or an invoice that completes another, names the other. */
export const checkLinked: Check = ({ draft, type }) => {
  if (!type?.linked || hasLinks(draft)) return []
  const advice = type.credit
    ? { en: ' For a credit note without one, use 5.2.', el: ' Χωρίς συσχέτιση χρησιμοποιήστε τον τύπο 5.2.' }
    : { en: '', el: '' }
  const message = {
    en: `An invoice of type ${type.code} names the invoice that it refers to.${advice.en}`,
    el: `Το παραστατικό τύπου ${type.code} πρέπει να συσχετίζεται με προηγούμενο παραστατικό.${advice.el}`,
  }
  return [problem('correlated-invoice-missing', 'correlatedInvoices', message)]
}

/** The field is documented only in answers, so that the type of a draft lacks it. */
const hasLinks = (draft: Context['draft']): boolean =>
  'correlatedInvoices' in draft && !(Array.isArray(draft.correlatedInvoices) && draft.correlatedInvoices.length === 0)
