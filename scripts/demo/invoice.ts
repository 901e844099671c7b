import type { Billit, Contact, Invoice, InvoiceCreate, InvoiceListItem } from '../../src/index.ts'
import { checkInvoice, compareTotals, invoiceTotals } from '../../src/mydata/index.ts'
import type { Choice } from './account.ts'
import { expect, inColumns, money, pick, present, type Show } from './report.ts'

interface Parts {
  choice: Choice
  customer: Contact
  /** Invoices issued before. */
  earlier: InvoiceListItem[]
  today: Date
}

export async function createInvoice(billit: Billit, show: Show, { choice, customer, earlier, today }: Parts): Promise<Invoice> {
  // The account's default type is for services, and the API has no list of types: take it from an earlier sale of goods.
  const sale = pick('earlier invoice for goods', earlier, ({ type }) => type.name === 'Τιμολόγιο Πώλησης')
  const invoiceTypeId = present('id of its type', sale.type.id)
  const paymentMethod = [choice.methodId, choice.onlineMethodId]
  const draft: InvoiceCreate = {
    customerId: customer.id,
    invoiceDate: today,
    invoiceTypeId,
    isPaid: true,
    mydataInvoiceType: '1.1',
    products: [
      {
        details: 'Αισθητήρας υγρασίας HS-2',
        measurementUnit: 1,
        quantity: 10,
        price: 45,
        discount: 10,
        vatId: choice.vatId,
        incomeClassificationCat: 'category1_1',
        incomeClassificationType: 'E3_561_001',
      },
      { type: 'telos', taxId: choice.levyId, vatId: choice.vatId, quantity: 10, price: 1.5 },
    ],
    taxes: [{ taxId: choice.withholdingId, taxVatShow: 1 }],
    paymentMethod,
  }
  const totals = invoiceTotals(draft, choice.account)
  // Paid by card at a terminal, nothing on credit.
  const mydataPayment = { paidAmount: totals.payable / 100, paymentMethod: 7, epiPistosi: 0 }
  expect('The list of problems', checkInvoice({ ...draft, mydataPayment }, choice.account, customer), [])
  const invoice = await billit.invoices.create({ ...draft, mydataPayment })
  expect('The customer', invoice.customer.id, customer.id)
  expect('The invoice type', invoice.type.id, invoiceTypeId)
  expect('The payment methods', invoice.paymentMethodIds, paymentMethod)
  expect('The number of rows', invoice.items.length, 2)
  expect('The list of amounts that differ', compareTotals(totals, invoice), [])
  showAmounts(show, invoice)
  return invoice
}

function showAmounts(show: Show, { number, type, customer, items, ...amounts }: Invoice): void {
  const { vatAmount, finalAmount, payableAmount } = amounts
  show('invoice', `no. ${number}, ${type.name}, to ${customer.company}`)
  const rows = items.map(({ quantity, product, netAmount }) => [
    `${quantity} ×`,
    product?.description ?? '',
    money(netAmount ?? 0),
  ])
  for (const [index, row] of inColumns(rows).entries()) show(`row ${index + 1}`, row)
  show('total', `${money(finalAmount)} with ${money(vatAmount)} VAT`)
  show('to pay', `${money(payableAmount)} after ${money(finalAmount - payableAmount)} withheld`)
}

export async function fetchInvoice(billit: Billit, show: Show, created: Invoice): Promise<void> {
  const invoice = await billit.invoices.get(created.uuid)
  expect('The uuid', invoice.uuid, created.uuid)
  expect('The number', invoice.number, created.number)
  show('invoice', `no. ${invoice.number}, ${invoice.isPaid ? 'paid' : 'unpaid'}`)
  show('myDATA mark', String(present('mark of the tax authority', invoice.mydata?.invoiceMark)))
  show('PDF', `${present('permalink', invoice.permalink)}/pdf`)
}
