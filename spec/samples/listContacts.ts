import { Billit } from 'billit-io'

const billit = new Billit()
// Everyone who owes something, from as many pages as there are.
for await (const contact of billit.contacts.list({
  unpaid: true,
})) {
  console.log(contact.id, contact.company, contact.unpaid)
}
