import { Billit } from 'billit-io'

const billit = new Billit()
// Deprecated by the API: new code updates a contact.
// It replaces the supplier: send every field that should remain.
const supplier = await billit.suppliers.update(6101, {
  company: 'Δίκτυα Βορρά Α.Ε.',
  vatId: '545678331',
  phone: '+30 2310 555 021',
  email: 'logistirio@diktya-vorra.example',
  country: 'GR',
})
console.log(supplier.email)
