import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const payment = await billit.payments.create({
    customerId: 4825,
    dateOccurred: '2026-11-12',
    amount: 200,
    paymentMethod: 1202,
    paymentType: 1,
    selectionsAmount: 186, // amount allocated to invoices
    amountLeftOver: 14, // amount left over
    invoicesPaid: [
      {
        id: 90130,
        label: 130,
        unpaidAmount: 186,
        paymentAmount: 186,
      },
    ],
  })
  console.log(payment.id)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
