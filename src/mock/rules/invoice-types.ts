import type { Row } from '../types.ts'

/** The types of document that the document's examples use. No operation of the API lists them. */
const TYPES: Row[] = [
  { id: 31, name: 'Τιμολόγιο Παροχής Υπηρεσιών', subtitle: 'Service invoice', note: 'Ευχαριστούμε για τη συνεργασία.' },
  { id: 32, name: 'Τιμολόγιο Πώλησης', subtitle: 'Sales invoice', note: null },
  { id: 33, name: 'Απόδειξη Παροχής Υπηρεσιών', subtitle: 'Service receipt', note: null },
  { id: 34, name: 'Πιστωτικό Τιμολόγιο', subtitle: 'Credit note', note: null },
]

const MYDATA: Record<number, string> = { 31: '2.1', 32: '1.1', 33: '11.2', 34: '5.1' }

export const typeOf = (id: number): Row => ({
  ...(TYPES.find((type) => type.id === id) ?? { id, name: 'Παραστατικό', subtitle: 'Document', note: null }),
  alias: null,
  series: null,
})

/** What myDATA takes a type for, unless the invoice says otherwise. */
export const mydataTypeOf = (id: number): string => MYDATA[id] ?? ''
