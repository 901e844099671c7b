/** What the account knows: rates, payment methods, who bills. */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { inner, rowsIn, shared, text } from '../values.ts'

const relations = ({ account }: State): Row => inner(account.relations)

export const billerOf = (state: State): Row => inner(relations(state).biller)

export const settingsOf = (state: State): Row => inner(relations(state).settings)

/** VAT rates, and other taxes among them. Each row of each invoice asks for them. */
export const taxesOf = (state: State): Row[] => taxesIn(relations(state))

const taxesIn = shared(({ vats }: Row): Row[] => rowsIn(vats))

/** VAT rates of other countries, for the one-stop shop. */
export const ossProductTaxesOf = (state: State): Row[] => rowsIn(relations(state).ossProductTaxes)

export const paymentMethodsOf = (state: State): Row[] => rowsIn(relations(state).paymentMethods)

export const languageOf = (state: State): string => text(settingsOf(state).appLanguage, 'el')
