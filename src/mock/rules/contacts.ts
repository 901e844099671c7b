/** Contacts; customers, who are contacts that one sells to; and suppliers. */
import type { Row, State } from '../types.ts'
import { languageOf, settingsOf } from './account.ts'
import { labelsIn } from './tags.ts'
import { text } from './values.ts'

const isEnabled = (body: Row, before: Row | undefined): unknown => body.enabled ?? before?.enabled ?? true

const currencyOf = (row: Row, state: State): string => text(row.currency, text(settingsOf(state).currency, 'EUR'))

export const contactFields = (body: Row, row: Row, state: State, before?: Row): Row => ({
  enabled: isEnabled(body, before),
  lang: text(row.lang, languageOf(state)),
  currency: currencyOf(row, state),
  tags: labelsIn(body),
})

/** A customer has no tags and no type of its own: an update keeps those of the contact. */
export const customerFields = (body: Row, row: Row, state: State, before?: Row): Row => ({
  ...contactFields(body, row, state, before),
  contactType: before ? before.contactType : 1,
  tags: before?.tags ?? [],
})

export const supplierFields = (body: Row, row: Row, state: State, before?: Row): Row => ({
  enabled: isEnabled(body, before),
  currency: currencyOf(row, state),
})
