import { type Billit, type Contact, type InvoiceListItem, ValidationError } from '../../src/index.ts'
import type { Mock } from '../../src/mock/index.ts'
import { contactFromGsis } from '../../src/mydata/index.ts'
import { type Business, buildDraft, createInvoice, loseResponse, payInvoice, savePdf, showInList } from './invoice.ts'
import { expect, requireValue, type Show, type Step } from './report.ts'

/** Runs every step, from checking the token to a paid invoice. Each step verifies the responses. */
export async function runDemo(billit: Billit, step: Step, mock: Mock): Promise<void> {
  await step('Token', async (show) => {
    const { msg } = await billit.ping()
    expect('The message', msg, 'Hello from the Billit API')
    show(`accepted: the API returned "${msg}"`)
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
  await step('Validation', (show) => sendInvalidInvoice(billit, show, business))
  const invoice = await step('Invoice', (show) => createInvoice(billit, show, business))
  await step('In the list', (show) => showInList(billit, show, invoice, earlier))
  await step('Payment', (show) => payInvoice(billit, show, invoice, account))
  await step('PDF', (show) => savePdf(billit, show, invoice))
  await step('Lost response', (show) => loseResponse(billit, show, business, mock))
}

async function readInvoices(billit: Billit, show: Show): Promise<InvoiceListItem[]> {
  const rows: InvoiceListItem[] = []
  let pages = 0
  for await (const page of billit.invoices.list({ perPage: 100 }).pages()) {
    pages += 1
    rows.push(...page.data)
    expect('The page number', page.page, pages)
    if (!page.hasNext) expect('The number of different invoices', new Set(rows.map(({ uuid }) => uuid)).size, page.total)
  }
  show(`${rows.length} on ${pages} pages, newest issued on ${requireValue('invoice', rows[0]).dateIssued}`)
  return rows
}

async function createContact(billit: Billit, show: Show): Promise<Contact> {
  const draft = contactFromGsis(await billit.gsis.lookup('523456110'))
  const contact = await billit.contacts.create({ ...draft, contactType: 1 })
  expect('The VAT number', contact.vatId, '523456110')
  expect('The company', contact.company, draft.company)
  expect('The company read back', (await billit.contacts.get(contact.id)).company, draft.company)
  show(`VAT number 523456110 belongs to ${contact.company}, ${contact.city}. Created as contact ${contact.id}`)
  return contact
}

async function sendInvalidInvoice(billit: Billit, show: Show, business: Business): Promise<void> {
  const { draft } = buildDraft(business)
  try {
    await billit.invoices.create({ ...draft, products: draft.products.map((row) => ({ ...row, vatId: 9999 })) })
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    expect('mayHaveSucceeded', error.mayHaveSucceeded, false)
    const [message] = requireValue('message for the VAT rate', error.errors['products.0.vatId'])
    show(`an unknown VAT rate is rejected, and no invoice is created: "${message}"`)
    return
  }
  throw new Error('The API should reject an invoice with an unknown VAT rate, but accepted it.')
}
