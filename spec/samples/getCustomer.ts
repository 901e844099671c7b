import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const customer = await billit.customers.get(4822)
  console.log(customer.company, customer.country)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The customer does not exist.')
}
