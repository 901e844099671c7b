/** Checks that the customer is where the type of invoice requires. */
import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isEuCountry, isEuVatFormat, toVatPrefix } from '../eu-vat.ts'
import { isSameText, readText } from '../input.ts'
import { suggestCodes } from '../suggest-codes.ts'
import { type Check, type CheckedContact, type Context, createProblem, findRate } from './context.ts'

/** The VAT prefix of the contact's country. `''` if `country` is not a two-letter code. */
export const readCountry = ({ country }: CheckedContact): string => {
  const prefix = toVatPrefix(readText(country))
  return /^[A-Z]{2}$/.test(prefix) ? prefix : ''
}

/** Where a customer is, with its `customerType`. A private individual (4) can be in any of the three. */
const MARKETS = {
  domestic: { name: 'gr', customerType: 1, aade: '242', en: 'in Greece', el: 'της ημεδαπής' },
  eu: { name: 'eu', customerType: 2, aade: '243', en: 'in another country of the EU', el: 'άλλης χώρας της ΕΕ' },
  abroad: { name: 'third', customerType: 3, aade: '244', en: 'outside the EU', el: 'τρίτης χώρας' },
} as const

const PRIVATE = 4

type Market = keyof typeof MARKETS

/** Checks that the contact's country, `customerType` and VAT number all match the market of the type of invoice. */
export const checkMarket: Check = (context) => {
  const { customer, type } = context
  if (!customer || !type?.market) return []
  const problems: Problem[] = []
  const { aade } = MARKETS[type.market]
  const markets = findMarkets(customer, type)
  if (markets.some((market) => market !== type.market)) {
    const message = wrongMarket(type, type.market, findCure(markets, type, context))
    problems.push(createProblem('customer-kind', 'customerId', message, aade))
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
function findMarkets(customer: CheckedContact, { code }: InvoiceTypeCode): Market[] {
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

const wrongMarket = ({ code }: InvoiceTypeCode, market: Market, cure: Message): Message => {
  const { en, el } = MARKETS[market]
  return {
    en: `An invoice of type ${code} is for a customer ${en}. ${cure.en}`,
    el: `Το παραστατικό τύπου ${code} είναι για πελάτη ${el}. ${cure.el}`,
  }
}

/** The right type of invoice for the customer. If the fields of the contact contradict each other, they have to be corrected. */
function findCure(markets: Market[], type: InvoiceTypeCode, context: Context): Message {
  const [market] = markets
  const isClear = market !== undefined && market !== type.market && markets.every((other) => other === market)
  const sale = isClear ? suggestFor(market, type, context) : undefined
  if (!sale) return isSameText(context.customer?.customerType, PRIVATE) ? RETAIL : correctContact(type.market)
  const hasGreekVat = type.market === 'domestic' && context.draft.products.some((row) => (findRate(context, row) ?? 1) > 0)
  const wayOut = hasGreekVat ? GREEK_VAT_ABROAD : NO_MESSAGE
  return { en: `${sale.en}${wayOut.en}`, el: `${sale.el}${wayOut.el}` }
}

function suggestFor(market: Market, { code }: InvoiceTypeCode, { draft, customer }: Context): Message | undefined {
  const isProducts = draft.products.every(({ incomeClassificationCat }) => incomeClassificationCat === 'category1_2')
  const kind = code.startsWith('2') ? 'services' : isProducts ? 'products' : 'goods'
  if (isSameText(customer?.customerType, PRIVATE)) return undefined
  return suggestCodes({ kind, market: MARKETS[market].name, customer: 'business' })?.reason
}

const correctContact = (market: Market | undefined): Message => {
  const { customerType } = MARKETS[market ?? 'domestic']
  return {
    en: `Correct the contact's country, customerType (${customerType}) or vatId.`,
    el: `Διορθώστε το country, το customerType (${customerType}) ή το vatId της επαφής.`,
  }
}

const RETAIL: Message = {
  en: 'For a private individual use 11.1 or 11.2.',
  el: 'Για ιδιώτη χρησιμοποιήστε τον τύπο 11.1 ή 11.2.',
}

export const NO_MESSAGE: Message = { en: '', el: '' }

/** The way out for Greek VAT to a customer abroad, which no type of invoice allows by itself. */
export const GREEK_VAT_ABROAD: Message = {
  en: ' If Greek VAT applies, as to a hotel stay, the authority wants special category 5 (mixed transactions), for which this API has no field: create the invoice in another program.',
  el: ' Αν οφείλεται ελληνικός ΦΠΑ, όπως σε διαμονή σε ξενοδοχείο, η ΑΑΔΕ ζητά την ειδική κατηγορία 5 (σύνθετες συναλλαγές), για την οποία αυτό το API δεν έχει πεδίο: εκδώστε το παραστατικό με άλλο πρόγραμμα.',
}
