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
import { expect, formatEuros, requireValue, type Show } from './report.ts'

/** The seller's account, the customer, and the invoices issued before the demo. */
export interface Business {
  account: Account
  customer: Contact
  earlier: InvoiceListItem[]
}

/** Builds an invoice for goods, on credit, and computes its totals. */
export function buildDraft({ account, customer, earlier }: Business): { draft: InvoiceCreate; totals: InvoiceTotals } {
  const goods: InvoiceCreate = {
    customerId: customer.id,
    invoiceDate: new Date(),
    invoiceTypeId: findSalesType(earlier).id,
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

/** Finds the invoice type for goods and its last number. The API has no list of types, so they come from earlier invoices. */
function findSalesType(earlier: InvoiceListItem[]): { id: number; last: number } {
  const sales = earlier.filter(({ type }) => type.name === 'Τιμολόγιο Πώλησης')
  const id = requireValue('earlier sales invoice', sales[0]?.type.id)
  return { id, last: Math.max(...sales.map(({ number }) => number)) }
}

export async function createInvoice(billit: Billit, show: Show, business: Business): Promise<Invoice> {
  const { draft, totals } = buildDraft(business)
  const invoice = await billit.invoices.create(draft)
  expect('The customer', invoice.customer.id, business.customer.id)
  expect('The number', invoice.number, findSalesType(business.earlier).last + 1)
  expect('The date', invoice.dateIssued, toYmd(new Date()))
  expect('The list of amounts that differ', compareTotals(totals, invoice), [])
  const mark = requireValue('myDATA mark', invoice.mydata?.invoiceMark)
  show(
    `${formatName(invoice)} of ${invoice.dateIssued}, ${formatEuros(invoice.payableAmount)}, follows no. ${invoice.number - 1}, myDATA mark ${mark}`,
  )
  return invoice
}

const formatName = ({ type, number }: InvoiceListItem | Invoice): string => `${type.name} no. ${number}`

export async function showInList(billit: Billit, show: Show, invoice: Invoice, earlier: InvoiceListItem[]): Promise<void> {
  const { data, total } = await billit.invoices.list()
  const newest = requireValue('invoice', data[0])
  expect('The newest invoice', newest.uuid, invoice.uuid)
  expect('The number of invoices', total, earlier.length + 1)
  show(`${formatName(newest)} to ${newest.customer.company} is the newest of ${total} invoices`)
}

export async function payInvoice(billit: Billit, show: Show, invoice: Invoice, account: Account): Promise<void> {
  const { uuid, number, customer, payableAmount } = invoice
  const payment = await billit.payments.create({
    customerId: requireValue('customer id', customer.id),
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
  expect('isPaid', paid.isPaid, true)
  expect('The open amount', paid.restAmount, 0)
  show(
    `${formatEuros(payment.amount)} by bank transfer (payment ${payment.id}): no. ${number} is paid, ${formatEuros(paid.restAmount)} open`,
  )
}

export async function savePdf(billit: Billit, show: Show, invoice: Invoice): Promise<void> {
  const bytes = await billit.invoices.pdf(invoice)
  const folder = await mkdtemp(join(tmpdir(), 'billit-demo-'))
  const file = join(folder, `${invoice.type.name} ${invoice.number}.pdf`)
  await writeFile(file, bytes)
  show(`${Math.round(bytes.length / 1024)} kB saved as ${file}`)
}

/** Shows how to recover when the response to a create is lost: search for the invoice instead of sending it again. */
export async function loseResponse(billit: Billit, show: Show, business: Business, mock: Mock): Promise<void> {
  const before = await billit.invoices.list()
  mock.failNext({ operation: 'createInvoice', after: true, disconnect: true })
  const error = await billit.invoices.create(buildDraft(business).draft).catch((reason: unknown) => reason)
  if (!(error instanceof ConnectionError)) throw new Error('The response to the second invoice should be lost, but was received.')
  expect('mayHaveSucceeded', error.mayHaveSucceeded, true)
  show('the connection broke before the response to a second invoice; mayHaveSucceeded is true, so the demo does not retry')

  const known = new Set(before.data.map(({ uuid }) => uuid))
  const { data, total } = await billit.invoices.list()
  const found = data.filter(({ uuid, customer }) => !known.has(uuid) && customer.id === business.customer.id)
  expect('The number of invoices', total, requireValue('total', before.total) + 1)
  expect('The number of new invoices for the customer', found.length, 1)
  show(`a search of the list finds it exactly once: ${formatName(requireValue('invoice', found[0]))}`)
}
