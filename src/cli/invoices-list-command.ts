import type { InvoiceListItem } from '../index.ts'
import { formatDay } from './format/day.ts'
import { createListCommand } from './list-command.ts'
import { money } from './money.ts'

/** `billit-io invoices list`. */
export const invoicesListCommand = createListCommand<InvoiceListItem>({
  name: 'invoices list',
  summary: 'List invoices, the newest first.',
  operation: 'listInvoices',
  noun: 'invoices',
  columns: [
    { title: 'Date', value: ({ dateIssued }) => formatDay(dateIssued) },
    { title: 'Number', align: 'right', value: invoiceNumber },
    { title: 'Customer', flexible: true, value: ({ customer }) => customer?.company ?? '' },
    { title: 'Total', align: 'right', value: ({ finalAmount }) => money(finalAmount) },
    { title: 'UUID', value: ({ uuid }) => uuid },
    { title: 'State', optional: true, value: stateOf },
    { title: 'Unpaid', align: 'right', optional: true, value: ({ restAmount }) => money(restAmount) },
    { title: 'Type', flexible: true, optional: true, value: ({ type }) => type?.name ?? '' },
  ],
  list: (billit, query, options) => billit.invoices.list(query, options),
  examples: [
    'npx billit-io invoices list',
    'npx billit-io invoices list --all > invoices.txt',
    'npx billit-io invoices list --limit 5 --json',
  ],
})

/** The number with its series, such as `A 1042`. */
export function invoiceNumber({ type, number }: Pick<InvoiceListItem, 'number'> & { type?: InvoiceListItem['type'] }): string {
  return [type?.series, number].filter((part) => part !== undefined && part !== null && part !== '').join(' ')
}

function stateOf({ deletedAt, isPaid }: InvoiceListItem): string {
  if (deletedAt) return 'cancelled'
  return isPaid === undefined ? '' : isPaid ? 'paid' : 'unpaid'
}
