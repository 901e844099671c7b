import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const customer = await billit.customers.create({
    company: 'Kestrel Maritime GmbH',
    isCompany: true,
    customerType: 2, // another EU country
    vatId: 'DE999999999',
    country: 'DE',
    lang: 'en',
  })
  console.log(customer.id)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
