/** Makes, changes and deletes records of its own, to learn what the document does not know for certain. Sandbox only. */
import { randomBytes } from 'node:crypto'
import { isRecord } from '../core/record.ts'
import { bodyOf, type Document, propertiesOf, resolve } from '../tools/document.ts'
import { contactDraft, idsOf, invoiceDraft, ocpDraft, paymentDraft, productDraft, purchaseDraft, roundingOf } from './drafts.ts'
import type { Client, Exchange } from './exchange.ts'
import { type NameCheck, namesOf } from './names.ts'
import { readPage } from './paging.ts'
import type { Observation, Reading } from './reading.ts'
import { createTestRecords, dataOf, type LeftOver, type Made } from './test-records.ts'

export interface LifeCycle {
  observations: Observation[]
  isComplete: boolean
  leftOver: LeftOver[]
}

/** Query parameters that might find invoices by a tag. None is documented. */
const TAG_FILTERS = ['q', 'tag', 'tags', 'tagid', 'tag_id']
/** What deleting may send besides. */
const CLEANING_REQUESTS = 30

/** What it made it deletes, however it ends: also after the signal has aborted. */
export async function runLifeCycle(document: Document, client: Client, { account, rows }: Reading): Promise<LifeCycle> {
  const mark = `billit-verify-${randomBytes(4).toString('hex')}`
  const cleaner = client.with({ signal: undefined, maxRequests: client.sent() + 60 + CLEANING_REQUESTS })
  const records = createTestRecords(document, client, cleaner, mark)
  const ids = idsOf(account, rows.get('/invoices') ?? [])
  const mayName = namesOf(document)
  const observations: Observation[] = []
  const observe = (question: string, answer: string) => observations.push({ question, answer })
  let failure: unknown
  try {
    await liveThrough()
  } catch (error) {
    failure = error
  }
  const leftOver = await records.removeAll()
  if (failure !== undefined && !client.isStopped()) {
    const names = leftOver.map(({ name }) => name).join('; ') || 'nothing'
    throw new Error(`The life cycle failed. Still in the account: ${names}.`, { cause: failure })
  }
  observe('What does a second DELETE of an invoice do?', records.secondDelete() ?? 'It was not asked.')
  return { observations, isComplete: records.isComplete() && failure === undefined, leftOver }

  async function liveThrough(): Promise<void> {
    const draft = contactDraft(mark)
    const contact = await records.make(draft)
    if (contact) {
      records.named(mark)
      await show(contact)
      await put(contact, { ...draft.body, city: mark }, 200)
      observe(
        'Does PUT /contacts/{id} take null in its optional fields?',
        takesNull(await put(contact, withNulls(contact)), mayName),
      )
      observe('What does PUT /contacts/{id} require?', requires(await put(contact, {}), mayName))
    }
    const customerId = numeric(contact)
    const { vatId, invoiceTypeId, paymentMethod, onlineMethod } = ids
    if (vatId !== undefined) await liveAsProduct(vatId)
    if (customerId !== undefined && vatId !== undefined && invoiceTypeId !== undefined) {
      await liveAsInvoice(customerId, vatId, invoiceTypeId)
    }
    if (customerId !== undefined && paymentMethod !== undefined) await records.make(paymentDraft(customerId, paymentMethod))
    if (onlineMethod === undefined)
      observe('Can a payment link be made?', 'It was not tried: the account has no online payment method.')
    else await liveAsOcp()
    const purchase = customerId === undefined ? undefined : await records.make(purchaseDraft(customerId))
    if (purchase) await show(purchase)
  }

  async function liveAsProduct(vatId: number): Promise<void> {
    const product = await records.make(productDraft(mark, vatId))
    if (!product) return
    await show(product)
    await put(product, product.body, 200)
    observe('What does PUT /products/{id} require?', requires(await put(product, {}), mayName))
  }

  async function liveAsInvoice(customerId: number, vatId: number, invoiceTypeId: number): Promise<void> {
    const draft = invoiceDraft(mark, customerId, vatId, invoiceTypeId)
    const invoice = await records.make(draft)
    const none = await records.make({ ...draft, body: { ...draft.body, paymentMethod: [-1] } as object })
    observe('What does paymentMethod [-1] give an invoice?', none ? paymentMethodsOf(none) : 'It was refused.')
    if (!invoice) return
    observe('Where is VAT rounded?', roundingOf(draft.body, account, invoice.row.vatAmount))
    const shown = await show(invoice)
    observe('Does an invoice show its tags?', holdsTag(dataOf(shown).tags) ? 'Yes.' : 'No.')
    await observeTagFilters()
    await put(invoice, draft.body, 200)
    // Even an empty update must not be reported or mailed.
    observe(
      'What does PUT /invoices/{uuid} require?',
      requires(await put(invoice, { excludeMydata: true, sendMail: false }), mayName),
    )
  }

  async function observeTagFilters(): Promise<void> {
    const ask = async (query: Record<string, string | number> = {}) =>
      readPage((await client.ask({ path: '/invoices', query: { page: 1, per_page: 10, ...query } }))?.body)
    const all = await ask()
    const finding: string[] = []
    for (const name of TAG_FILTERS) {
      const page = await ask({ [name]: mark })
      if (page && all && page.total > 0 && page.total < all.total) finding.push(name)
    }
    const answer = !all
      ? 'The list was not answered.'
      : finding.length > 0
        ? `${finding.join(', ')}.`
        : `None of ${TAG_FILTERS.join(', ')}.`
    // Where the run's own two invoices are all there are, a filter that works changes nothing.
    observe(
      'Which parameter finds invoices by a tag?',
      all && all.total <= 2 ? 'It cannot be told: there are no other invoices.' : answer,
    )
  }

  async function liveAsOcp(): Promise<void> {
    const ocp = await records.make(ocpDraft(mark, ids))
    if (!ocp) return
    await show(ocp)
    await put(ocp, ocp.body, 200)
    observe('What does PUT /ocps/{uuid} require?', requires(await put(ocp, {}), mayName))
  }

  async function show({ path, item, key }: Made): Promise<Exchange | undefined> {
    return client.ask({ path: `${path}/{${item}}`, key, expected: 200 })
  }

  async function put({ path, item, key }: Made, body: object, expected?: number): Promise<Exchange | undefined> {
    return client.ask({ method: 'PUT', path: `${path}/{${item}}`, key, body, ...(expected ? { expected } : {}) })
  }

  /** What was sent, with null in every field that is not required. */
  function withNulls({ path, item, body }: Made): object {
    const operation = document.paths[`${path}/{${item}}`]?.put
    const schema = operation && bodyOf(document, operation)
    const required = schema ? (resolve(document, schema).required ?? []) : []
    const optional = schema ? Object.keys(propertiesOf(document, schema)).filter((name) => !required.includes(name)) : []
    return { ...body, ...Object.fromEntries(optional.map((name) => [name, null])) }
  }

  function holdsTag(tags: unknown): boolean {
    return Array.isArray(tags) && tags.some((tag) => tag === mark || (isRecord(tag) && tag.tag === mark))
  }
}

const numeric = (made: Made | undefined): number | undefined => (typeof made?.key === 'number' ? made.key : undefined)

function paymentMethodsOf({ row }: Made): string {
  const lists = [row.paymentMethodIds, row.offlinePaymentMethods, row.onlinePaymentMethods].filter((list) => Array.isArray(list))
  if (lists.length === 0) return 'The answer does not say.'
  return lists.every((list) => list.length === 0) ? 'None.' : 'Some all the same.'
}

function requires(exchange: Exchange | undefined, mayName: NameCheck): string {
  if (!exchange) return 'It was not answered.'
  if (exchange.status < 300) return 'Nothing: an empty body is taken.'
  return exchange.status === 422 ? refusedFields(exchange, mayName) : `It is refused with ${exchange.status}.`
}

function takesNull(exchange: Exchange | undefined, mayName: NameCheck): string {
  if (!exchange) return 'It was not answered.'
  if (exchange.status < 300) return 'Yes.'
  return exchange.status === 422
    ? `Not in these: ${refusedFields(exchange, mayName)}`
    : `No: it is refused with ${exchange.status}.`
}

/** The fields that a 422 names, as far as the document has them: `products[].vatId`. */
function refusedFields({ body }: Exchange, mayName: NameCheck): string {
  const errors = isRecord(body) && isRecord(body.errors) ? Object.keys(body.errors) : []
  const told = errors.map((name) => name.replace(/\.\d+(?=\.|$)/g, '[]').split('.'))
  const known = told.filter((steps) => steps.every((step) => mayName(step.replaceAll('[]', '')))).map((steps) => steps.join('.'))
  return known.length > 0 ? `${[...new Set(known)].join(', ')}.` : 'No field is named.'
}
