import type { InvoiceType } from '../../mydata/index.ts'
import type { Row } from '../row.ts'

interface InvoiceTypeEntry {
  id: number
  name: string
  subtitle: string
  note: string | null
  /** The default for the invoice's `mydataInvoiceType`. */
  mydata: InvoiceType
}

/** The invoice types of the account, as used in the examples of the OpenAPI document. No operation of the API lists them. */
const TYPES: InvoiceTypeEntry[] = [
  {
    id: 31,
    name: 'Τιμολόγιο Παροχής Υπηρεσιών',
    subtitle: 'Service invoice',
    note: 'Ευχαριστούμε για τη συνεργασία.',
    mydata: '2.1',
  },
  { id: 32, name: 'Τιμολόγιο Πώλησης', subtitle: 'Sales invoice', note: null, mydata: '1.1' },
  { id: 33, name: 'Απόδειξη Παροχής Υπηρεσιών', subtitle: 'Service receipt', note: null, mydata: '11.2' },
  // Non-associated credit notes, since the API has no field for the original invoice.
  { id: 34, name: 'Πιστωτικό Τιμολόγιο', subtitle: 'Credit note', note: null, mydata: '5.2' },
  { id: 35, name: 'Πιστωτικό Στοιχείο Λιανικής', subtitle: 'Retail credit note', note: null, mydata: '11.4' },
]

const toTypeField = ({ id, name, subtitle, note }: Omit<InvoiceTypeEntry, 'mydata'>): Row => ({
  id,
  name,
  subtitle,
  note,
  alias: null,
  series: null,
})

const fieldsById = new Map(TYPES.map((type) => [type.id, toTypeField(type)]))

export const getInvoiceType = (id: number): Row =>
  fieldsById.get(id) ?? toTypeField({ id, name: 'Παραστατικό', subtitle: 'Document', note: null })

/** Returns an empty string for an unknown type. */
export const getDefaultMydataType = (id: number): string => TYPES.find((type) => type.id === id)?.mydata ?? ''
