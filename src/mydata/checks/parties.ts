/** Whether the parties, and other invoices that it names, are those of the type of invoice. */
import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import { isAfm, normalizeAfm } from '../../core/afm.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isEuCountry, isEuVatFormat, vatPrefixOf } from '../eu-vat.ts'
import { isSame, textOf } from '../given.ts'
import { type Check, type Context, hasLinks, problem, problemIf } from './context.ts'

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
      en: `A document of type ${type.code} is reported without the other party. Check that it is a receipt.`,
      el: `Το παραστατικό τύπου ${type.code} διαβιβάζεται χωρίς αντισυμβαλλόμενο. Βεβαιωθείτε ότι ο τύπος είναι σωστός.`,
    }
    return [problem('counterpart-forbidden', 'customerId', message)]
  }
  return []
}

/** Whether the invoice is linked to another one where the type wants it. */
export const checkLinks: Check = (context) => {
  const { type } = context
  if (type?.linked && !hasLinks(context)) {
    const advice = type.credit
      ? { en: ' For a credit note without one, use 5.2.', el: ' Χωρίς συσχέτιση χρησιμοποιήστε τον τύπο 5.2.' }
      : { en: '', el: '' }
    const message = {
      en: `An invoice of type ${type.code} refers to another one, for which Billit publishes no field: check its link.${advice.en}`,
      el: `Το παραστατικό τύπου ${type.code} πρέπει να συσχετίζεται με προηγούμενο παραστατικό: βεβαιωθείτε για τη συσχέτιση.${advice.el}`,
    }
    return [problem('correlated-invoice-missing', 'correlatedInvoices', message)]
  }
  if (type?.credit === 'unlinked' && hasLinks(context)) {
    const message = {
      en: `A credit note of type ${type.code} refers to no other invoice: use 5.1, or leave correlatedInvoices out.`,
      el: `Το πιστωτικό τύπου ${type.code} δεν συσχετίζεται με άλλο παραστατικό: χρησιμοποιήστε τον τύπο 5.1.`,
    }
    return [problem('correlated-invoice-forbidden', 'correlatedInvoices', message)]
  }
  return []
}

/** Whether the buyer may issue it. */
export const checkSelfBilling: Check = ({ draft, type }) => {
  if (!type || draft.selfPricing !== true || type.selfBilling) return []
  const message = {
    en: `Self-billing is for 1.1 and 2.1, not for type ${type.code}: leave selfPricing out.`,
    el: `Η αυτοτιμολόγηση αφορά τους τύπους 1.1 και 2.1, όχι τον ${type.code}: αφαιρέστε το selfPricing.`,
  }
  return [problem('self-billing-forbidden', 'selfPricing', message)]
}

/** A document of goods that move may go from a company to itself. */
const MOVEMENT = /^(9|10)\./

/** Whether the customer has the VAT number that the authority wants. Only the contact's record tells. */
export const checkVatNumbers: Check = ({ customer, account, type }) => {
  if (!customer || type?.counterpart !== 'required' || type.party !== undefined) return []
  const afm = afmIn(customer)
  const country = countryOf(customer)
  if (country === 'EL' && !isAfm(afm)) {
    const message = {
      en: `An invoice of type ${type.code} is for a customer with a valid AFM, and the contact has '${afm}': correct it.`,
      el: `Το παραστατικό τύπου ${type.code} χρειάζεται πελάτη με έγκυρο ΑΦΜ, ενώ η επαφή έχει «${afm}»: διορθώστε το.`,
    }
    return [problem('afm-invalid', 'customerId', message)]
  }
  const isSelf = afm !== '' && afm === account.afm && (country === 'EL' || country === '')
  if (!isSelf || MOVEMENT.test(type.code)) return []
  const message = {
    en: `The customer has the VAT number of the issuer, ${account.afm}: choose another customer.`,
    el: `Ο πελάτης έχει το ΑΦΜ του εκδότη, ${account.afm}: επιλέξτε άλλον πελάτη.`,
  }
  return [problem('same-party', 'customerId', message)]
}

/** The VAT number of a record as a Greek one. One that came as a number may have lost its zeros in front. */
export const afmIn = ({ vatId }: { vatId?: unknown }): string => normalizeAfm(typeof vatId === 'number' ? vatId : textOf(vatId))

/** The two letters that stand before its VAT numbers. Empty where the record has no such code. */
const countryOf = ({ country }: NonNullable<Context['customer']>): string => {
  const prefix = vatPrefixOf(textOf(country))
  return /^[A-Z]{2}$/.test(prefix) ? prefix : ''
}

/** Where a customer is. The numbers are those of `customerType`, in which 4 is a private individual anywhere. */
const MARKETS = {
  domestic: { customerType: 1, aade: '242', en: 'in Greece', el: 'της ημεδαπής' },
  eu: { customerType: 2, aade: '243', en: 'in another country of the EU', el: 'άλλης χώρας της ΕΕ' },
  abroad: { customerType: 3, aade: '244', en: 'outside the EU', el: 'τρίτης χώρας' },
}

type Market = keyof typeof MARKETS

const PRIVATE_INDIVIDUAL = 4

/** Whether the customer is where the type of invoice is for, and its record does not contradict itself. */
export const checkMarket: Check = ({ customer, type }) => {
  if (!customer || !type?.market) return []
  const problems: Problem[] = []
  const { aade } = MARKETS[type.market]
  const places = placesOf(customer, type)
  if (places.some((place) => place !== type.market)) {
    problems.push(problem('customer-kind', 'customerId', otherMarket(type, type.market), aade))
  }
  if (type.market === 'eu' && !isForeignEuNumber(textOf(customer.vatId), textOf(customer.country))) {
    const message = {
      en: `An invoice of type ${type.code} is for a customer with a VAT number of another EU country: set the contact's vatId.`,
      el: `Το παραστατικό τύπου ${type.code} είναι για πελάτη με ΑΦΜ άλλης χώρας της ΕΕ: ορίστε το vatId της επαφής.`,
    }
    problems.push(problem('eu-vat-number-missing', 'customerId', message))
  }
  return problems
}

/** Where the customer is by its country, its kind, and its VAT number. Each says something or nothing. */
function placesOf(customer: NonNullable<Context['customer']>, { code }: InvoiceTypeCode): Market[] {
  const { customerType } = customer
  const number = textOf(customer.vatId).toUpperCase()
  const country = countryOf(customer)
  const [prefix = ''] = /^[A-Z]{2}(?=.*\d)/.exec(number) ?? []
  // Goods from Northern Ireland are sold within the EU, and services are not.
  const isNorthernIrish = prefix === 'XI' && code === '1.2' && ['', 'GB', 'XI'].includes(country)
  if (isNorthernIrish) return ['eu']
  const byCountry = country === '' ? [] : [marketOf(country)]
  const byNumber = isEuVatFormat(number) && prefix !== 'XI' ? [marketOf(vatPrefixOf(prefix))] : []
  const byKind = Object.entries(MARKETS).flatMap(([market, kind]) =>
    // Keys of the object.
    isSame(kind.customerType, customerType) ? [market as Market] : [],
  )
  // A private individual is somewhere all the same: only the country tells.
  return [...byCountry, ...byNumber, ...(isSame(customerType, PRIVATE_INDIVIDUAL) ? [] : byKind)]
}

const marketOf = (prefix: string): Market => (prefix === 'EL' ? 'domestic' : isEuCountry(prefix) ? 'eu' : 'abroad')

/** A Greek number is of the EU too, but no supply to Greece is one between countries. */
function isForeignEuNumber(vatId: string, country: string): boolean {
  const [prefix] = /^[a-z]{2}/i.exec(vatId) ?? [country]
  return !/^(EL|GR)$/i.test(prefix) && isEuVatFormat(vatId, country)
}

const otherMarket = ({ code }: InvoiceTypeCode, market: Market): Message => {
  const { customerType, en, el } = MARKETS[market]
  return {
    en: `An invoice of type ${code} is for a customer ${en}: correct country, customerType (${customerType}) or vatId of the contact.`,
    el: `Το παραστατικό τύπου ${code} είναι για πελάτη ${el}: ελέγξτε το country, το customerType (${customerType}) και το vatId της επαφής.`,
  }
}
