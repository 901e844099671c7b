import { Billit } from 'billit-io'

const billit = new Billit()
const uuid = 'e3b0c442-98fc-4c14-9afb-f4c8996fb924'
// A PUT replaces the link, so send every field you want to keep.
const ocp = await billit.ocps.update(uuid, {
  title: 'Annual hosting',
  description: 'From April 2026 to March 2027',
  customerId: 4821,
  invoiceTypeId: 31,
  netValue: 120,
  vatId: 901,
  cost: 148.8,
  paymentMethodId: 1203,
  lang: 'en',
  expirationAt: '2027-03-31',
})
console.log(ocp.expirationAt)
