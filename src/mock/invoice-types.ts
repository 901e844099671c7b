import { isRow, type Row } from './row.ts'
import type { AccountInvoiceType } from './types.ts'
import { asText } from './values.ts'

/** The invoice types of the account, as used in the examples of the OpenAPI document. */
export const DEFAULT_INVOICE_TYPES: readonly AccountInvoiceType[] = [
  {
    id: 31,
    name: 'Τιμολόγιο Παροχής Υπηρεσιών',
    subtitle: 'Service invoice',
    note: 'Ευχαριστούμε για τη συνεργασία.',
    mydata: '2.1',
  },
  { id: 32, name: 'Τιμολόγιο Πώλησης', subtitle: 'Sales invoice', mydata: '1.1' },
  { id: 33, name: 'Απόδειξη Παροχής Υπηρεσιών', subtitle: 'Service receipt', mydata: '11.2' },
  // Non-associated credit notes, since the API has no field for the original invoice.
  { id: 34, name: 'Πιστωτικό Τιμολόγιο', subtitle: 'Credit note', mydata: '5.2' },
  { id: 35, name: 'Πιστωτικό Στοιχείο Λιανικής', subtitle: 'Retail credit note', mydata: '11.4' },
]

/** Adds the types of invoices that are not in the list: an account has the types of its invoices. */
export function withTypesOfInvoices(types: readonly AccountInvoiceType[], invoices: readonly Row[]): AccountInvoiceType[] {
  const byId = new Map(types.map((type) => [type.id, type]))
  for (const { type } of invoices) {
    if (!isRow(type) || typeof type.id !== 'number' || byId.has(type.id)) continue
    const { id, name, subtitle, note } = type
    byId.set(id, { id, name: asText(name), subtitle: asText(subtitle), note: typeof note === 'string' ? note : null })
  }
  return [...byId.values()]
}
