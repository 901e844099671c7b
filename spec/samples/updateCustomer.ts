import { Billit } from 'billit-io'

const billit = new Billit()
// A PUT replaces the customer, so send every field you want to keep.
const customer = await billit.customers.update(4822, {
  company: 'Kestrel Maritime GmbH',
  isCompany: true,
  customerType: 2,
  vatId: 'DE999999999',
  streetAddress: 'Elbkai 11',
  postalCode: '20457',
  city: 'Hamburg',
  country: 'DE',
  lang: 'en',
})
console.log(customer.streetAddress)
