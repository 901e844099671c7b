/** Invoices of two years, in all their states, and the payments for them. */
import type { Faker } from '@faker-js/faker'
import { type InvoiceType, invoiceTypes } from '../../mydata/index.ts'
import { dayBefore } from '../clock.ts'
import type { Row } from '../row.ts'
import { taxesOf } from '../rules/account.ts'
import { invoiceIndex } from '../rules/invoice-index.ts'
import { amountsOf, totalsOf } from '../rules/invoice-items.ts'
import { typeOf } from '../rules/invoice-types.ts'
import { cancellationOf, invoiceOf } from '../rules/invoices.ts'
import { waysOfPayment } from '../rules/mydata.ts'
import { settlementOf } from '../rules/payments.ts'
import { isCustomer } from '../rules/search.ts'
import type { State } from '../state.ts'
import { cents, inner, money, number, percentOf, shared } from '../values.ts'
import { type Kind, kindFor } from './kinds.ts'
import { makePayments, type Receipt, receivedAt } from './payments.ts'
import { type Draft, makerFor } from './records.ts'
import { agesOf, momentOf, type Source, someOf, WORKDAY } from './source.ts'

/** What becomes of an invoice. */
type Fate = 'paid' | 'partly' | 'open' | 'cancelled' | 'credit' | 'draft'

const TERM = 30

/** An open invoice that is older than its term is overdue. Only the last days have drafts. */
const RECENT: Fate[] = ['draft', 'open', 'paid', 'open', 'partly', 'open', 'paid', 'cancelled']
const OLDER: Array<{ value: Fate; weight: number }> = [
  { value: 'paid', weight: 76 },
  { value: 'partly', weight: 6 },
  { value: 'open', weight: 8 },
  { value: 'cancelled', weight: 5 },
  { value: 'credit', weight: 5 },
]

/** An invoice before it is made: what is sent, and what becomes of it. */
interface Sale {
  customer: Row
  kind: Kind
  body: Row & { products: Row[]; taxes: Row[] }
  at: string
  totals: Row
  receipt: Pick<Receipt, 'age' | 'amount'> | undefined
  /** Undefined: not read by the customer. */
  readOn: string | undefined
  cancelledAt: string | null
}

export function seedInvoices(state: State, source: Source, count: number): void {
  const { greek: faker, today } = source
  const stock = stockOf(state)
  const maker = makerFor(state, 'invoices', source.keys, (body, row, at) =>
    invoiceOf(
      body,
      row,
      { number: number(row.number), contact: stock.contacts.get(body.customerId), product: (id) => stock.products.get(id) },
      at,
    ),
  )
  const lastNumbers = new Map<number, number>()
  const receipts: Receipt[] = []

  agesOf(count, faker).forEach((age, index) => {
    // The sale is drawn again when the invoice is read. Keeping it would cost the memory that making it late saves.
    const draw = () => drawSale(stock, source.one(index), index, age, today)
    const sale = draw()
    const { typeId } = sale.kind
    const lastNumber = (lastNumbers.get(typeId) ?? 0) + 1
    lastNumbers.set(typeId, lastNumber)
    const invoice = maker.makeLater(factsOf(sale, lastNumber), () => draftOf(draw(), today))
    if (sale.receipt) receipts.push({ ...sale.receipt, invoice })
  })

  makePayments(state, source, receipts)
  balance(state)
}

/** What an invoice can be made of, as it is at the start: later changes do not reach invoices that were issued before. */
interface Stock {
  state: State
  contacts: Map<unknown, Row>
  customers: Row[]
  products: Map<unknown, Row>
  services: Row[]
  goods: Row[]
  labels: unknown[]
}

function stockOf(state: State): Stock {
  const customers = state.collection('contacts').rows.filter(isCustomer)
  const products = state.collection('products').rows
  return {
    state: { ...state },
    customers,
    contacts: new Map(customers.map((customer) => [customer.id, customer])),
    products: new Map(products.map((product) => [product.id, product])),
    services: products.filter(({ isService }) => isService === true),
    goods: products.filter(({ isService }) => isService !== true),
    labels: state.collection('tags').rows.map(({ tag }) => tag),
  }
}

function drawSale(
  { state, customers, services, goods, labels }: Stock,
  faker: Faker,
  index: number,
  age: number,
  today: string,
): Sale {
  const customer = faker.helpers.arrayElement(customers)
  const some = (age < TERM && RECENT[index % RECENT.length]) || faker.helpers.weightedArrayElement(OLDER)
  const kind = kindFor(customer, some === 'credit', faker)
  // Customers pay at once for what is sold over the counter.
  const fate = kind.isRetail && (some === 'open' || some === 'partly') ? 'paid' : some
  const sold = someOf(kind.isService ? services : goods, faker.number.int({ min: 1, max: 4 }), faker)
  const day = dayBefore(today, age)
  const body = {
    customerId: customer.id,
    sendMail: fate !== 'draft' && !kind.isRetail && faker.datatype.boolean(0.85),
    excludeMydata: fate === 'draft',
    invoiceDate: day,
    dateExpires: kind.isRetail ? null : dayBefore(today, age - TERM),
    invoiceTypeId: kind.typeId,
    mydataInvoiceType: kind.mydataType,
    // A credit note has nothing left to be paid.
    isPaid: fate === 'credit',
    products: rowsFor(sold, kind, state, faker),
    taxes: taxesFor(customer, kind, state, faker),
    tags: someOf(labels, faker.number.int({ max: 2 }), faker),
  }
  const amounts = body.products.map((row) => amountsOf(row, state))
  const totals = totalsOf(amounts, body.taxes, state)
  const readAge = body.sendMail && faker.datatype.boolean(0.7) ? Math.max(0, age - faker.number.int({ max: 5 })) : undefined
  return {
    customer,
    kind,
    body,
    at: momentOf(day, faker.number.int(WORKDAY)),
    totals,
    receipt: fate === 'paid' || fate === 'partly' ? receiptFor(totals, fate, age, kind, faker) : undefined,
    readOn: readAge === undefined ? undefined : dayBefore(today, readAge),
    // A day later, as a request would.
    cancelledAt: fate === 'cancelled' ? momentOf(dayBefore(today, Math.max(0, age - 1)), WORKDAY.max) : null,
  }
}

/** What the index looks at, and the payments. */
function factsOf({ customer, kind, body, totals, receipt, cancelledAt }: Sale, lastNumber: number): Row {
  const { finalAmount, payableAmount } = totals
  const rest = body.isPaid === true ? 0 : cents(payableAmount) - (receipt?.amount ?? 0)
  return {
    number: lastNumber,
    type: typeOf(kind.typeId),
    customer: partyOf(customer),
    finalAmount,
    payableAmount,
    restAmount: money(rest),
    deletedAt: cancelledAt,
    mydata: reportOf(kind.mydataType),
  }
}

function draftOf({ kind, body, at, receipt, readOn, cancelledAt }: Sale, today: string): Draft {
  return {
    body,
    at,
    changes(made) {
      const changed: Row = {
        mydata: { ...inner(made.mydata), mydataPaymentType: reportedPayment(made, kind) },
        ...(readOn === undefined ? {} : { isRead: true, dateRead: readOn }),
        ...(receipt ? settlementOf(made, receipt.amount, receivedAt(today, receipt.age)) : {}),
      }
      return cancelledAt === null ? changed : { ...changed, ...cancellationOf(changed, cancelledAt) }
    },
  }
}

/** The same object for the same customer, and for the same type. */
const partyOf = shared(({ id }: Row): Row => ({ id }))
const reports = new Map(invoiceTypes.map(({ code }) => [code, { type: code }]))
const reportOf = (type: string): Row => reports.get(type as InvoiceType) ?? { type }

function rowsFor(sold: Row[], kind: Kind, state: State, faker: Faker): Row[] {
  const taxes = taxesOf(state)
  const vatId = (taxes.find(({ value, operand }) => operand === '+' && value === kind.vatPercent) ?? taxes[0])?.id
  const rows = sold.map((product) => ({
    productId: product.id,
    details: product.name,
    measurementUnit: 1,
    discount: faker.helpers.arrayElement([0, 0, 0, 5, 10, 15]),
    vatId,
    price: product.unitPrice,
    quantity: faker.number.int({ min: 1, max: number(product.unitPrice) > 100 ? 4 : 20 }),
    incomeClassificationCat: kind.isService ? 'category1_3' : 'category1_1',
    incomeClassificationType: kind.classification,
    ...(kind.exemption ? { vatExceptionCat: kind.exemption } : {}),
  }))
  const levy = taxes.find(({ operand, isPercentable }) => operand === '+' && isPercentable === false)
  const isLevied = levy && !kind.isService && kind.vatPercent > 0 && faker.datatype.boolean(0.3)
  return isLevied ? [...rows, { type: 'telos', taxId: levy.id, vatId, price: 0.5, quantity: rows[0]?.quantity }] : rows
}

/** Greek companies withhold a tax on services now and then. */
function taxesFor({ customerType }: Row, { isService }: Kind, state: State, faker: Faker): Row[] {
  const withholding = taxesOf(state).find(({ operand }) => operand === '-')
  return withholding && customerType === 1 && isService && faker.datatype.boolean(0.25) ? [{ taxId: withholding.id }] : []
}

/** What myDATA is told: paid at a terminal, or on credit. */
function reportedPayment({ payableAmount, layoutLang }: Row, { isRetail }: Kind): Row[] {
  const paid = isRetail ? { paidAmount: payableAmount, paymentMethod: 7 } : { epiPistosi: payableAmount }
  return waysOfPayment(paid, layoutLang === 'EN' ? 'en' : 'el')
}

function receiptFor(
  { payableAmount }: Row,
  fate: Fate,
  age: number,
  { isRetail }: Kind,
  faker: Faker,
): Pick<Receipt, 'age' | 'amount'> {
  const wait = isRetail ? 0 : faker.number.int({ min: 1, max: 45 })
  const due = cents(payableAmount)
  const amount = fate === 'paid' ? due : percentOf(due, faker.helpers.arrayElement([25, 40, 50, 75]))
  return { age: Math.max(0, age - wait), amount }
}

function balance(state: State): void {
  const contacts = state.collection('contacts')
  for (const contact of contacts.rows) contacts.change(contact, invoiceIndex(state).balanceOf(contact.id))
}
