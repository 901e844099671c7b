/** What `invoices create` shows about a draft before it is sent. Pure. */
import type { Account, Contact, InvoiceCreate, Problem } from '../index.ts'
import { type AmountDifference, checkInvoice, type InvoiceTotals, invoiceTotals } from '../mydata/index.ts'
import { formatCents, type MoneyLocale } from './format/money.ts'
import { renderFields, renderTable } from './format/table.ts'
import { toCell } from './format/width.ts'

export interface CheckedDraft {
  problems: Problem[]
  totals: InvoiceTotals
  /** Whether the API or the tax authority certainly rejects it. */
  isRejected: boolean
}

export function checkDraft(draft: InvoiceCreate, account: Account, contact: Contact | undefined): CheckedDraft {
  const problems = checkInvoice(draft, account, contact)
  const totals = invoiceTotals(draft, account)
  return { problems, totals, isRejected: problems.some(({ severity }) => severity === 'error') }
}

/** One line for each problem, with its path. */
export const problemLines = (problems: readonly Problem[]): string[] =>
  problems.map(({ severity, path, message, aade }) =>
    toCell(`${severity}: ${path}: ${message.en}${aade === undefined ? '' : ` (error ${aade} of myDATA)`}`),
  )

export interface DraftContext {
  account: Account
  contact: Contact | undefined
  /** The address of the server, and its environment. */
  server: string
  locale: MoneyLocale
  /** Columns of the terminal. */
  width: number
}

/** The draft as a person would check it: who, what and how much. */
export function draftText(draft: InvoiceCreate, { totals }: CheckedDraft, context: DraftContext): string {
  const { account, contact, server, locale, width } = context
  const money = (amount: number) => formatCents(amount, locale)
  const head: [string, string][] = [
    ['Server', server],
    ['Account', [account.relations?.biller?.company, account.uuid].filter(Boolean).join(', ')],
    ['Customer', customerText(draft, contact)],
    ['Type', String(draft.mydataInvoiceType ?? '')],
    ['Date', String(draft.invoiceDate)],
    ['myDATA', draft.excludeMydata === true ? 'not reported' : 'reported'],
    ['Mail', draft.sendMail ? 'sent to the customer' : 'not sent'],
  ]
  const rows = draft.products.map((row, index) => ({ ...row, net: totals.rows[index]?.net }))
  const table = renderTable(
    [
      { title: 'Row', flexible: true, value: ({ details, productId }) => details || (productId ? `product ${productId}` : '') },
      { title: 'Quantity', align: 'right', value: ({ quantity = 1 }) => String(quantity) },
      { title: 'Price', align: 'right', value: ({ price }) => String(price) },
      // A sum with a part missing looks like one that is right.
      { title: 'Net', align: 'right', value: ({ net = Number.NaN }) => (totals.unknown.length > 0 ? '?' : money(net)) },
    ],
    rows,
    width,
  )
  return [renderFields(head, width), table, renderFields(amountFields(totals, money), width)].join('\n\n')
}

function amountFields(totals: InvoiceTotals, money: (cents: number) => string): [string, string][] {
  if (totals.unknown.length > 0) return [['Total', `not known: there is no usable value in ${totals.unknown.join(', ')}`]]
  const rates = totals.byRate.map(({ percent, net, vat }): [string, string] => [
    `VAT ${percent} %`,
    `${money(vat)} on ${money(net)}`,
  ])
  return [['Net', money(totals.net)], ...rates, ['Total', money(totals.total)], ['Payable', money(totals.payable)]]
}

const customerText = ({ customerId }: InvoiceCreate, contact: Contact | undefined): string =>
  contact === undefined
    ? 'none'
    : [contact.company, contact.vatId && `VAT number ${contact.vatId}`, `id ${customerId}`].filter(Boolean).join(', ')

/** The amounts that the server calculated differently. */
export const differenceLines = (differences: readonly AmountDifference[], locale: MoneyLocale): string[] =>
  differences.map(
    ({ path, expected, received }) =>
      `The server calculated ${formatCents(received, locale)} for ${path}, not ${formatCents(expected, locale)}.`,
  )
