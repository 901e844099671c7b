import { Billit, findVat } from 'billit-io'
import { sqliteStore } from 'billit-io/idempotency'
import { invoiceTotals, mydataPaymentFor, paymentMethods } from 'billit-io/mydata'

const billit = new Billit({ idempotencyStore: sqliteStore('invoices.db') })
const account = await billit.account.get()

// 2. The invoice to credit.
const original = await billit.invoices.get('7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11')
const customerId = original.customer?.id
if (!customerId) throw new Error('The invoice has no customer.')

// 3. The credit note. Amounts are positive. The key identifies this return.
const draft = {
  customerId,
  invoiceDate: new Date(), // today in Athens. In a job, use the date of the return.
  invoiceTypeId: 34, // your document type for credit notes
  isPaid: true,
  mydataInvoiceType: '5.2',
  products: [
    {
      details: 'Two months of hosting, taken back',
      quantity: 1,
      price: 100,
      vatId: findVat(account, 24).id,
      incomeClassificationCat: 'category1_3',
      incomeClassificationType: 'E3_561_001',
    },
  ],
}
const mydataPayment = mydataPaymentFor(invoiceTotals(draft, account), {
  method: paymentMethods.domesticAccount,
})
const { invoice, outcome } = await billit.invoices.createOnce('return-17', { ...draft, mydataPayment })
console.log(`Credit note ${invoice.number}, ${outcome}: ${invoice.finalAmount} EUR`)
