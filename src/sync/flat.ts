/** The columns of the flat views and of the CSV files, with the path of each in a record. */
import type { FlatDialect } from './database.ts'
import type { ExportResource } from './resources.ts'

/** A column, the path of its value in the record, and its type. */
type Column = readonly [name: string, path: string, kind: 'text' | 'number' | 'amount' | 'boolean' | 'date' | 'moment']

/** A view with one row per record, or per element of an array in the record. */
export interface FlatView {
  /** `invoices` is the view `invoices_flat` in a database, and the file `invoices.csv` in a folder. */
  name: string
  resource: ExportResource
  /** The array whose elements are the rows. */
  each?: string
  /** Columns of the record. */
  columns: readonly Column[]
  /** Columns of the element. */
  itemColumns?: readonly Column[]
}

export const FLAT_VIEWS: readonly FlatView[] = [
  {
    name: 'invoices',
    resource: 'invoices',
    columns: [
      ['number', 'number', 'number'],
      ['type', 'type.name', 'text'],
      ['series', 'type.series', 'text'],
      ['date_issued', 'dateIssued', 'date'],
      ['date_expires', 'dateExpires', 'date'],
      ['customer_id', 'customer.id', 'number'],
      ['customer', 'customer.company', 'text'],
      ['customer_vat_id', 'customer.taxId', 'text'],
      ['net_amount', 'amount', 'amount'],
      ['vat_amount', 'vatAmount', 'amount'],
      ['total_amount', 'finalAmount', 'amount'],
      ['payable_amount', 'payableAmount', 'amount'],
      ['unpaid_amount', 'restAmount', 'amount'],
      ['is_paid', 'isPaid', 'boolean'],
      ['mark', 'mydata.invoiceMark', 'text'],
      ['note', 'note', 'text'],
      ['cancelled_at', 'deletedAt', 'moment'],
      ['created_at', 'createdAt', 'moment'],
    ],
  },
  {
    name: 'invoice_items',
    resource: 'invoices',
    each: 'items',
    columns: [
      ['number', 'number', 'number'],
      ['date_issued', 'dateIssued', 'date'],
      ['cancelled_at', 'deletedAt', 'moment'],
    ],
    itemColumns: [
      ['product_id', 'product.id', 'number'],
      ['product', 'product.title', 'text'],
      ['description', 'product.description', 'text'],
      ['quantity', 'quantity', 'number'],
      ['discount_percent', 'discountPercent', 'number'],
      ['net_amount', 'netAmount', 'amount'],
      ['vat_percent', 'vatPercent', 'number'],
      ['vat_amount', 'vatAmount', 'amount'],
      ['total_amount', 'totalAmount', 'amount'],
    ],
  },
  {
    name: 'payments',
    resource: 'payments',
    columns: [
      ['date_occurred', 'dateOccurred', 'date'],
      ['amount', 'amount', 'amount'],
      ['payment_method_id', 'paymentMethodId', 'number'],
      ['customer_id', 'customerId', 'number'],
      ['invoice_id', 'invoiceId', 'number'],
      ['info', 'info', 'text'],
      ['transaction_id', 'transactionId', 'text'],
      ['created_at', 'createdAt', 'moment'],
    ],
  },
]

/** The statement that selects the rows of a view. */
export function viewQuery({ resource, each, columns, itemColumns = [] }: FlatView, flat: FlatDialect): string {
  const select = (json: string) => (column: Column) => columnExpressions(column, json, flat)
  const names = ['key', ...(each ? ['item_line AS line'] : []), 'deleted_at']
  const values = [...columns.flatMap(select('data')), ...itemColumns.flatMap(select('item_value'))]
  return `SELECT ${[...names, ...values].join(', ')} FROM ${each ? flat.eachItem(resource, each) : resource}`
}

function columnExpressions([name, path, kind]: Column, json: string, flat: FlatDialect): string[] {
  const steps = path.split('.')
  if (kind === 'amount') {
    const cents = flat.cents ? [`${flat.cents(json, steps)} AS ${name}_cents`] : []
    return [`${flat.number(json, steps)} AS ${name}`, ...cents]
  }
  const write = { text: flat.text, moment: flat.text, number: flat.number, boolean: flat.boolean, date: flat.date }[kind]
  return [`${write(json, steps)} AS ${name}`]
}
