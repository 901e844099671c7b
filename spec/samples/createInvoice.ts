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
      products: [
        {
          details: 'Annual hosting',
          quantity: 1,
          price: 120,
          vatId: 901,
        },
      ],
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
      'It may be issued: list the invoices before you try again.',
    )
  else throw error
}
