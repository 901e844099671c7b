/** What an invoice's permalink leads to: a plain page, and its PDF. */
import type { Row } from './row.ts'
import { inner, number, rowsIn, text } from './values.ts'

const escaped = (value: string): string => value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)

const titleOf = (invoice: Row): string => `${text(inner(invoice.type).name)} ${number(invoice.number)}`

export function invoicePage(invoice: Row): string {
  const { company } = inner(invoice.customer)
  return `<!doctype html><html lang="el"><meta charset="utf-8"><title>${escaped(titleOf(invoice))}</title>
<h1>${escaped(titleOf(invoice))}</h1>
<p>${escaped(text(inner(invoice.biller).company))} → ${escaped(text(company))}, ${text(invoice.dateIssued)}</p>
<p>${number(invoice.payableAmount).toFixed(2)} €</p>
<p><a href="/invoice/${escaped(text(invoice.uuid))}/pdf">PDF</a></p></html>
`
}

/** What the page of the PDF says, line by line. */
export function invoiceLines(invoice: Row): { title: string; lines: string[] } {
  const money = (amount: unknown) => `${number(amount).toFixed(2)} €`
  const party = (label: string, { company, taxId, streetAddress, city }: Row) =>
    `${label}: ${[company, text(taxId) && `ΑΦΜ ${taxId}`, streetAddress, city].filter(Boolean).join(', ')}`
  const rows = rowsIn(invoice.items).map(
    (item) =>
      `${number(item.quantity)} × ${text(inner(item.product).description)}   ${money(item.netAmount)}   ΦΠΑ ${number(item.vatPercent)}%`,
  )
  const { invoiceMark } = inner(invoice.mydata)
  return {
    title: titleOf(invoice),
    lines: [
      `Ημερομηνία: ${text(invoice.dateIssued)}`,
      party('Εκδότης', inner(invoice.biller)),
      party('Πελάτης', inner(invoice.customer)),
      '',
      ...rows,
      '',
      `Καθαρή αξία: ${money(invoice.amount)}`,
      `ΦΠΑ: ${money(invoice.vatAmount)}`,
      `Σύνολο: ${money(invoice.finalAmount)}`,
      `Πληρωτέο: ${money(invoice.payableAmount)}`,
      ...(invoiceMark ? [`ΜΑΡΚ: ${invoiceMark}`] : []),
    ],
  }
}
