/** Checks the customer and the linked invoices against the type of invoice. */
import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import { isAfm, normalizeAfm } from '../../core/afm.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isEuCountry, isEuVatFormat, toVatPrefix } from '../eu-vat.ts'
import { isSameText, readText } from '../input.ts'
import { type Check, type Context, createErrorIf, createProblem, hasLinks } from './context.ts'

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

/** Checks that the buyer may issue this type of invoice. */
export const checkSelfBilling: Check = ({ draft, type }) => {
  if (!type || draft.selfPricing !== true || type.selfBilling) return []
  const message = {
    en: `Self-billing is not allowed on type ${type.code}. Use 1.1 or 2.1, or remove selfPricing.`,
    el: `Η αυτοτιμολόγηση δεν επιτρέπεται στον τύπο ${type.code}. Χρησιμοποιήστε τον 1.1 ή τον 2.1 ή αφαιρέστε το selfPricing.`,
  }
  return [createProblem('self-billing-forbidden', 'selfPricing', message)]
}

/** Delivery and receipt notes, which a company may issue to itself. */
const MOVEMENT = /^(9|10)\./

/** Checks that a Greek customer has a valid AFM, and that the customer is not the issuer. Needs the contact. */
export const checkVatNumbers: Check = ({ customer, account, type }) => {
  if (!customer || type?.counterpart !== 'required' || type.party !== undefined) return []
  const afm = readAfm(customer)
  const country = readCountry(customer)
  if (country === 'EL' && !isAfm(afm)) {
    const message = {
      en: `An invoice of type ${type.code} needs a customer with a valid AFM, but the contact has '${afm}'. Correct its vatId.`,
      el: `Το παραστατικό τύπου ${type.code} χρειάζεται πελάτη με έγκυρο ΑΦΜ, ενώ η επαφή έχει «${afm}». Διορθώστε το vatId της.`,
    }
    return [createProblem('afm-invalid', 'customerId', message)]
  }
  const isSelf = afm !== '' && afm === account.afm && (country === 'EL' || country === '')
  if (!isSelf || MOVEMENT.test(type.code)) return []
  const message = {
    en: `The customer has the VAT number of the issuer, ${account.afm}. Choose another customer.`,
    el: `Ο πελάτης έχει το ΑΦΜ του εκδότη, ${account.afm}. Επιλέξτε άλλον πελάτη.`,
  }
  return [createProblem('same-party', 'customerId', message)]
}

/** The VAT number of a record, normalized as an AFM. A number gets back its leading zeros. */
export const readAfm = ({ vatId }: { vatId?: unknown }): string =>
  normalizeAfm(typeof vatId === 'number' ? vatId : readText(vatId))

/** The VAT prefix of the contact's country. `''` if `country` is not a two-letter code. */
const readCountry = ({ country }: NonNullable<Context['customer']>): string => {
  const prefix = toVatPrefix(readText(country))
  return /^[A-Z]{2}$/.test(prefix) ? prefix : ''
}

/** Where a customer is, with its `customerType`. A private individual (4) can be in any of the three. */
const MARKETS = {
  domestic: { customerType: 1, aade: '242', en: 'in Greece', el: 'της ημεδαπής' },
  eu: { customerType: 2, aade: '243', en: 'in another country of the EU', el: 'άλλης χώρας της ΕΕ' },
  abroad: { customerType: 3, aade: '244', en: 'outside the EU', el: 'τρίτης χώρας' },
}

type Market = keyof typeof MARKETS

/** Checks that the contact's country, `customerType` and VAT number all match the market of the type of invoice. */
export const checkMarket: Check = ({ customer, type }) => {
  if (!customer || !type?.market) return []
  const problems: Problem[] = []
  const { aade } = MARKETS[type.market]
  if (findMarkets(customer, type).some((market) => market !== type.market)) {
    problems.push(createProblem('customer-kind', 'customerId', wrongMarket(type, type.market), aade))
  }
  if (type.market === 'eu' && !isForeignEuNumber(readText(customer.vatId), readText(customer.country))) {
    const message = {
      en: `An invoice of type ${type.code} needs a customer with a VAT number of another EU country. Set the contact's vatId.`,
      el: `Το παραστατικό τύπου ${type.code} χρειάζεται πελάτη με ΑΦΜ άλλης χώρας της ΕΕ. Ορίστε το vatId της επαφής.`,
    }
    problems.push(createProblem('eu-vat-number-missing', 'customerId', message))
  }
  return problems
}

/** The markets that the contact's country, VAT number and `customerType` indicate. Fields that indicate none are skipped. */
function findMarkets(customer: NonNullable<Context['customer']>, { code }: InvoiceTypeCode): Market[] {
  const { customerType } = customer
  const number = readText(customer.vatId).toUpperCase()
  const country = readCountry(customer)
  const [prefix = ''] = /^[A-Z]{2}(?=.*\d)/.exec(number) ?? []
  // Sales to Northern Ireland are intra-EU for goods, but not for services.
  const isNorthernIrish = prefix === 'XI' && code === '1.2' && ['', 'GB', 'XI'].includes(country)
  if (isNorthernIrish) return ['eu']
  const byCountry = country === '' ? [] : [toMarket(country)]
  const byNumber = isEuVatFormat(number) && prefix !== 'XI' ? [toMarket(toVatPrefix(prefix))] : []
  const byCustomerType = Object.entries(MARKETS).flatMap(([market, entry]) =>
    // The keys of MARKETS are markets.
    isSameText(entry.customerType, customerType) ? [market as Market] : [],
  )
  return [...byCountry, ...byNumber, ...byCustomerType]
}

const toMarket = (prefix: string): Market => (prefix === 'EL' ? 'domestic' : isEuCountry(prefix) ? 'eu' : 'abroad')

/** Whether the number has the format of an EU country other than Greece. */
function isForeignEuNumber(vatId: string, country: string): boolean {
  const [prefix] = /^[a-z]{2}/i.exec(vatId) ?? [country]
  return !/^(EL|GR)$/i.test(prefix) && isEuVatFormat(vatId, country)
}

const wrongMarket = ({ code }: InvoiceTypeCode, market: Market): Message => {
  const { customerType, en, el } = MARKETS[market]
  return {
    en: `An invoice of type ${code} is for a customer ${en}. Correct the contact's country, customerType (${customerType}) or vatId.`,
    el: `Το παραστατικό τύπου ${code} είναι για πελάτη ${el}. Διορθώστε το country, το customerType (${customerType}) ή το vatId της επαφής.`,
  }
}
