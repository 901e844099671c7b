/**
 * Who bills whom, as of the day of issue, and how to pay. An invoice has its own names for fields of contact and account.
 * Invoices share these objects, since a contact or account that changes becomes a new object.
 */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { shared, text } from '../values.ts'
import { billerOf, paymentMethodsOf, settingsOf } from './account.ts'

const texts = (source: Row, names: string[]): Row => Object.fromEntries(names.map((name) => [name, text(source[name])]))

const COMMON = ['company', 'profession', 'taxOffice', 'streetAddress', 'city', 'country', 'phone', 'mobile']

const renamed = (source: Row): Row => ({ taxId: text(source.vatId), postCode: text(source.postalCode) })

const NOBODY: Row = {}

export const customerFor = (id: unknown, contact: Row = NOBODY): Row =>
  id === undefined ? customerOf(contact) : id === contact.id ? knownCustomerOf(contact) : { id, ...customerOf(contact) }

const knownCustomerOf = shared((contact: Row): Row => ({ id: contact.id, ...customerOf(contact) }))

const customerOf = shared((contact: Row): Row => {
  const { isCompany = null, field1 = null, field2 = null, field3 = null, field4 = null } = contact
  return {
    ...texts(contact, ['email', ...COMMON]),
    ...renamed(contact),
    ...{ isCompany, field1, field2, field3, field4 },
  }
})

export const billerFor = (state: State): Row => billerCopy(billerOf(state))

const billerCopy = shared((biller: Row): Row => {
  return {
    id: biller.id,
    ...texts(biller, [...COMMON, 'freeText']),
    ...renamed(biller),
    info: null,
    urlLabel: null,
    // The document wants a URI here, which an empty text is not.
    ...(biller.url ? { url: biller.url } : {}),
  }
})

/**
 * Null, or no field, means the account's defaults. A list means these methods, and `[-1]` none. What `[null]` means is not
 * published: the mock takes it for the defaults.
 */
export function paymentFields(given: unknown, language: string, state: State): Row {
  const sent = Array.isArray(given) && given.length > 0 && given.every((id) => id === null) ? null : given
  const methods = paymentMethodsOf(state).filter(({ status, deletedAt }) => status !== false && !deletedAt)
  const chosen = Array.isArray(sent)
    ? methods.filter(({ id }) => sent.includes(id))
    : methods.filter((method) => method.default === true)
  const nameOf = (method: Row) => text(language === 'en' && method.nameSec, text(method.name))
  return {
    paymentMethodIds: chosen.map(({ id }) => id),
    offlinePaymentMethods: chosen.filter(({ iban }) => iban).map((method) => ({ label: nameOf(method), value: method.iban })),
    onlinePaymentMethods: chosen
      .filter(({ isOnlineMethod }) => isOnlineMethod === true)
      .map((method) => ({ id: method.id, name: nameOf(method), gatewayId: 3 })),
  }
}

export const layoutFor = (state: State): Row => layoutOf(settingsOf(state))(billerOf(state))

const layoutOf = shared(({ defaultTemplate, dateFormat, currency, currencySymbol }: Row) =>
  shared(({ logo }: Row): Row => {
    return {
      ...(logo ? { logo } : {}),
      templateName: text(defaultTemplate),
      multiLang: 0,
      dateFormat: text(dateFormat, 'd/m/Y'),
      currency: text(currency, 'EUR'),
      currencySymbol: text(currencySymbol, '€'),
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
