import { afterEach, beforeEach, vi } from 'vitest'
import type { Account, InvoiceCreate, InvoiceRow } from '../../src/index.ts'
import { checkInvoice, invoiceTotals, mydataPaymentFor, type Problem } from '../../src/mydata/index.ts'

/** The day of the drafts. */
export const TODAY = '2026-11-22'

/** Sets the clock to noon of `TODAY` in each test of the file. */
export function useToday(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(`${TODAY}T12:00:00Z`), toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

/**
 * A valid draft: services with VAT, for a customer, on credit. Arguments replace its fields and those of its row, and the payment
 * follows from the rows.
 */
export const draft = (changes: Partial<InvoiceCreate> = {}, row: Partial<InvoiceRow> = {}): InvoiceCreate =>
  withPayment({
    customerId: 4821,
    invoiceDate: TODAY,
    invoiceTypeId: 31,
    mydataInvoiceType: '2.1',
    products: [
      {
        details: 'Φιλοξενία',
        vatId: 901,
        price: 100,
        quantity: 1,
        incomeClassificationCat: 'category1_3',
        incomeClassificationType: 'E3_561_001',
        ...row,
      },
    ],
    ...changes,
  })

/** Adds a payment on credit, unless there is one or the type of document has none. */
export function withPayment(sent: InvoiceCreate): InvoiceCreate {
  if ('mydataPayment' in sent || /^(9|10)\.|^17\.[34]$/.test(sent.mydataInvoiceType ?? '')) return sent
  const { payable } = invoiceTotals(sent, account)
  return { ...sent, mydataPayment: mydataPaymentFor({ payable: Math.max(0, payable), unknown: [] }, { onCredit: true }) }
}

/** A row without a classification and a value. */
export const GOODS = { details: 'Κιβώτια', vatId: 901, price: 0 }

type Relations = Pick<Account, 'relations'>['relations']

export const account: { relations: Relations } = {
  relations: {
    biller: { company: 'Αιγαίο Λογισμικό', vatId: '512345009', postalCode: '10563', country: 'GR' },
    paymentMethods: [{ id: 1201, name: 'Τράπεζα', isOnlineMethod: false, status: true, default: true }],
    vats: [
      { id: 901, name: 'ΦΠΑ 24%', value: 24, mydataVatCat: 1, operand: '+', isPercentable: true },
      { id: 904, name: 'ΦΠΑ 0%', value: 0, mydataVatCat: 7, operand: '+', isPercentable: true },
      { id: 905, name: 'Εκτός ΦΠΑ', value: 0, mydataVatCat: 8, operand: '+', isPercentable: true },
      { id: 906, name: 'Μηδέν', value: 0, operand: '+', isPercentable: true },
      { id: 951, name: 'Παρακράτηση 20%', value: 20, operand: '-', isPercentable: true },
      { id: 952, name: 'Τέλος', value: 0.5, operand: '+', isPercentable: false },
      { id: 953, name: 'Κρατήσεις 5%', value: 5, operand: '-', isPercentable: true },
    ],
  },
}

/** The draft without its customer. */
const { customerId: _, ...rest } = draft()
export const withoutCustomer = rest

/** A valid contact of each `customerType`. */
export const contacts = {
  greek: { customerType: 1, country: 'GR', vatId: '523456110' },
  german: { customerType: 2, country: 'DE', vatId: 'DE123456789' },
  swiss: { customerType: 3, country: 'CH', vatId: 'CHE123456789' },
  person: { customerType: 4, country: 'GR', vatId: '' },
} as const

/** Problems in the form `error type-not-allowed products.0.incomeClassificationType`. */
export const brief = (problems: Problem[]): string[] => problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`)

/** Checks the draft above with changes. */
export const checkDraft = (changes?: Partial<InvoiceCreate>, row?: Partial<InvoiceRow>): string[] =>
  brief(checkInvoice(draft(changes, row)))

/** Checks the draft above with changes, against the account above. */
export const checkWithAccount = (changes?: Partial<InvoiceCreate>, row?: Partial<InvoiceRow>): string[] =>
  brief(checkInvoice(draft(changes, row), account))
