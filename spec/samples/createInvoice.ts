import {
  Billit,
  BillitError,
  ValidationError,
} from 'billit-io'

const billit = new Billit()
try {
  const { number, permalink } =
    await billit.invoices.create({
      customerId: 4821,
      invoiceDate: new Date(), // today in Athens
      invoiceTypeId: 31,
      mydataInvoiceType: '2.1', // services
      products: [
        {
          details: 'Annual hosting',
          quantity: 1,
          price: 120,
          vatId: 901,
          incomeClassificationCat: 'category1_3',
          incomeClassificationType: 'E3_561_001',
        },
      ],
      // Entirely on credit.
      mydataPayment: {
        paidAmount: 0,
        paymentMethod: '',
        epiPistosi: 148.8,
      },
    })
  console.log(`Invoice ${number}: ${permalink}/pdf`)
} catch (error) {
  if (error instanceof ValidationError)
    console.error(error.errors)
  else if (
    error instanceof BillitError &&
    error.mayHaveSucceeded
  )
    console.error(
      'It may exist. Check the invoices before you retry.',
    )
  else throw error
}
