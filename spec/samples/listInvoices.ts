import { Billit } from 'billit-io'

const billit = new Billit()
// The list includes cancelled invoices, with deletedAt set.
for await (const invoice of billit.invoices.list()) {
  if (invoice.isPaid || invoice.deletedAt) continue
  console.log(
    invoice.number,
    invoice.customer.company,
    invoice.restAmount,
  )
}
