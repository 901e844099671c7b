import { type Billit, type Contact, type InvoiceListItem, ValidationError } from '../../src/index.ts'
import type { Mock } from '../../src/mock/index.ts'
import { contactFromGsis } from '../../src/mydata/index.ts'
import { type Business, createInvoice, invoiceDraft, loseAnswer, payInvoice, savePdf, showInList } from './invoice.ts'
import { expect, present, type Show, type Step } from './report.ts'

/** The whole job: from the token to an invoice that is paid. Each step checks what came back. */
export async function walk(billit: Billit, step: Step, mock: Mock): Promise<void> {
  await step('Token', async (show) => {
    const { msg } = await billit.ping()
    expect('The greeting', msg, 'Hello from the Billit API')
    show(`accepted: "${msg}"`)
  })
  const account = await step('Account', async (show) => {
    const found = await billit.account.get()
    const { company, vatId } = found.relations.biller
    show(`${company}, VAT number ${vatId}`)
    return found
  })
  const earlier = await step('Invoices', (show) => readInvoices(billit, show))
  const customer = await step('Customer', (show) => createContact(billit, show))
  const business: Business = { account, customer, earlier }
  await step('A mistake', (show) => sendMistake(billit, show, business))
  const invoice = await step('Invoice', (show) => createInvoice(billit, show, business))
  await step('In the list', (show) => showInList(billit, show, invoice, earlier))
  await step('Payment', (show) => payInvoice(billit, show, invoice, account))
  await step('PDF', (show) => savePdf(billit, show, invoice))
  await step('Lost answer', (show) => loseAnswer(billit, show, business, mock))
}

async function readInvoices(billit: Billit, show: Show): Promise<InvoiceListItem[]> {
  const rows: InvoiceListItem[] = []
  let pages = 0
  for await (const page of billit.invoices.list({ perPage: 100 }).pages()) {
    pages += 1
    rows.push(...page.data)
    expect('The number of the page', page.page, pages)
    if (!page.hasNext) expect('The count of different invoices', new Set(rows.map(({ uuid }) => uuid)).size, page.total)
  }
  show(`${rows.length} on ${pages} pages, the newest of ${present('invoice', rows[0]).dateIssued}`)
  return rows
}

async function createContact(billit: Billit, show: Show): Promise<Contact> {
  const draft = contactFromGsis(await billit.gsis.lookup('523456110'))
  const contact = await billit.contacts.create({ ...draft, contactType: 1 })
  expect('The VAT number', contact.vatId, '523456110')
  expect('The company', contact.company, draft.company)
  expect('The contact that is read', (await billit.contacts.get(contact.id)).company, draft.company)
  show(`the tax registry knows 523456110: ${contact.company}, ${contact.city}. Now contact ${contact.id}`)
  return contact
}

async function sendMistake(billit: Billit, show: Show, business: Business): Promise<void> {
  const { draft } = invoiceDraft(business)
  try {
    await billit.invoices.create({ ...draft, products: draft.products.map((row) => ({ ...row, vatId: 9999 })) })
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    expect('Whether it may have been done', error.mayHaveSucceeded, false)
    const [message] = present('message for the VAT rate', error.errors['products.0.vatId'])
    show(`a VAT rate that does not exist is refused, and nothing is created: "${message}"`)
    return
  }
  throw new Error('A row with a VAT rate that does not exist should be refused, but was taken.')
}
