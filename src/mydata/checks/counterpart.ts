import { problem, problemIf } from '../problem.ts'
import type { Check } from './context.ts'

/** Whether the type of invoice goes with, or without, the other party. */
export const checkCounterpart: Check = ({ draft, type }) => {
  const hasCustomer = draft.customerId !== undefined
  // In a document of the kind that says so, the other party is the one who reports it.
  if (type?.counterpart === 'required' && type.party !== 'reporter' && !hasCustomer) {
    const message = {
      en: `An invoice of type ${type.code} names the other party: set customerId.`,
      el: `Το παραστατικό τύπου ${type.code} χρειάζεται αντισυμβαλλόμενο: ορίστε το customerId.`,
    }
    return [problemIf(type.sure === 'high', 'counterpart-missing', 'customerId', message)]
  }
  // A warning, however sure the rule: Billit may keep the customer of a receipt and not report it.
  if (type?.counterpart === 'forbidden' && hasCustomer) {
    const message = {
      en: `A document of type ${type.code} is reported without the other party. Make sure that it is meant to be a receipt.`,
      el: `Το παραστατικό τύπου ${type.code} διαβιβάζεται χωρίς αντισυμβαλλόμενο. Βεβαιωθείτε ότι ο τύπος είναι σωστός.`,
    }
    return [problem('counterpart-forbidden', 'customerId', message)]
  }
  return []
}
