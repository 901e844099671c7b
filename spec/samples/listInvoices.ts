import { Billit } from 'billit-io'

const billit = new Billit()
// Cancelled invoices are listed too, with a deletedAt.
for await (const invoice of billit.invoices.list()) {
  if (invoice.isPaid || invoice.deletedAt) continue
  console.log(
    invoice.number,
    invoice.customer.company,
    invoice.restAmount,
  )
}
