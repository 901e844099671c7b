/** Generates the invoices of two years, in all states, and their payments. */

import { type InvoiceType, invoiceTypes } from '../../mydata/index.ts'
import type { Faker } from '../../vendor/faker.ts'
import { subtractDays } from '../clock.ts'
import type { Row } from '../row.ts'
import {
  buildInvoice,
  cancellationFields,
  computeRowAmounts,
  computeTotals,
  getInvoiceIndex,
  getInvoiceType,
  getTaxes,
  isCustomer,
  settlementFields,
} from '../rules/index.ts'
import type { State } from '../state.ts'
import { asNumber, calculatePercentage, fromCents, memoize, toCents } from '../values.ts'
import { type InvoiceKind, pickInvoiceKind } from './kinds.ts'
import { type Receipt, receiptTimestamp, seedPayments } from './payments.ts'
import { createRecordFactory, type RecordInput } from './records.ts'
import { pickDistinct, type RandomSource, randomAges, timestampOn, WORKDAY } from './source.ts'
import { findSpecialCase, type SpecialCase } from './special-cases.ts'

/** The final state of an invoice. */
type InvoiceState = 'paid' | 'partly' | 'open' | 'cancelled' | 'credit' | 'draft'

const PAYMENT_TERM_DAYS = 30

/** The states of invoices within their payment term, in turn. Only these include drafts. */
const RECENT: InvoiceState[] = ['draft', 'open', 'paid', 'open', 'partly', 'open', 'paid', 'cancelled']
const OLDER: Array<{ value: InvoiceState; weight: number }> = [
  { value: 'paid', weight: 76 },
  { value: 'partly', weight: 6 },
  { value: 'open', weight: 8 },
  { value: 'cancelled', weight: 5 },
  { value: 'credit', weight: 5 },
]

/** The data of an invoice that is not created yet: its request body and its later changes. */
interface Sale {
  customer: Row
  kind: InvoiceKind
  body: Row & { products: Row[]; taxes: Row[] }
  at: string
  totals: Row
  receipt: Pick<Receipt, 'age' | 'amount'> | undefined
  /** The date on which the customer read it, if so. */
  readOn: string | undefined
  cancelledAt: string | null
  special: SpecialCase | undefined
}

export function seedInvoices(state: State, source: RandomSource, count: number): void {
  const { greek: faker, today } = source
  const catalog = readCatalog(state)
  const factory = createRecordFactory(state, 'invoices', source.keys, (body, row, at) =>
    buildInvoice(
      body,
      row,
      {
        number: asNumber(row.number),
        contact: catalog.contacts.get(body.customerId),
        findProduct: (id) => catalog.products.get(id),
      },
      at,
    ),
  )
  const lastNumbers = new Map<number, number>()
  const receipts: Receipt[] = []

  randomAges(count, faker).forEach((age, index) => {
    // The sale is drawn again when the invoice is read. Keeping it would use the memory that creating it lazily saves.
    const draw = () => drawSale(catalog, source.forRecord(index), index, age, today)
    const sale = draw()
    const { typeId } = sale.kind
    const lastNumber = (lastNumbers.get(typeId) ?? 0) + 1
    lastNumbers.set(typeId, lastNumber)
    const invoice = factory.createLazily(indexedFields(sale, lastNumber, state), () => toRecordInput(draw(), today))
    if (sale.receipt) receipts.push({ ...sale.receipt, invoice })
  })

  seedPayments(state, source, receipts)
  updateBalances(state)
}

/** The customers, products and labels of invoices, as of startup. Later changes do not affect invoices already issued. */
interface Catalog {
  state: State
  contacts: Map<unknown, Row>
  customers: Row[]
  candidatesFor(special: SpecialCase): Row[]
  products: Map<unknown, Row>
  services: Row[]
  goods: Row[]
  labels: unknown[]
}

function readCatalog(state: State): Catalog {
  const customers = state.collection('contacts').rows.filter(isCustomer)
  const products = state.collection('products').rows
  return {
    state: { ...state },
    customers,
    candidatesFor: memoize((special: SpecialCase) => customers.filter(special.isFor)),
    contacts: new Map(customers.map((customer) => [customer.id, customer])),
    products: new Map(products.map((product) => [product.id, product])),
    services: products.filter(({ isService }) => isService === true),
    goods: products.filter(({ isService }) => isService !== true),
    labels: state.collection('tags').rows.map(({ tag }) => tag),
  }
}

function drawSale(catalog: Catalog, faker: Faker, index: number, age: number, today: string): Sale {
  const { state, services, goods, labels } = catalog
  const { special, candidates } = chooseCase(index, catalog)
  const customer = faker.helpers.arrayElement(candidates)
  const drawnState = special
    ? 'open'
    : (age < PAYMENT_TERM_DAYS && RECENT[index % RECENT.length]) || faker.helpers.weightedArrayElement(OLDER)
  const kind = special?.kind ?? pickInvoiceKind(customer, drawnState === 'credit', faker)
  // Retail customers pay at once.
  const finalState = kind.isRetail && (drawnState === 'open' || drawnState === 'partly') ? 'paid' : drawnState
  const sold = pickDistinct(kind.isService ? services : goods, faker.number.int({ min: 1, max: 4 }), faker)
  const day = subtractDays(today, age)
  const drawn = {
    customerId: customer.id,
    sendMail: finalState !== 'draft' && !kind.isRetail && faker.datatype.boolean(0.85),
    excludeMydata: finalState === 'draft',
    invoiceDate: day,
    dateExpires: kind.isRetail ? null : subtractDays(today, age - PAYMENT_TERM_DAYS),
    invoiceTypeId: kind.typeId,
    mydataInvoiceType: kind.mydataType,
    // A credit note has no amount due.
    isPaid: finalState === 'credit',
    products: createRows(sold, kind, state, faker),
    taxes: createTaxes(customer, kind, state, faker),
    tags: pickDistinct(labels, faker.number.int({ max: 2 }), faker),
  }
  const body = special?.adapt?.(drawn, state) ?? drawn
  const amounts = body.products.map((row) => computeRowAmounts(row, state))
  const totals = computeTotals(amounts, body.taxes, state)
  const readAge = drawn.sendMail && faker.datatype.boolean(0.7) ? Math.max(0, age - faker.number.int({ max: 5 })) : undefined
  return {
    customer,
    kind,
    body: { ...body, mydataPayment: createMydataPayment(totals, kind) },
    at: timestampOn(day, faker.number.int(WORKDAY)),
    totals,
    receipt: finalState === 'paid' || finalState === 'partly' ? createReceipt(totals, finalState, age, kind, faker) : undefined,
    readOn: readAge === undefined ? undefined : subtractDays(today, readAge),
    // Cancelled the next day.
    cancelledAt: finalState === 'cancelled' ? timestampOn(subtractDays(today, Math.max(0, age - 1)), WORKDAY.max) : null,
    special,
  }
}

/** The case of an invoice, if the account has a customer for it, and the contacts that can be its customer. */
function chooseCase(
  index: number,
  { customers, candidatesFor }: Catalog,
): { special: SpecialCase | undefined; candidates: Row[] } {
  const special = findSpecialCase(index)
  const candidates = special ? candidatesFor(special) : []
  return candidates.length > 0 ? { special, candidates } : { special: undefined, candidates: customers }
}

/** The fields that the invoice index and the payments need. */
function indexedFields({ customer, kind, body, totals, receipt, cancelledAt }: Sale, lastNumber: number, state: State): Row {
  const { finalAmount, payableAmount } = totals
  const rest = body.isPaid === true ? 0 : toCents(payableAmount) - (receipt?.amount ?? 0)
  return {
    number: lastNumber,
    type: getInvoiceType(kind.typeId, state),
    customer: customerReference(customer),
    finalAmount,
    payableAmount,
    restAmount: fromCents(rest),
    deletedAt: cancelledAt,
    mydata: mydataType(kind.mydataType),
  }
}

function toRecordInput({ body, at, receipt, readOn, cancelledAt, special }: Sale, today: string): RecordInput {
  return {
    body,
    at,
    changes(made) {
      const changed: Row = {
        ...(readOn === undefined ? {} : { isRead: true, dateRead: readOn }),
        ...(receipt ? settlementFields(made, receipt.amount, receiptTimestamp(today, receipt.age)) : {}),
      }
      if (special?.change) return { ...changed, ...special.change({ ...made, ...changed }) }
      return cancelledAt === null ? changed : { ...changed, ...cancellationFields(made, cancelledAt) }
    },
  }
}

/** Cached, so that invoices share these objects. */
const customerReference = memoize(({ id }: Row): Row => ({ id }))
const mydataTypes = new Map(invoiceTypes.map(({ code }) => [code, { type: code }]))
const mydataType = (type: string): Row => mydataTypes.get(type as InvoiceType) ?? { type }

function createRows(sold: Row[], kind: InvoiceKind, state: State, faker: Faker): Row[] {
  const taxes = getTaxes(state)
  const vatId = (taxes.find(({ value, operand }) => operand === '+' && value === kind.vatPercent) ?? taxes[0])?.id
  const rows = sold.map((product) => ({
    productId: product.id,
    details: product.name,
    measurementUnit: 1,
    discount: faker.helpers.arrayElement([0, 0, 0, 5, 10, 15]),
    vatId,
    price: product.unitPrice,
    quantity: faker.number.int({ min: 1, max: asNumber(product.unitPrice) > 100 ? 4 : 20 }),
    incomeClassificationCat: kind.isService ? 'category1_3' : 'category1_1',
    incomeClassificationType: kind.classification,
    ...(kind.exemption ? { vatExceptionCat: kind.exemption } : {}),
  }))
  const levy = taxes.find(({ operand, isPercentable }) => operand === '+' && isPercentable === false)
  const isLevied = levy && !kind.isService && kind.vatPercent > 0 && faker.datatype.boolean(0.3)
  return isLevied ? [...rows, { type: 'telos', taxId: levy.id, vatId, price: 0.5, quantity: rows[0]?.quantity }] : rows
}

/** Some Greek companies withhold a tax on services. */
function createTaxes({ customerType }: Row, { isService }: InvoiceKind, state: State, faker: Faker): Row[] {
  const withholding = getTaxes(state).find(({ operand }) => operand === '-')
  return withholding && customerType === 1 && isService && faker.datatype.boolean(0.25) ? [{ taxId: withholding.id }] : []
}

/** The payment reported to myDATA: by card at a terminal, or on credit. */
const createMydataPayment = ({ payableAmount }: Row, { isRetail }: InvoiceKind): Row =>
  isRetail ? { paidAmount: payableAmount, paymentMethod: 7 } : { paidAmount: 0, paymentMethod: '', epiPistosi: payableAmount }

function createReceipt(
  { payableAmount }: Row,
  finalState: InvoiceState,
  age: number,
  { isRetail }: InvoiceKind,
  faker: Faker,
): Pick<Receipt, 'age' | 'amount'> {
  const wait = isRetail ? 0 : faker.number.int({ min: 1, max: 45 })
  const due = toCents(payableAmount)
  const amount = finalState === 'paid' ? due : calculatePercentage(due, faker.helpers.arrayElement([25, 40, 50, 75]))
  return { age: Math.max(0, age - wait), amount }
}

function updateBalances(state: State): void {
  const contacts = state.collection('contacts')
  for (const contact of contacts.rows) contacts.change(contact, getInvoiceIndex(state).getBalance(contact.id))
}
