/** Refuses ids of records that do not exist, in the words of Billit's server. */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import type { FieldError } from '../types.ts'
import { getOssTaxes, getPaymentMethods, getTaxes } from './account.ts'
import type { Rule } from './rule.ts'

const EXISTS = {
  contact: (id: unknown, state: State) => state.collection('contacts').find(id) !== undefined,
  product: (id: unknown, state: State) => state.collection('products').find(id) !== undefined,
  ossProduct: (id: unknown, state: State) => getOssTaxes(state).some((tax) => tax.id === id),
  supplier: (id: unknown, state: State) => findSupplier(id, state) !== undefined,
  tax: (id: unknown, state: State) => getTaxes(state).some((tax) => tax.id === id),
  paymentMethod: (id: unknown, state: State) => getPaymentMethods(state).some((method) => method.id === id),
}

/** A purchase names its supplier by an id of `GET /suppliers`, or of `GET /contacts`. */
export const findSupplier = (id: unknown, state: State): Row | undefined =>
  state.collection('suppliers').find(id) ?? asSupplier(state.collection('contacts').find(id))

/** A contact without a type may be either. */
const asSupplier = (contact: Row | undefined): Row | undefined => (contact?.contactType === 1 ? undefined : contact)

/** The fields of a body that hold an id, and what each one names. */
export type IdFields = Record<string, keyof typeof EXISTS>

/** What is wrong with the ids of a body. `prefix` is the path of the body itself, such as `products.0.`. */
export const findUnknownIds = (fields: IdFields, body: Row, state: State, prefix = ''): FieldError[] =>
  Object.entries(fields)
    .filter(([field, kind]) => body[field] !== undefined && body[field] !== null && !EXISTS[kind](body[field], state))
    .map(([field]) => invalidField(`${prefix}${field}`))

export const rejectUnknownIds =
  (fields: IdFields): NonNullable<Rule['validate']> =>
  (body, state) =>
    findUnknownIds(fields, body, state)

/** As Laravel says it. */
export const invalidField = (field: string): FieldError => [field, `The selected ${field} is invalid.`]
