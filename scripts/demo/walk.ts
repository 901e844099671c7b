import { type Billit, type Contact, type InvoiceListItem, type Page, toYmd, ValidationError } from '../../src/index.ts'
import { contactFromGsis } from '../../src/mydata/index.ts'
import { type Choice, readAccount } from './account.ts'
import { createInvoice, fetchInvoice } from './invoice.ts'
import { columnsOf, expect, inColumns, money, pick, present, type Show, type Step } from './report.ts'

/** The body of the last request: the answers of the mock do not show it. */
type LastBody = () => Record<string, unknown>

/** The whole job: from the token to a paid invoice. Each step checks what came back. */
export async function walk(billit: Billit, step: Step, lastBody: LastBody): Promise<void> {
  await step('Check the credentials', async (show) => {
    const { msg } = await billit.ping()
    expect('The greeting', msg, 'Hello from the Billit API')
    show('answer', msg)
  })
  const choice = await step('Read the account, and choose from it', (show) => readAccount(billit, show))
  const earlier = await step('List the invoices, page by page', (show) => listInvoices(billit, show))
  const customer = await step('Look a company up, and create its contact', (show) =>
    createContact(billit, show, choice, lastBody),
  )
  const invoice = await step('Create an invoice, dated today', async (show) => {
    const today = new Date()
    const created = await createInvoice(billit, show, { choice, customer, earlier, today })
    expect('The date that was sent', lastBody().invoiceDate, toYmd(today))
    show('sent with date', `${toYmd(today)}, the day in Athens`)
    return created
  })
  await step('Fetch the invoice', (show) => fetchInvoice(billit, show, invoice))
  await step('Create a one-click-payment link', (show) => createPaymentLink(billit, show, choice, earlier))
  await step('Record a payment', (show) => recordPayment(billit, show, choice, customer))
  await step('Send an invoice with a mistake', (show) => sendMistake(billit, show, choice, customer))
}

async function listInvoices(billit: Billit, show: Show): Promise<InvoiceListItem[]> {
  const pages: Page<InvoiceListItem>[] = []
  for await (const page of billit.invoices.list({ perPage: 2 }).pages()) pages.push(page)
  const rows = pages.flatMap(({ data }) => data)
  const numbers = pages.map(({ page }) => page)
  expect('The numbers of the pages', numbers, [1, 2, 3])
  expect('The count of different invoices', new Set(rows.map(({ uuid }) => uuid)).size, pages[0]?.total)
  const lines = inColumns(rows.map((row) => [...columnsOf(row), stateOf(row)]))
  for (const { page, lastPage, data } of pages) {
    const [first = '', ...others] = lines.splice(0, data.length)
    show(`page ${page} of ${lastPage}`, first)
    for (const line of others) show('', line)
  }
  return rows
}

const stateOf = ({ deletedAt, isPaid }: InvoiceListItem): string => (deletedAt ? 'cancelled' : isPaid ? 'paid' : 'unpaid')

async function createContact(billit: Billit, show: Show, { vatId }: Choice, lastBody: LastBody): Promise<Contact> {
  const afm = '523456110'
  const draft = contactFromGsis(await billit.gsis.lookup(afm))
  show('registry', `${draft.company}, ${draft.streetAddress}, ${draft.city}`)
  const contact = await billit.contacts.create({ ...draft, contactType: 3, defaultVatId: vatId })
  expect('The VAT number that was sent', lastBody().vatId, afm)
  expect('The company that was sent', lastBody().company, draft.company)
  show('contact', `id ${contact.id}; the example that answers is ${contact.company}`)
  return contact
}

async function createPaymentLink(billit: Billit, show: Show, choice: Choice, earlier: InvoiceListItem[]): Promise<void> {
  const { customer } = pick('unpaid invoice', earlier, (invoice) => stateOf(invoice) === 'unpaid')
  const customerId = present('id of its customer', customer.id)
  const created = await billit.ocps.create({
    title: 'Ετήσια φιλοξενία',
    cost: 148.8,
    netValue: 120,
    vatId: choice.vatId,
    customerId,
    invoiceTypeId: choice.invoiceTypeId,
    paymentMethodId: choice.onlineMethodId,
    lang: 'el',
    expirationAt: '2026-12-31',
  })
  // A new link comes back without its address.
  const link = await billit.ocps.get(created.uuid)
  expect('The customer', link.customerId, customerId)
  expect('The payment method', link.paymentmethodId, choice.onlineMethodId)
  expect('The amount', link.cost, 148.8)
  show('link', `${money(link.cost)} for ${link.title}, to ${customer.company}`)
  show('address', present('permalink', link.permalink))
}

async function recordPayment(billit: Billit, show: Show, choice: Choice, customer: Contact): Promise<void> {
  const payment = await billit.payments.create({
    customerId: customer.id,
    dateOccurred: new Date(),
    amount: 500,
    paymentMethod: choice.methodId,
    paymentType: 1,
    // Money on account: it settles no invoice yet.
    amountLeftOver: 500,
    selectionsAmount: 0,
  })
  expect('The customer', payment.customerId, customer.id)
  expect('The payment method', payment.paymentMethodId, choice.methodId)
  expect('The amount', payment.amount, 500)
  show('payment', `${money(payment.amount)} from ${customer.company} (id ${payment.id})`)
}

async function sendMistake(billit: Billit, show: Show, { invoiceTypeId }: Choice, customer: Contact): Promise<void> {
  const invoice = { customerId: customer.id, invoiceDate: new Date(), invoiceTypeId }
  try {
    await billit.invoices.create({ ...invoice, products: [{ details: 'VAT rate 0 is none', vatId: 0 }] })
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    expect('Whether it may have been done', error.mayHaveSucceeded, false)
    present('message for the VAT rate', error.errors['products.0.vatId'])
    show('refused', `${error.name}, status ${error.status}, nothing was created`)
    for (const [field, messages] of Object.entries(error.errors)) show(field, messages.join(' '))
    return
  }
  throw new Error('A row with the VAT rate 0 should be refused, but was taken.')
}
