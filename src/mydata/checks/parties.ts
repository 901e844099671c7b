/** Checks the customer and the linked invoices against the type of invoice. */
import { isAfm, normalizeAfm } from '../../core/afm.ts'
import { isSameText, readText } from '../input.ts'
import { type Check, createErrorIf, createProblem, hasLinks, isMovement } from './context.ts'
import { readCountry } from './market.ts'

/** Checks that the draft has a customer if the type of invoice requires one, and none if the type forbids it. */
export const checkCounterpart: Check = ({ draft, type }) => {
  const hasCustomer = draft.customerId !== undefined
  // Where the party is the reporter, the account itself is the counterparty.
  if (type?.counterpart === 'required' && type.party !== 'reporter' && !hasCustomer) {
    const message = {
      en: `An invoice of type ${type.code} needs a counterparty. Set customerId.`,
      el: `Το παραστατικό τύπου ${type.code} χρειάζεται αντισυμβαλλόμενο. Ορίστε το customerId.`,
    }
    return [createErrorIf(type.sure === 'high', 'counterpart-missing', 'customerId', message)]
  }
  // Always a warning, since Billit may store the customer of a receipt without reporting it.
  if (type?.counterpart === 'forbidden' && hasCustomer) {
    const message = {
      en: `A document of type ${type.code} is reported without a counterparty. Check mydataInvoiceType, or remove customerId.`,
      el: `Το παραστατικό τύπου ${type.code} διαβιβάζεται χωρίς αντισυμβαλλόμενο. Ελέγξτε το mydataInvoiceType ή αφαιρέστε το customerId.`,
    }
    return [createProblem('counterpart-forbidden', 'customerId', message)]
  }
  return []
}

/** Checks that the draft is linked to another invoice if its type requires it, and is not if its type forbids it. */
export const checkLinks: Check = (context) => {
  const { type } = context
  if (type?.linked && !hasLinks(context)) {
    const advice = type.credit
      ? { en: ' For a credit note without a link, use 5.2.', el: ' Για πιστωτικό χωρίς συσχέτιση χρησιμοποιήστε τον τύπο 5.2.' }
      : { en: '', el: '' }
    const message = {
      en: `An invoice of type ${type.code} must be linked to another one. Billit publishes no field for it: check the link in Billit.${advice.en}`,
      el: `Το παραστατικό τύπου ${type.code} πρέπει να συσχετίζεται με άλλο. Το Billit δεν δημοσιεύει σχετικό πεδίο: ελέγξτε τη συσχέτιση στο Billit.${advice.el}`,
    }
    return [createProblem('correlated-invoice-missing', 'correlatedInvoices', message)]
  }
  if (type?.credit === 'unlinked' && hasLinks(context)) {
    const message = {
      en: `A credit note of type ${type.code} must not be linked to another invoice. Use 5.1, or remove correlatedInvoices.`,
      el: `Το πιστωτικό τύπου ${type.code} δεν πρέπει να συσχετίζεται με άλλο παραστατικό. Χρησιμοποιήστε τον τύπο 5.1 ή αφαιρέστε το correlatedInvoices.`,
    }
    return [createProblem('correlated-invoice-forbidden', 'correlatedInvoices', message)]
  }
  return []
}

/** The `customerType` of a customer in Greece. */
const DOMESTIC = 1

/** Checks that a Greek customer has a valid AFM, and that the customer is not the issuer. Needs the contact. */
export const checkVatNumbers: Check = ({ customer, account, type }) => {
  if (!customer || type?.counterpart !== 'required' || type.party !== undefined) return []
  const afm = readAfm(customer)
  const country = readCountry(customer)
  const isDomestic = country === '' && isSameText(customer.customerType, DOMESTIC)
  if ((country === 'EL' || isDomestic) && !isAfm(afm)) {
    const message = {
      en: `An invoice of type ${type.code} needs a customer with a valid AFM, but the contact has '${afm}'. Correct its vatId.`,
      el: `Το παραστατικό τύπου ${type.code} χρειάζεται πελάτη με έγκυρο ΑΦΜ, ενώ η επαφή έχει «${afm}». Διορθώστε το vatId της.`,
    }
    return [createErrorIf(country === 'EL', 'afm-invalid', 'customerId', message)]
  }
  const isSelf = afm !== '' && afm === account.afm && (country === 'EL' || country === '')
  if (!isSelf || isMovement(type)) return []
  const message = {
    en: `The customer has the VAT number of the issuer, ${account.afm}. Choose another customer.`,
    el: `Ο πελάτης έχει το ΑΦΜ του εκδότη, ${account.afm}. Επιλέξτε άλλον πελάτη.`,
  }
  return [createProblem('same-party', 'customerId', message)]
}

/** The VAT number of a record, normalized as an AFM. A number gets back its leading zeros. */
export const readAfm = ({ vatId }: { vatId?: unknown }): string =>
  normalizeAfm(typeof vatId === 'number' ? vatId : readText(vatId))
