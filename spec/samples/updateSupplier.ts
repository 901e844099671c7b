import { Billit } from 'billit-io'

const billit = new Billit()
// Deprecated. Use billit.contacts.update() instead.
// A PUT replaces the supplier, so send every field you want to keep.
const supplier = await billit.suppliers.update(6101, {
  company: 'Δίκτυα Βορρά Α.Ε.',
  vatId: '545678331',
  phone: '+30 2310 555 021',
  email: 'logistirio@diktya-vorra.example',
  country: 'GR',
})
console.log(supplier.email)
