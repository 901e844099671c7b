import { Billit } from 'billit-io'

const billit = new Billit()
// Deprecated. Use billit.contacts.list() instead.
for await (const supplier of billit.suppliers.list()) {
  console.log(supplier.id, supplier.company)
}
