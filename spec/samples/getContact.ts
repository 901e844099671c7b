import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const contact = await billit.contacts.get(4821)
  console.log(contact.company, contact.vatId)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The contact does not exist.')
}
