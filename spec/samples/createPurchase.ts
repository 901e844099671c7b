import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const purchase = await billit.purchases.create({
    supplierId: 6102,
    invoiceNum: 1183,
    dateOccurred: '2026-11-06',
    cleanAmount: 86.29,
    vatAmount: 20.71,
    irsAmount: 0,
    irsType: 1,
  })
  console.log(purchase.id)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
