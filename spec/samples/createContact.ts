import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const contact = await billit.contacts.create({
    company: 'Κέδρος Ξυλουργική Ο.Ε.',
    isCompany: true,
    customerType: 1, // domestic
    contactType: 3, // customer and supplier
    vatId: '534567220',
    country: 'GR',
    tags: ['παραγγελία'],
  })
  console.log(contact.id)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
