/** Contacts, customers, who are contacts that one sells to, and suppliers. */
import type { Row, State } from '../types.ts'
import { languageOf, settingsOf } from './account.ts'
import { isCreditNote } from './mydata.ts'
import { labelsIn } from './tags.ts'
import { cents, inner, money, text, unsent } from './values.ts'

/** What Billit keeps of a contact that the body of a contact does not have. */
const COMPUTED = ['debt', 'overflowAmount', 'total', 'unpaid']
const NOT_SENT = ['email', 'field1', 'field2', 'field3', 'field4', 'enabled', 'discount', ...COMPUTED]
const NOT_SENT_BY_CUSTOMERS = [...NOT_SENT, 'currency', 'contactType', 'tags', 'defaultVatId']

const isEnabled = (body: Row): boolean => body.enabled !== false

export const contactFields = (body: Row, row: Row, state: State): Row => ({
  enabled: isEnabled(body),
  lang: text(row.lang, languageOf(state)),
  currency: text(row.currency, text(settingsOf(state).currency, 'EUR')),
  tags: labelsIn(body),
  ...unsent(NOT_SENT, body, row, state.collection('contacts')),
})

export const customerFields = (body: Row, row: Row, state: State): Row => ({
  ...contactFields(body, row, state),
  contactType: 1,
  ...unsent(NOT_SENT_BY_CUSTOMERS, body, row, state.collection('contacts')),
})

export const supplierFields = (body: Row, row: Row, state: State): Row => ({
  enabled: isEnabled(body),
  currency: text(row.currency, text(settingsOf(state).currency, 'EUR')),
})

/** What invoices, all of one contact, come to. Cancelled ones do not count. */
export function balanceOf(invoices: Row[]): Row {
  const inForce = invoices.filter(({ deletedAt }) => deletedAt === null)
  const sum = (field: string) =>
    inForce.reduce((total, invoice) => total + (isCreditNote(invoice) ? -1 : 1) * cents(invoice[field]), 0)
  return { total: money(sum('finalAmount')), unpaid: money(Math.max(0, sum('restAmount'))) }
}

/** After an invoice has changed: what its customer owes. */
export function updateBalance(invoice: Row, state: State): void {
  const { id } = inner(invoice.customer)
  const contact = state.collection('contacts').find(id)
  if (!contact) return
  const invoices = state.collection('invoices').rows.filter(({ customer }) => inner(customer).id === id)
  Object.assign(contact, balanceOf(invoices))
}
