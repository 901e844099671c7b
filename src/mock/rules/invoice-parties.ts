/**
 * Copies the customer and the biller into an invoice, under the invoice's field names, with the payment methods and the layout.
 * The copies are shared between invoices: a contact or account that changes becomes a new object.
 */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asText, memoize } from '../values.ts'
import { getBiller, getPaymentMethods, getSettings } from './account.ts'

const pickTexts = (source: Row, names: string[]): Row => Object.fromEntries(names.map((name) => [name, asText(source[name])]))

const SHARED_FIELDS = ['company', 'profession', 'taxOffice', 'streetAddress', 'city', 'country', 'phone', 'mobile']

const renameFields = (source: Row): Row => ({ taxId: asText(source.vatId), postCode: asText(source.postalCode) })

const NO_CONTACT: Row = {}

export const toInvoiceCustomer = (id: unknown, contact: Row = NO_CONTACT): Row =>
  id === undefined ? copyContact(contact) : id === contact.id ? copyContactWithId(contact) : { id, ...copyContact(contact) }

const copyContactWithId = memoize((contact: Row): Row => ({ id: contact.id, ...copyContact(contact) }))

const copyContact = memoize((contact: Row): Row => {
  const { isCompany = null, field1 = null, field2 = null, field3 = null, field4 = null } = contact
  return {
    ...pickTexts(contact, ['email', ...SHARED_FIELDS]),
    ...renameFields(contact),
    ...{ isCompany, field1, field2, field3, field4 },
  }
})

export const getInvoiceBiller = (state: State): Row => copyBiller(getBiller(state))

const copyBiller = memoize((biller: Row): Row => {
  return {
    id: biller.id,
    ...pickTexts(biller, [...SHARED_FIELDS, 'freeText']),
    ...renameFields(biller),
    info: null,
    urlLabel: null,
    // The OpenAPI document requires a URI, so an empty text is omitted.
    ...(biller.url ? { url: biller.url } : {}),
  }
})

/**
 * Null or a missing field selects the account's default methods, a list selects these methods, and `[-1]` selects none.
 * Billit does not document `[null]`, which the mock treats as the defaults.
 */
export function paymentMethodFields(paymentMethod: unknown, language: string, state: State): Row {
  const ids =
    Array.isArray(paymentMethod) && paymentMethod.length > 0 && paymentMethod.every((id) => id === null) ? null : paymentMethod
  const methods = getPaymentMethods(state).filter(({ status, deletedAt }) => status !== false && !deletedAt)
  const chosen = Array.isArray(ids)
    ? methods.filter(({ id }) => ids.includes(id))
    : methods.filter((method) => method.default === true)
  const getName = (method: Row) => asText(language === 'en' && method.nameSec, asText(method.name))
  return {
    paymentMethodIds: chosen.map(({ id }) => id),
    offlinePaymentMethods: chosen.filter(({ iban }) => iban).map((method) => ({ label: getName(method), value: method.iban })),
    onlinePaymentMethods: chosen
      .filter(({ isOnlineMethod }) => isOnlineMethod === true)
      .map((method) => ({ id: method.id, name: getName(method), gatewayId: 3 })),
  }
}

/** Billit does not publish which currency an invoice has. The mock uses that of its contact. */
export function getLayout(state: State, currency: unknown): Row {
  const layout = createLayout(getSettings(state))(getBiller(state))
  return typeof currency === 'string' && currency !== '' && currency !== layout.currency ? withCurrency(layout, currency) : layout
}

const withCurrency = (layout: Row, currency: string): Row => ({
  ...layout,
  currency,
  currencySymbol: SYMBOLS[currency] ?? currency,
})

const SYMBOLS: Record<string, string> = { EUR: '€', GBP: '£', USD: '$' }

const createLayout = memoize(({ defaultTemplate, dateFormat, currency, currencySymbol }: Row) =>
  memoize(({ logo }: Row): Row => {
    return {
      ...(logo ? { logo } : {}),
      templateName: asText(defaultTemplate),
      multiLang: 0,
      dateFormat: asText(dateFormat, 'd/m/Y'),
      currency: asText(currency, 'EUR'),
      currencySymbol: asText(currencySymbol, '€'),
      currencyPos: 1,
      customerDept: false,
      allowPayments: true,
      hideTmx: false,
      hideReceiver: false,
      hidePricing: false,
      showBalance: false,
      hasSigningbox: false,
      extraFieldsLabels: [],
    }
  }),
)
