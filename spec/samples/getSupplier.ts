import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  // Deprecated by the API: new code gets a contact.
  const supplier = await billit.suppliers.get(6101)
  console.log(supplier.company, supplier.email)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('There is no such supplier.')
}
