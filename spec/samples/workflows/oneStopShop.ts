import { Billit, findOssTax, findVat } from 'billit-io'
import { sqliteStore } from 'billit-io/idempotency'
import { invoiceTotals, mydataPaymentFor, paymentMethods } from 'billit-io/mydata'

const billit = new Billit({ idempotencyStore: sqliteStore('invoices.db') })

// 1. The OSS rate of the customer's country.
const account = await billit.account.get()
const germany = findOssTax(account, 'DE')
const receiptTypeId = account.relations.settings?.ocp?.receiptTypeId
if (!receiptTypeId) throw new Error('The account has no document type for receipts.')

// 2. The receipt. The key identifies the order.
const draft = {
  invoiceDate: new Date(), // today in Athens. In a job, use the order's date.
  invoiceTypeId: receiptTypeId,
  isPaid: true,
  mydataInvoiceType: '11.1', // receipt for goods
  products: [
    {
      productId: germany.id,
      details: 'Humidity sensor HS-2',
      quantity: 2,
      price: 45,
      vatId: findVat(account, 0).id,
      taxRate: 19, // the German rate
      vatExceptionCat: '30',
      incomeClassificationCat: 'category1_1',
      incomeClassificationType: 'E3_561_007',
    },
  ],
}
// Billit does not publish what taxRate is: see POST /invoices.
const totals = invoiceTotals(draft, account, { oss: 'row' })
const mydataPayment = mydataPaymentFor(totals, { method: paymentMethods.webBanking })
const { invoice, outcome } = await billit.invoices.createOnce('order-1043', { ...draft, mydataPayment })
console.log(`Receipt ${invoice.number}, ${outcome}: ${mydataPayment.paidAmount} EUR`)
