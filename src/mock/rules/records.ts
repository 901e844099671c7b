/** The fields that the server computes for contacts, suppliers, payment links and purchases. */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asText, midnightUtc } from '../values.ts'
import { getLanguage, getSettings } from './account.ts'
import { readLabels } from './tags.ts'
import { findSupplier } from './unknown-ids.ts'

const isEnabled = (body: Row, before: Row | undefined): unknown => body.enabled ?? before?.enabled ?? true

const getCurrency = (row: Row, state: State): string => asText(row.currency, asText(getSettings(state).currency, 'EUR'))

export const contactFields = (body: Row, row: Row, state: State, before?: Row): Row => ({
  enabled: isEnabled(body, before),
  lang: asText(row.lang, getLanguage(state)),
  currency: getCurrency(row, state),
  tags: readLabels(body),
})

/** A customer is a contact. The request body has no tags or type, so an update keeps those of the contact. */
export const customerFields = (body: Row, row: Row, state: State, before?: Row): Row => ({
  ...contactFields(body, row, state, before),
  contactType: before ? before.contactType : 1,
  tags: before?.tags ?? [],
})

export const supplierFields = (body: Row, row: Row, state: State, before?: Row): Row => ({
  enabled: isEnabled(body, before),
  currency: getCurrency(row, state),
})

/** The API returns this for a missing date. */
const EMPTY_DATE = '-0001-11-30T00:00:00+00:00'

export const ocpFields = (body: Row, row: Row, _state: State, before?: Row): Row => ({
  paymentmethodId: body.paymentMethodId,
  locale: body.lang,
  // Responses to show and list have `cleanCost`; those to create and update have `netValue`.
  netValue: body.netValue,
  cleanCost: body.netValue,
  active: before?.active ?? true,
  expirationAt: typeof body.expirationAt === 'string' ? midnightUtc(body.expirationAt) : EMPTY_DATE,
  permalink: `https://app.sandbox-billit.xyz/ocp/${row.uuid}`,
})

/** Marks the link as deleted, for the response, and lets the collection remove it. */
export function cancelOcp(ocp: Row, state: State): boolean {
  const now = state.now()
  state.collection('ocps').change(ocp, { active: false, updatedAt: now, deletedAt: now })
  return false
}

export function purchaseFields(body: Row, _row: Row, state: State): Row {
  const supplier = findSupplier(body.supplierId, state)
  return {
    price: body.cleanAmount,
    invoiceNum: String(body.invoiceNum),
    taxOffice: supplier?.taxOffice || null,
    streetAddress: supplier?.streetAddress || null,
    companyExpense: true,
  }
}
