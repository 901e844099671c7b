import { Billit } from 'billit-io'

const billit = new Billit()
// Contacts with unpaid invoices, from all pages.
for await (const contact of billit.contacts.list({
  unpaid: true,
})) {
  console.log(contact.id, contact.company, contact.unpaid)
}
