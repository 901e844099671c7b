import { Billit, findPaymentMethod, findVat } from 'billit-io'
import { sqliteStore } from 'billit-io/idempotency'
import { alpSignatureFor, invoiceTotals, mydataPaymentFor, paymentMethods } from 'billit-io/mydata'

const billit = new Billit({ idempotencyStore: sqliteStore('invoices.db') })
const account = await billit.account.get()
const receiptTypeId = account.relations.settings?.ocp?.receiptTypeId
if (!receiptTypeId) throw new Error('The account has no document type for receipts.')
const terminalId = 'T0000101'

const draft = {
  invoiceDate: new Date(), // today in Athens
  invoiceTypeId: receiptTypeId,
  mydataInvoiceType: '11.2', // receipt for services
  products: [
    {
      details: 'Sensor repair',
      quantity: 1,
      price: 80,
      vatId: findVat(account, 24).id,
      incomeClassificationCat: 'category1_3',
      incomeClassificationType: 'E3_561_003',
    },
  ],
}
const totals = invoiceTotals(draft, account)
const mydataPayment = mydataPaymentFor(totals, { method: paymentMethods.pos })

// 2. The signature, before the card is charged.
const terminal = { terminalId, sellerVat: account.relations.biller.vatId, series: 'A' }
const { invoiceSignatures } = await billit.alpSignatures.create(alpSignatureFor(draft, totals, terminal))
const { signature, signingAuthor } = invoiceSignatures?.[0] ?? {}
if (!signature || !signingAuthor) throw new Error('There is no signature. Do not charge the card.')

// Charge the card at the terminal here, with the signature. Store the signature and
// the transaction ID with the sale, and reuse them if the program runs again.
const transactionId = '320000417'

// 3. The receipt. The key identifies the sale.
const { invoice, outcome } = await billit.invoices.createOnce('sale-2209', {
  ...draft,
  mydataPayment: {
    ...mydataPayment,
    terminalId,
    tipAmount: 0,
    signature,
    signingAuthor,
    transactionId,
  },
})
console.log(`Receipt ${invoice.number}, ${outcome}`)

// 4. The payment, only in the run that issued the receipt, so that it is not recorded twice.
if (outcome === 'created') {
  const amount = totals.payable / 100
  await billit.payments.create({
    customerId: 4821,
    dateOccurred: draft.invoiceDate,
    amount,
    paymentMethod: findPaymentMethod(account, 'Κάρτα').id,
    paymentType: 1,
    amountLeftOver: amount,
    selectionsAmount: 0,
  })
} else console.error('An earlier run issued the receipt. Check that its payment is recorded.')
