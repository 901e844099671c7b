import type { Invoice } from '../index.ts'
import { mydataStateOf } from '../mydata/index.ts'
import { withClient } from './client.ts'
import type { Command } from './command.ts'
import type { Flags } from './flags.ts'
import { formatDay } from './format/day.ts'
import { type Column, renderFields, renderTable } from './format/table.ts'
import { OUTPUT, SERVER } from './global-flags.ts'
import { invoiceNumber } from './invoices-list-command.ts'
import { money } from './money.ts'
import { print, printStyled, styleHeading, terminalWidth } from './terminal.ts'

/** `billit-io invoices get`. */
export const invoicesGetCommand: Command = {
  name: 'invoices get',
  summary: 'Show an invoice with its rows and its state at myDATA.',
  operands: { usage: '<uuid>', min: 1, max: 1 },
  description: ['The UUID is a column of npx billit-io invoices list.'],
  sections: [SERVER, OUTPUT],
  examples: [
    'npx billit-io invoices get 7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11',
    'npx billit-io invoices get 7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11 --json',
  ],
  run: ({ flags, operands: [uuid = ''] }) =>
    withClient(flags, async ({ billit, signal }) => {
      const invoice = await billit.invoices.get(uuid, { signal })
      if (flags.has('json')) print(JSON.stringify(invoice))
      else printStyled(invoiceText(invoice, flags))
    }),
}

type Item = Invoice['items'][number]

const ITEM_COLUMNS: readonly Column<Item>[] = [
  { title: 'Item', flexible: true, value: ({ product }) => product?.title || product?.description || '' },
  { title: 'Quantity', align: 'right', value: ({ quantity }) => String(quantity ?? '') },
  { title: 'Net', align: 'right', value: ({ netAmount }) => money(netAmount) },
  { title: 'VAT %', align: 'right', optional: true, value: ({ vatPercent }) => String(vatPercent ?? '') },
  { title: 'VAT', align: 'right', value: ({ vatAmount }) => money(vatAmount) },
  { title: 'Total', align: 'right', value: ({ totalAmount }) => money(totalAmount) },
]

function invoiceText(invoice: Invoice, flags: Flags): string {
  const { type, customer, items, note } = invoice
  const width = terminalWidth()
  const head: [string, string][] = [
    ['Invoice', `${invoiceNumber(invoice)}${type?.name ? `, ${type.name}` : ''}`],
    ['Date', formatDay(invoice.dateIssued)],
    ['Due', formatDay(invoice.dateExpires)],
    ['Customer', [customer?.company, customer?.taxId].filter(Boolean).join(', VAT number ')],
    ['myDATA', mydataText(invoice)],
    ['Note', note ?? ''],
    ['UUID', invoice.uuid],
    ['Page', invoice.permalink ?? ''],
  ]
  const totals: [string, string][] = [
    ['Net', money(invoice.amount)],
    ['VAT', money(invoice.vatAmount)],
    ['Total', money(invoice.finalAmount)],
    ['Payable', money(invoice.payableAmount)],
    ['Unpaid', money(invoice.restAmount)],
  ]
  const rows = Array.isArray(items) && items.length > 0 ? [renderTable(ITEM_COLUMNS, items, width, styleHeading(flags))] : []
  return [renderFields(head, width), ...rows, renderFields(totals, width)].join('\n\n')
}

function mydataText(invoice: Invoice): string {
  const { state, mark, errors } = mydataStateOf(invoice)
  return [state, ...(mark === null ? [] : [`MARK ${mark}`]), ...errors].join(', ')
}
