import {
  Billit,
  defaultInvoiceTypeId,
  fieldErrors,
  findVat,
  ValidationError,
} from 'billit-io'
import { sqliteStore } from 'billit-io/idempotency'
import {
  invoiceTotals,
  mydataPaymentFor,
} from 'billit-io/mydata'

const billit = new Billit({
  idempotencyStore: sqliteStore('invoices.db'),
})
const account = await billit.account.get()
const draft = {
  customerId: 4821,
  invoiceDate: new Date(), // today in Athens
  invoiceTypeId: defaultInvoiceTypeId(account),
  mydataInvoiceType: '2.1', // services
  products: [
    {
      details: 'Annual hosting',
      quantity: 1,
      price: 120,
      vatId: findVat(account, 24).id,
      incomeClassificationCat: 'category1_3',
      incomeClassificationType: 'E3_561_001',
    },
  ],
}
const mydataPayment = mydataPaymentFor(
  invoiceTotals(draft, account),
  { onCredit: true },
)
try {
  // The key identifies the sale. One key creates at most
  // one invoice, also after a lost response or a crash.
  const { invoice, outcome } =
    await billit.invoices.createOnce('order-1042', {
      ...draft,
      mydataPayment,
    })
  console.log(`Invoice ${invoice.number}, ${outcome}`)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(fieldErrors(error))
}
