import { Billit } from 'billit-io'

const billit = new Billit()
// It replaces the contact: send every field that should remain.
const contact = await billit.contacts.update(4821, {
  company: 'Νυχτερινό Φως Α.Ε.',
  isCompany: true,
  customerType: 1,
  contactType: 1,
  vatId: '523456110',
  streetAddress: 'Λεωφόρος Συγγρού 130',
  postalCode: '11745',
  city: 'Αθήνα',
  country: 'GR',
})
console.log(contact.streetAddress)
