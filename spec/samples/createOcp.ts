import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const ocp = await billit.ocps.create({
    title: 'Annual hosting',
    customerId: 4821,
    invoiceTypeId: 31,
    netValue: 120,
    vatId: 901,
    cost: 148.8, // including VAT
    paymentMethodId: 1203, // an online payment method
    lang: 'en',
    expirationAt: '2026-12-31',
  })
  console.log(ocp.permalink) // URL to send to the customer
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
