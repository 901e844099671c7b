/** Creates, updates and deletes test records, to answer questions that the OpenAPI document leaves open. Sandbox only. */
import { randomBytes } from 'node:crypto'
import type { Document } from '../tools/document.ts'
import { type Client, type Exchange, recordIn } from './client.ts'
import { createFieldNameCheck, type IsFieldName } from './field-names.ts'
import { acceptsNull, containsTag, describePaymentMethods, describeRequiredFields, withNulls } from './life-cycle-observations.ts'
import { readPage } from './paging.ts'
import type { Observation, Reading } from './reading.ts'
import {
  contactTemplate,
  describeRounding,
  findIds,
  type Ids,
  invoiceTemplate,
  ocpTemplate,
  paymentTemplate,
  productTemplate,
  purchaseTemplate,
} from './record-templates.ts'
import { describeOss, ossInvoice } from './sum-assumptions.ts'
import { type CreatedRecord, type Leftover, type RecordTemplate, TestRecords } from './test-records.ts'
import { movesUpdatedAt, type Sleep } from './updated-at.ts'

export interface LifeCycle {
  observations: Observation[]
  isComplete: boolean
  leftovers: Leftover[]
}

/** The state of one life cycle. */
interface Context {
  document: Document
  client: Client
  sleep: Sleep
  records: TestRecords
  account: Reading['account']
  ids: Ids
  /** The name of every test record of this run. */
  mark: string
  isFieldName: IsFieldName
  observe(question: string, answer: string): void
}

/** Query parameters that might filter invoices by tag. None is documented. */
const TAG_FILTERS = ['q', 'tag', 'tags', 'tagid', 'tag_id']
/** The requests that deleting may need, in addition to the client's limit. */
const CLEANUP_REQUESTS = 30

/** Deletes the test records in any case, also after an error or an abort. */
export async function runLifeCycle(
  document: Document,
  client: Client,
  sleep: Sleep,
  { account, rows }: Reading,
): Promise<LifeCycle> {
  const mark = `billit-verify-${randomBytes(4).toString('hex')}`
  const cleanup = client.with({ signal: undefined, maxRequests: client.requestCount() + 60 + CLEANUP_REQUESTS })
  const records = new TestRecords(document, { client, cleanup }, mark, sleep)
  const ids = findIds(account, rows.get('/invoices') ?? [])
  const observations: Observation[] = []
  const observe = (question: string, answer: string) => observations.push({ question, answer })
  let failure: unknown
  try {
    const isFieldName = createFieldNameCheck(document)
    await testRecords({ document, client, sleep, records, account, ids, mark, isFieldName, observe })
  } catch (error) {
    failure = error
  }
  const leftovers = await records.deleteAll()
  if (failure !== undefined && !client.isStopped()) {
    const names = leftovers.map(({ name }) => name).join('; ') || 'none'
    throw new Error(`The life cycle failed. Test records still in the account: ${names}.`, { cause: failure })
  }
  observe('Does updatedAt of an invoice move when it is cancelled?', records.cancellation ?? 'Not tested.')
  observe('What does a second DELETE of an invoice do?', records.secondDelete ?? 'Not tested.')
  return { observations, isComplete: records.isComplete && failure === undefined, leftovers }
}

async function testRecords(context: Context): Promise<void> {
  const { records, ids, observe } = context
  const { vatId, invoiceTypeId, paymentMethod, onlineMethod } = ids
  const customerId = await testContact(context)
  if (vatId !== undefined) await testProduct(context, vatId)
  let invoice: CreatedRecord | undefined
  if (customerId !== undefined && vatId !== undefined && invoiceTypeId !== undefined) {
    invoice = await testInvoice(context, { customerId, vatId, invoiceTypeId })
  }
  if (customerId !== undefined && paymentMethod !== undefined) {
    await testPayment(context, paymentTemplate(customerId, paymentMethod), invoice)
  }
  if (onlineMethod === undefined) {
    observe('Can a payment link be created?', 'Not tested: the account has no online payment method.')
  } else await testPaymentLink(context)
  const purchase = customerId === undefined ? undefined : await records.create(purchaseTemplate(customerId))
  if (purchase) await get(context, purchase)
}

/** @returns The contact's id. `undefined` if it was not created. */
async function testContact(context: Context): Promise<number | undefined> {
  const { document, records, mark, isFieldName, observe } = context
  const template = contactTemplate(mark)
  const contact = await records.create(template)
  if (!contact) return undefined
  records.addTag(mark)
  await get(context, contact)
  await put(context, contact, { ...template.body, city: mark }, 200)
  const nulls = await put(context, contact, withNulls(document, contact))
  observe('Does PUT /contacts/{id} accept null in its optional fields?', acceptsNull(nulls, isFieldName))
  await observeRequiredFields(context, contact)
  return typeof contact.key === 'number' ? contact.key : undefined
}

async function testProduct(context: Context, vatId: number): Promise<void> {
  const product = await context.records.create(productTemplate(context.mark, vatId))
  if (!product) return
  await get(context, product)
  await put(context, product, product.body, 200)
  await observeRequiredFields(context, product)
}

/** @returns The invoice. `undefined` if it was not created. */
async function testInvoice(
  context: Context,
  { customerId, vatId, invoiceTypeId }: { customerId: number; vatId: number; invoiceTypeId: number },
): Promise<CreatedRecord | undefined> {
  const { records, account, mark, observe } = context
  const template = invoiceTemplate(mark, customerId, vatId, invoiceTypeId)
  const invoice = await records.create(template)
  const other = await records.create({ ...template, body: { ...template.body, paymentMethod: [-1] } as object })
  observe(
    'Which payment methods does an invoice have after paymentMethod [-1]?',
    other ? describePaymentMethods(other) : 'The request was rejected.',
  )
  if (!invoice) return undefined
  observe('How is VAT rounded?', describeRounding(template.body, account, invoice.row.vatAmount))
  const { tags } = recordIn(await get(context, invoice))
  observe('Does the response for an invoice contain its tags?', containsTag(tags, mark) ? 'Yes.' : 'No.')
  await observeTagFilters(context)
  const oss = ossInvoice(template.body, account)
  // An update, which the next one undoes.
  const answer = oss ? describeOss(await put(context, invoice, oss)) : 'Not tested: the account has no OSS rates.'
  observe('What is taxRate on an OSS row?', answer)
  await put(context, invoice, template.body, 200)
  const untagged = await changeLater(context, invoice, () => put(context, invoice, { ...template.body, tags: [] }, 200))
  observe('Does updatedAt of an invoice move when only its tags change?', untagged.answer)
  // Even an update without the required fields must not be reported or mailed.
  await observeRequiredFields(context, invoice, { excludeMydata: true, sendMail: false })
  return invoice
}

/** The test contact has no other invoices that the payment could be allocated to. */
async function testPayment(context: Context, template: RecordTemplate, invoice: CreatedRecord | undefined): Promise<void> {
  const { records, observe } = context
  const question = 'Does updatedAt of an invoice move when it is paid?'
  if (!invoice) {
    await records.create(template)
    return observe(question, 'Not tested.')
  }
  const { before, after, answer } = await changeLater(context, invoice, () => records.create(template))
  const isPaid = recordIn(before).restAmount !== recordIn(after).restAmount
  observe(question, isPaid ? answer : 'Unknown: the payment did not change the restAmount of the only invoice of its customer.')
}

async function testPaymentLink(context: Context): Promise<void> {
  const ocp = await context.records.create(ocpTemplate(context.mark, context.ids))
  if (!ocp) return
  await get(context, ocp)
  await put(context, ocp, ocp.body, 200)
  await observeRequiredFields(context, ocp)
}

async function observeTagFilters({ client, mark, observe }: Context): Promise<void> {
  const list = async (query: Record<string, string | number> = {}) =>
    readPage((await client.send({ path: '/invoices', query: { page: 1, per_page: 10, ...query } }))?.body)
  const question = 'Which parameter filters invoices by tag?'
  const all = await list()
  const working: string[] = []
  for (const name of TAG_FILTERS) {
    const page = await list({ [name]: mark })
    if (page && all && page.total > 0 && page.total < all.total) working.push(name)
  }
  if (!all) return observe(question, 'No response.')
  // If the two test invoices are the only ones, a working filter returns the same rows.
  if (all.total <= 2) return observe(question, 'Unknown: the account has no other invoices.')
  observe(question, working.length > 0 ? `${working.join(', ')}.` : `None of ${TAG_FILTERS.join(', ')}.`)
}

async function observeRequiredFields(context: Context, record: CreatedRecord, body: object = {}): Promise<void> {
  const response = await put(context, record, body)
  const { path, keyName } = record
  context.observe(`Which fields does PUT ${path}/{${keyName}} require?`, describeRequiredFields(response, context.isFieldName))
}

const changeLater = (context: Context, invoice: CreatedRecord, change: () => Promise<unknown>) =>
  movesUpdatedAt(context.sleep, () => get(context, invoice), change)

function get({ client }: Context, { path, keyName, key }: CreatedRecord): Promise<Exchange | undefined> {
  return client.send({ path: `${path}/{${keyName}}`, key, expected: 200 })
}

function put(
  { client }: Context,
  { path, keyName, key }: CreatedRecord,
  body: object,
  expected?: number,
): Promise<Exchange | undefined> {
  return client.send({ method: 'PUT', path: `${path}/{${keyName}}`, key, body, ...(expected ? { expected } : {}) })
}
