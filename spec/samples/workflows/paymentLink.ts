import { Billit, defaultInvoiceTypeId, findPaymentMethod, findVat } from 'billit-io'
import { invoiceTotals } from 'billit-io/mydata'

const billit = new Billit()
const account = await billit.account.get()
const vatId = findVat(account, 24).id
const netValue = 120
const { payable } = invoiceTotals({ products: [{ quantity: 1, price: netValue, vatId }] }, account)

// 2. and 3. The link, by a title that only this order has. Create it only if it is missing.
const title = 'Annual hosting, order 1044'
const links = await billit.ocps.list().toArray()
const link =
  links.find((each) => each.title === title) ??
  (await billit.ocps.create({
    title,
    customerId: 4821,
    netValue,
    vatId,
    cost: payable / 100, // including VAT
    invoiceTypeId: defaultInvoiceTypeId(account),
    paymentMethodId: findPaymentMethod(account, 'Κάρτα').id, // an online payment method
    lang: 'en',
    expirationAt: '2027-12-31',
  }))
console.log(`Send this to the customer: ${link.permalink}`)

// 4. Later: is it paid?
const { sales = [] } = await billit.ocps.get(link.uuid)
console.log(sales.length > 0 ? 'Paid.' : 'Not paid yet.')

// 5. The payments of the customer.
for await (const payment of billit.payments.list()) {
  if (payment.customerId === 4821) console.log(payment.dateOccurred.slice(0, 10), payment.amount)
}
