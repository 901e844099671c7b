import { mkdir, writeFile } from 'node:fs/promises'
import { Billit, toYmd } from 'billit-io'

const billit = new Billit()
// The month before this one in Athens. For another month, set it by hand: '2026-11'.
const [year = 0, thisMonth = 0] = toYmd(new Date()).split('-').map(Number)
const previous = new Date(Date.UTC(year, thisMonth - 2)).toISOString().slice(0, 7)
const month = process.argv[2] ?? previous
await mkdir(month, { recursive: true })

// 1. Every invoice of the month. Read the whole list: an invoice can have an earlier date than the one before it.
const rows = await billit.invoices.list().toArray()
for (const row of rows.filter(({ dateIssued }) => dateIssued.startsWith(month))) {
  // 2. The invoice with its rows, and its PDF.
  const invoice = await billit.invoices.get(row.uuid)
  await writeFile(`${month}/${invoice.uuid}.json`, JSON.stringify(invoice, null, 2))
  await writeFile(`${month}/${invoice.uuid}.pdf`, await billit.invoices.pdf(invoice))
  console.log(`Invoice ${invoice.number}: ${invoice.finalAmount} EUR`)
}

// 3. The payments of the month. dateOccurred is a day: use its date part.
for await (const payment of billit.payments.list()) {
  const day = payment.dateOccurred.slice(0, 10)
  if (day.startsWith(month)) console.log(`Payment on ${day}: ${payment.amount} EUR`)
}
