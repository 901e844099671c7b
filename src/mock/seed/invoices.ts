/** Invoices of two years, in all their states, and the payments for them. */
import type { Faker } from '@faker-js/faker'
import { dayBefore } from '../clock.ts'
import { taxesOf } from '../rules/account.ts'
import { invoiceIndex } from '../rules/invoice-index.ts'
import { amountsOf, totalsOf } from '../rules/invoice-items.ts'
import { typeOf } from '../rules/invoice-types.ts'
import { cancellationOf, invoiceOf } from '../rules/invoices.ts'
import { waysOfPayment } from '../rules/mydata.ts'
import { settlementOf } from '../rules/payments.ts'
import { isCustomer } from '../rules/search.ts'
import { cents, inner, number, percentOf, shared } from '../rules/values.ts'
import type { Row, State } from '../types.ts'
import { agesOf, momentOf, someOf, WORKDAY } from './days.ts'
import { type Kind, kindFor } from './kinds.ts'
import { makePayments, type Receipt, receivedAt } from './payments.ts'
import { makerFor } from './records.ts'
import type { Source } from './source.ts'

/** What becomes of an invoice. */
type Fate = 'paid' | 'partly' | 'open' | 'cancelled' | 'credit' | 'draft'

const TERM = 30

/** An open invoice that is older than its term is overdue. Drafts are of the last days only. */
const RECENT: Fate[] = ['draft', 'open', 'paid', 'open', 'partly', 'open', 'paid', 'cancelled']
const OLDER: Array<{ value: Fate; weight: number }> = [
  { value: 'paid', weight: 76 },
  { value: 'partly', weight: 6 },
  { value: 'open', weight: 8 },
  { value: 'cancelled', weight: 5 },
  { value: 'credit', weight: 5 },
]

export function seedInvoices(state: State, source: Source, count: number): void {
  const { greek: faker, today } = source
  const customers = state.collection('contacts').rows.filter(isCustomer)
  const products = state.collection('products').rows
  const byId = new Map(products.map((product) => [product.id, product]))
  const services = products.filter(({ isService }) => isService === true)
  const goods = products.filter(({ isService }) => isService !== true)
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const contactOf = new Map(customers.map((customer) => [customer.id, customer]))
  const maker = makerFor(state, 'invoices', source.keys, (body, row, at) =>
    invoiceOf(
      body,
      row,
      { number: number(row.number), contact: contactOf.get(body.customerId), product: (id) => byId.get(id) },
      at,
    ),
  )
  const lastNumbers = new Map<number, number>()
  const receipts: Receipt[] = []

  agesOf(count, faker).forEach((age, index) => {
    const customer = faker.helpers.arrayElement(customers)
    const some = (age < TERM && RECENT[index % RECENT.length]) || faker.helpers.weightedArrayElement(OLDER)
    const kind = kindFor(customer, some === 'credit', faker)
    // Nobody owes for what was sold over the counter.
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
    const at = momentOf(day, faker.number.int(WORKDAY))
    const readAge = body.sendMail && faker.datatype.boolean(0.7) ? Math.max(0, age - faker.number.int({ max: 5 })) : undefined
    const amounts = body.products.map((row) => amountsOf(row, state))
    const totals = totalsOf(amounts, body.taxes, state)
    const receipt = fate === 'paid' || fate === 'partly' ? receiptFor(totals, fate, age, kind, faker) : undefined
    const lastNumber = (lastNumbers.get(kind.typeId) ?? 0) + 1
    lastNumbers.set(kind.typeId, lastNumber)
    // A day later, as a request would.
    const cancelledAt = fate === 'cancelled' ? momentOf(dayBefore(today, Math.max(0, age - 1)), WORKDAY.max) : null
    const due = { restAmount: fate === 'credit' ? 0 : number(totals.payableAmount) }
    const known = {
      number: lastNumber,
      type: typeOf(kind.typeId),
      customer: partyOf(customer),
      finalAmount: totals.finalAmount,
      payableAmount: totals.payableAmount,
      ...(receipt ? settlementOf(due, receipt.amount, '') : due),
      deletedAt: cancelledAt,
      mydata: reportOf(kind),
    }
    const changes = (made: Row): Row => ({
      mydata: { ...inner(made.mydata), mydataPaymentType: reportedPayment(made, kind) },
      ...(readAge === undefined ? {} : { isRead: true, dateRead: dayBefore(today, readAge) }),
      ...(receipt ? settlementOf(made, receipt.amount, receivedAt(today, receipt.age)) : {}),
    })
    const invoice = maker.makeLater(known, () => ({
      body,
      at,
      changes: (made) => {
        const changed = { ...made, ...changes(made) }
        return cancelledAt === null ? changed : { ...changed, ...cancellationOf(changed, cancelledAt) }
      },
    }))
    if (receipt) receipts.push({ ...receipt, invoice })
  })

  makePayments(state, source, receipts)
  balance(state)
}

/** What the index of invoices looks at. The same object for the same customer, and for the same kind. */
const partyOf = shared(({ id }: Row): Row => ({ id }))
const reportOf = shared(({ mydataType }: Kind): Row => ({ type: mydataType }))

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
