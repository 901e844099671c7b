import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  // Deprecated. Use billit.contacts.get() instead.
  const supplier = await billit.suppliers.get(6101)
  console.log(supplier.company, supplier.email)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The supplier does not exist.')
}
