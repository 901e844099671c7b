import type { Invoice } from '../../core/types.ts'
import { mydataStateOf } from '../../mydata/index.ts'
import { Refusal } from '../refusal.ts'
import { defineTool, objectSchema, pick } from './tool.ts'

interface GetArgs {
  kind: 'invoice' | 'contact' | 'product'
  id: string
  cursor?: number
}

/** Rows of an invoice in one result. */
const MAX_ITEMS = 25

export const get = defineTool<GetArgs>({
  name: 'get',
  description:
    'Read one record. An invoice has its rows, 25 at a time, and its state at the tax authority (myDATA). Amounts are in euros.',
  inputSchema: objectSchema(
    {
      kind: { enum: ['invoice', 'contact', 'product'] },
      id: { type: 'string', maxLength: 64, description: 'The uuid of an invoice, or the id of a contact or product.' },
      cursor: { type: 'integer', minimum: 0, description: 'The `more` of the previous result.' },
    },
    ['kind', 'id'],
  ),
  readOnly: true,
  async run({ kind, id, cursor = 0 }, { billit }, signal) {
    if (kind === 'invoice') return showInvoice(await billit.invoices.get(id, { signal }), cursor)
    if (!/^\d{1,15}$/.test(id)) throw new Refusal('invalid_argument', `The id of a ${kind} is a number.`)
    return kind === 'contact' ? billit.contacts.get(Number(id), { signal }) : billit.products.get(Number(id), { signal })
  },
})

const FIELDS = [
  ...(['uuid', 'number', 'dateIssued', 'dateExpires', 'note', 'tags', 'permalink', 'createdAt', 'deletedAt', 'isSend'] as const),
  ...(['amount', 'vatAmount', 'finalAmount', 'payableAmount', 'restAmount', 'isPaid', 'totalWithheldAmount'] as const),
] as const

function showInvoice(invoice: Invoice, cursor: number): object {
  const { type, customer, items, mydata } = invoice
  const rows = Array.isArray(items) ? items : []
  const next = cursor + MAX_ITEMS
  return {
    ...pick(invoice, FIELDS),
    type: pick(type ?? {}, ['id', 'name', 'series']),
    customer: pick(customer ?? {}, ['id', 'company', 'taxId', 'email', 'city', 'country']),
    mydata: { type: mydata?.type, ...mydataStateOf(invoice) },
    items: rows.slice(cursor, next).map((item) => ({
      ...pick(item, ['quantity', 'netAmount', 'vatAmount', 'totalAmount', 'discountPercent', 'vatPercent']),
      product: item.product,
    })),
    ...(next < rows.length && { more: next, rows: rows.length }),
  }
}
