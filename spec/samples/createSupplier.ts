import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  // Deprecated. Use billit.contacts.create() with contactType 2 instead.
  const supplier = await billit.suppliers.create({
    company: 'Χαρτικά Πλάκας',
    vatId: '556789442',
    country: 'GR',
  })
  console.log(supplier.id)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
