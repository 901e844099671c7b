/** The pages behind an invoice's permalink: its HTML page and its PDF. */
import type { Row } from './row.ts'
import type { State } from './state.ts'
import type { MockResponse } from './types.ts'
import { asNumber, asRow, asRows, asText } from './values.ts'

/** Handles `/invoice/{uuid}` and `/invoice/{uuid}/pdf`. */
export async function serveInvoice(state: State, path: string): Promise<MockResponse> {
  const [, , uuid, form] = path.split('/')
  const invoice = state.collection('invoices').find(uuid)
  if (!invoice || (form !== undefined && form !== 'pdf')) {
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Invoice not found.\n' }
  }
  if (form === undefined) {
    return { status: 200, headers: PAGE_HEADERS, body: renderPage(invoice) }
  }
  const { writePdf } = await import('./pdf.ts')
  return { status: 200, headers: { 'content-type': 'application/pdf' }, body: await writePdf(createPdfContent(invoice)) }
}

/** The page needs no script and no style. The sandbox also keeps it from reading other pages on this port. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}

const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** A template that escapes every value. */
const html = ({ raw }: TemplateStringsArray, ...values: string[]): string => String.raw({ raw }, ...values.map(escapeHtml))

const getTitle = (invoice: Row): string => `${asText(asRow(invoice.type).name)} ${asNumber(invoice.number)}`

function renderPage(invoice: Row): string {
  const title = getTitle(invoice)
  const companyOf = (party: unknown) => asText(asRow(party).company)
  return html`<!doctype html><html lang="el"><meta charset="utf-8"><title>${title}</title>
<h1>${title}</h1>
<p>${companyOf(invoice.biller)} → ${companyOf(invoice.customer)}, ${asText(invoice.dateIssued)}</p>
<p>${asNumber(invoice.payableAmount).toFixed(2)} €</p>
<p><a href="/invoice/${asText(invoice.uuid)}/pdf">PDF</a></p></html>
`
}

function createPdfContent(invoice: Row): { title: string; lines: string[] } {
  const formatMoney = (amount: unknown) => `${asNumber(amount).toFixed(2)} €`
  const formatParty = (label: string, { company, taxId, streetAddress, city }: Row) =>
    `${label}: ${[company, asText(taxId) && `ΑΦΜ ${taxId}`, streetAddress, city].filter(Boolean).join(', ')}`
  const items = asRows(invoice.items).map(
    (item) =>
      `${asNumber(item.quantity)} × ${asText(asRow(item.product).description)}   ${formatMoney(item.netAmount)}   ΦΠΑ ${asNumber(item.vatPercent)}%`,
  )
  const { invoiceMark } = asRow(invoice.mydata)
  return {
    title: getTitle(invoice),
    lines: [
      `Ημερομηνία: ${asText(invoice.dateIssued)}`,
      formatParty('Εκδότης', asRow(invoice.biller)),
      formatParty('Πελάτης', asRow(invoice.customer)),
      '',
      ...items,
      '',
      `Καθαρή αξία: ${formatMoney(invoice.amount)}`,
      `ΦΠΑ: ${formatMoney(invoice.vatAmount)}`,
      `Σύνολο: ${formatMoney(invoice.finalAmount)}`,
      `Πληρωτέο: ${formatMoney(invoice.payableAmount)}`,
      ...(invoiceMark ? [`ΜΑΡΚ: ${invoiceMark}`] : []),
    ],
  }
}
