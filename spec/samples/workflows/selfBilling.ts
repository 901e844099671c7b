import { Billit, defaultInvoiceTypeId, findVat } from 'billit-io'
import { sqliteStore } from 'billit-io/idempotency'
import { invoiceTotals, mydataPaymentFor } from 'billit-io/mydata'

const billit = new Billit({ idempotencyStore: sqliteStore('invoices.db') })
const account = await billit.account.get()

// 2. and 3. The supplier, by VAT number. Create it only if it is missing.
const vatId = '523456110'
const contacts = await billit.contacts.list({ q: vatId }).toArray()
const supplier =
  contacts.find((contact) => contact.vatId === vatId) ??
  (await billit.contacts.create({
    company: 'Xylina Workshop',
    isCompany: true,
    customerType: 1, // domestic
    contactType: 2, // supplier
    country: 'GR',
    vatId,
  }))

// 4. The invoice. The key identifies the delivery.
const draft = {
  customerId: supplier.id,
  invoiceDate: new Date(), // today in Athens. In a job, use the date of the delivery.
  invoiceTypeId: defaultInvoiceTypeId(account),
  mydataInvoiceType: '1.1',
  selfPricing: true,
  paymentMethod: [-1], // offers no payment methods
  products: [
    {
      details: 'Wooden sensor base',
      quantity: 40,
      price: 12.5,
      vatId: findVat(account, 24).id,
      incomeClassificationCat: 'category2_1',
      incomeClassificationType: 'E3_102_001',
      expenseVatClassification: 'VAT_361',
    },
  ],
}
const mydataPayment = mydataPaymentFor(invoiceTotals(draft, account), { onCredit: true })
const { invoice, outcome } = await billit.invoices.createOnce('delivery-88', { ...draft, mydataPayment })
console.log(`Invoice ${invoice.number}, ${outcome}: ${invoice.finalAmount} EUR`)
