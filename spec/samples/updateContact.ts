import { Billit } from 'billit-io'

const billit = new Billit()
// A PUT replaces the contact, so send every field you want to keep.
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
