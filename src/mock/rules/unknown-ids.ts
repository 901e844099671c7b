/** Rejects ids of records that do not exist, with the messages of Billit's server. */
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
  invoiceType: (id: unknown, { invoiceTypes }: State) => invoiceTypes.some((type) => type.id === id),
  paymentMethod: (id: unknown, state: State) => getPaymentMethods(state).some((method) => method.id === id),
}

/** Finds the supplier of a purchase by an id from `GET /suppliers` or `GET /contacts`. */
export const findSupplier = (id: unknown, state: State): Row | undefined =>
  state.collection('suppliers').find(id) ?? asSupplier(state.collection('contacts').find(id))

/** A contact of type 1 is a customer only. One without a type may be a supplier. */
const asSupplier = (contact: Row | undefined): Row | undefined => (contact?.contactType === 1 ? undefined : contact)

/** The fields of a body that contain an id, and the kind of record that each one refers to. */
export type IdFields = Record<string, keyof typeof EXISTS>

/** The errors for unknown ids in a body. `prefix` is the path of the body, such as `products.0.`. */
export const findUnknownIds = (fields: IdFields, body: Row, state: State, prefix = ''): FieldError[] =>
  Object.entries(fields)
    .filter(([field, kind]) => body[field] !== undefined && body[field] !== null && !EXISTS[kind](body[field], state))
    .map(([field]) => invalidField(`${prefix}${field}`))

export const rejectUnknownIds =
  (fields: IdFields): NonNullable<Rule['validate']> =>
  (body, state) =>
    findUnknownIds(fields, body, state)

/** A field error with Laravel's message. */
export const invalidField = (field: string): FieldError => [field, `The selected ${field} is invalid.`]
