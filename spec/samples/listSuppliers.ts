import { Billit } from 'billit-io'

const billit = new Billit()
// Deprecated by the API: new code lists contacts.
for await (const supplier of billit.suppliers.list()) {
  console.log(supplier.id, supplier.company)
}
