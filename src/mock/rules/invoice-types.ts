/** The invoice types of the account. No operation of the API lists them. */
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import type { AccountInvoiceType } from '../types.ts'
import { memoize } from '../values.ts'

const findType = (id: number, { invoiceTypes }: State): AccountInvoiceType | undefined =>
  invoiceTypes.find((type) => type.id === id)

/** The field `type` of an invoice. */
export const getInvoiceType = (id: number, state: State): Row =>
  toTypeField(findType(id, state) ?? { id, name: 'Παραστατικό', subtitle: 'Document' })

/** Cached, so that invoices share these objects. */
const toTypeField = memoize(
  ({ id, name, subtitle = '', note = null }: AccountInvoiceType): Row => ({
    id,
    name,
    subtitle,
    note,
    alias: null,
    series: null,
  }),
)

/** Returns an empty string for a type without one. */
export const getDefaultMydataType = (id: number, state: State): string => findType(id, state)?.mydata ?? ''
