/** The account's biller, settings, tax rates and payment methods. */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asRow, asRows, asText, memoize } from '../values.ts'

const getRelations = ({ account }: State): Row => asRow(account.relations)

export const getBiller = (state: State): Row => asRow(getRelations(state).biller)

export const getSettings = (state: State): Row => asRow(getRelations(state).settings)

/** VAT rates and other taxes. Cached, since each row of each invoice needs them. */
export const getTaxes = (state: State): Row[] => readTaxes(getRelations(state))

const readTaxes = memoize(({ vats }: Row): Row[] => asRows(vats))

/** VAT rates of other EU countries, for the one-stop shop (OSS). */
export const getOssTaxes = (state: State): Row[] => asRows(getRelations(state).ossProductTaxes)

export const getPaymentMethods = (state: State): Row[] => asRows(getRelations(state).paymentMethods)

export const getLanguage = (state: State): string => asText(getSettings(state).appLanguage, 'el')
