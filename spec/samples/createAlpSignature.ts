import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const response = await billit.alpSignatures.create({
    amount: 99.2,
    netAmount: 80,
    vatAmount: 19.2,
    grossAmount: 99.2,
    sellerVat: '512345009',
    series: 'A',
    invoiceTypeCode: '11.2',
    sellerBranch: 0,
    terminalId: 'T0000101',
  })
  // Send it to the terminal and in `mydataPayment`.
  console.log(response.invoiceSignatures[0]?.signature)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
