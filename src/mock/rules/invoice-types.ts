import type { InvoiceType } from '../../mydata/index.ts'
import type { Row } from '../row.ts'

interface InvoiceTypeEntry {
  id: number
  name: string
  subtitle: string
  note: string | null
  /** Its type at myDATA, unless the invoice says otherwise. */
  mydata: InvoiceType
}

/** The account's types of invoice, as the document's examples use them. No operation of the API lists them. */
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
  // Not linked, since the API has no field for the other invoice.
  { id: 34, name: 'Πιστωτικό Τιμολόγιο', subtitle: 'Credit note', note: null, mydata: '5.2' },
  { id: 35, name: 'Πιστωτικό Στοιχείο Λιανικής', subtitle: 'Retail credit note', note: null, mydata: '11.4' },
]

const find = (id: number): InvoiceTypeEntry | undefined => TYPES.find((type) => type.id === id)

const toTypeField = ({ id, name, subtitle, note }: Omit<InvoiceTypeEntry, 'mydata'>): Row => ({
  id,
  name,
  subtitle,
  note,
  alias: null,
  series: null,
})

const known = new Map(TYPES.map((type) => [type.id, toTypeField(type)]))

export const getInvoiceType = (id: number): Row =>
  known.get(id) ?? toTypeField({ id, name: 'Παραστατικό', subtitle: 'Document', note: null })

/** Empty for a type that the mock does not know. */
export const getDefaultMydataType = (id: number): string => find(id)?.mydata ?? ''
