import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Account,
  type Billit,
  ConnectionError,
  type Contact,
  findPaymentMethod,
  findVat,
  type Invoice,
  type InvoiceCreate,
  type InvoiceListItem,
  toYmd,
} from '../../src/index.ts'
import type { Mock } from '../../src/mock/index.ts'
import { checkInvoice, compareTotals, type InvoiceTotals, invoiceTotals } from '../../src/mydata/index.ts'
import { euros, expect, present, type Show } from './report.ts'

/** Who bills whom, and the invoices issued before. */
export interface Business {
  account: Account
  customer: Contact
  earlier: InvoiceListItem[]
}

/** An invoice for goods, to be paid later, and what it comes to. */
export function invoiceDraft({ account, customer, earlier }: Business): { draft: InvoiceCreate; totals: InvoiceTotals } {
  const goods: InvoiceCreate = {
    customerId: customer.id,
    invoiceDate: new Date(),
    invoiceTypeId: saleOf(earlier).id,
    mydataInvoiceType: '1.1',
    products: [
      {
        details: 'Αισθητήρας υγρασίας HS-2',
        measurementUnit: 1,
        quantity: 10,
        price: 45,
        discount: 10,
        vatId: findVat(account, 24).id,
        incomeClassificationCat: 'category1_1',
        incomeClassificationType: 'E3_561_001',
      },
    ],
    paymentMethod: [findPaymentMethod(account, 'Τράπεζα').id],
  }
  const totals = invoiceTotals(goods, account)
  const draft = { ...goods, mydataPayment: { paidAmount: 0, paymentMethod: '' as const, epiPistosi: totals.payable / 100 } }
  expect('The list of problems', checkInvoice(draft, account, customer), [])
  return { draft, totals }
}

/** The type of invoice for goods, and its last number. The API has no list of types: an earlier invoice shows it. */
function saleOf(earlier: InvoiceListItem[]): { id: number; last: number } {
  const sales = earlier.filter(({ type }) => type.name === 'Τιμολόγιο Πώλησης')
  const id = present('earlier invoice for goods', sales[0]?.type.id)
  return { id, last: Math.max(...sales.map(({ number }) => number)) }
}

export async function createInvoice(billit: Billit, show: Show, business: Business): Promise<Invoice> {
  const { draft, totals } = invoiceDraft(business)
  const invoice = await billit.invoices.create(draft)
  expect('The customer', invoice.customer.id, business.customer.id)
  expect('The number', invoice.number, saleOf(business.earlier).last + 1)
  expect('The date', invoice.dateIssued, toYmd(new Date()))
  expect('The list of amounts that differ', compareTotals(totals, invoice), [])
  const mark = present('mark of the tax authority', invoice.mydata?.invoiceMark)
  show(
    `${nameOf(invoice)} of ${invoice.dateIssued}, ${euros(invoice.payableAmount)}, the next after no. ${invoice.number - 1}, mark ${mark}`,
  )
  return invoice
}

const nameOf = ({ type, number }: InvoiceListItem | Invoice): string => `${type.name} no. ${number}`

export async function showInList(billit: Billit, show: Show, invoice: Invoice, earlier: InvoiceListItem[]): Promise<void> {
  const { data, total } = await billit.invoices.list()
  const newest = present('invoice', data[0])
  expect('The newest invoice', newest.uuid, invoice.uuid)
  expect('The count of invoices', total, earlier.length + 1)
  show(`${nameOf(newest)} to ${newest.customer.company} is the newest of ${total}`)
}

export async function payInvoice(billit: Billit, show: Show, invoice: Invoice, account: Account): Promise<void> {
  const { uuid, number, customer, payableAmount } = invoice
  const payment = await billit.payments.create({
    customerId: present('id of the customer', customer.id),
    dateOccurred: new Date(),
    amount: payableAmount,
    paymentMethod: findPaymentMethod(account, 'Τράπεζα').id,
    paymentType: 2,
    amountLeftOver: 0,
    selectionsAmount: payableAmount,
    invoicesPaid: [{ id: number, label: number, unpaidAmount: payableAmount, paymentAmount: payableAmount }],
  })
  expect('The amount', payment.amount, payableAmount)
  const paid = await billit.invoices.get(uuid)
  expect('Whether the invoice is paid', paid.isPaid, true)
  expect('What is left to pay', paid.restAmount, 0)
  show(
    `${euros(payment.amount)} by bank transfer (payment ${payment.id}): no. ${number} is paid, ${euros(paid.restAmount)} is left`,
  )
}

export async function savePdf(billit: Billit, show: Show, invoice: Invoice): Promise<void> {
  const bytes = await billit.invoices.pdf(invoice)
  const folder = await mkdtemp(join(tmpdir(), 'billit-demo-'))
  const file = join(folder, `${invoice.type.name} ${invoice.number}.pdf`)
  await writeFile(file, bytes)
  show(`${Math.round(bytes.length / 1024)} kB saved as ${file}`)
}

/** What to do when nobody can say whether an invoice was created: look, and do not send it again. */
export async function loseAnswer(billit: Billit, show: Show, business: Business, mock: Mock): Promise<void> {
  const before = await billit.invoices.list()
  mock.failNext({ operation: 'createInvoice', after: true, disconnect: true })
  const error = await billit.invoices.create(invoiceDraft(business).draft).catch((reason: unknown) => reason)
  if (!(error instanceof ConnectionError)) throw new Error('The answer to the second invoice should be lost, but came.')
  expect('Whether it may have been done', error.mayHaveSucceeded, true)
  show('the connection broke before the answer to a second invoice: mayHaveSucceeded is true, so it is not sent again')

  const known = new Set(before.data.map(({ uuid }) => uuid))
  const { data, total } = await billit.invoices.list()
  const found = data.filter(({ uuid, customer }) => !known.has(uuid) && customer.id === business.customer.id)
  expect('The count of invoices', total, present('total', before.total) + 1)
  expect('The count of new invoices for the customer', found.length, 1)
  show(`a look at the list finds it, once: ${nameOf(present('invoice', found[0]))}`)
}
