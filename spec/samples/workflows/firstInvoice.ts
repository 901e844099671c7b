import { Billit, defaultInvoiceTypeId, findVat } from 'billit-io'
import { sqliteStore } from 'billit-io/idempotency'
import { contactFromGsis, invoiceTotals, mydataPaymentFor, waitForMark } from 'billit-io/mydata'

const billit = new Billit({ idempotencyStore: sqliteStore('invoices.db') })

// 1. The account. Find a rate by its percentage: its position varies.
const account = await billit.account.get()
const vatId = findVat(account, 24).id

// 2. and 3. The customer, by VAT number. Create it only if it is missing.
const afm = '523456110'
const contacts = await billit.contacts.list({ q: afm }).toArray()
const customer =
  contacts.find((contact) => contact.vatId === afm) ??
  (await billit.contacts.create(contactFromGsis(await billit.gsis.lookup(afm))))

// 4. The invoice, entirely on credit. The key identifies the order:
// run the program again, and it returns the same invoice.
const draft = {
  customerId: customer.id,
  invoiceDate: new Date(), // today in Athens. In a job, use the order's date.
  invoiceTypeId: defaultInvoiceTypeId(account),
  mydataInvoiceType: '2.1', // services
  products: [
    {
      details: 'Annual hosting',
      quantity: 1,
      price: 120,
      vatId,
      incomeClassificationCat: 'category1_3',
      incomeClassificationType: 'E3_561_001',
    },
  ],
}
const totals = invoiceTotals(draft, account)
const mydataPayment = mydataPaymentFor(totals, { onCredit: true })
const { invoice, outcome } = await billit.invoices.createOnce('order-1042', { ...draft, mydataPayment })
console.log(`Invoice ${invoice.number}, ${outcome}: ${invoice.permalink}/pdf`)

// 5. Its state in myDATA.
const { state, mark } = await waitForMark(billit, invoice.uuid, { deadline: 300_000 })
console.log(`myDATA: ${state}, MARK ${mark}`)
