import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Account, Invoice, InvoiceCreate } from '../../src/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { resolve } from '../../src/tools/document.ts'
import { bundle, documented } from '../contract/document.ts'
import { brief } from './draft.ts'

// The contract tests validate the examples against their schemas.
const requests = Object.entries({ ...requestExamples('createInvoice'), ...requestExamples('updateInvoice') }) as [
  string,
  InvoiceCreate,
][]
const { data: account } = responseExample('getAccount') as { data: Account }

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-12-01T12:00:00Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('the OpenAPI document has these request examples', () => {
  expect(requests.map(([name]) => name)).toEqual([
    'services',
    'goodsAndTax',
    'zeroVat',
    'selfBilling',
    'onCredit',
    'pos',
    'retailReceipt',
    'creditNote',
    'oss',
    'draft',
  ])
})

/** Sets the clock to noon of the day on which the example is issued. */
const issueToday = ({ invoiceDate }: InvoiceCreate) => vi.setSystemTime(`${invoiceDate}T12:00:00Z`)

test.each(requests)('finds no problems in the example %s', (_, draft) => {
  issueToday(draft)
  expect(checkInvoice(draft)).toEqual([])
  expect(checkInvoice(draft, account)).toEqual([])
})

test('finds the problem of each invalid change of an example', () => {
  const { services, goodsAndTax, zeroVat, selfBilling } = Object.fromEntries(requests)
  const problems = (draft: InvoiceCreate | undefined, change: (draft: InvoiceCreate) => void) => {
    const changed = structuredClone(draft)
    if (!changed) throw new Error('There is no such example')
    issueToday(changed)
    change(changed)
    return brief(checkInvoice(changed, account))
  }
  const row = ({ products: [first] }: InvoiceCreate) => first ?? { vatId: 0 }

  expect(problems(services, (draft) => (draft.mydataInvoiceType = '2.2'))).toEqual([
    'error type-not-allowed products.0.incomeClassificationType',
    'warning vat-forbidden products.0.vatId',
  ])
  expect(problems(goodsAndTax, (draft) => delete draft.products[1]?.taxId)).toEqual(['error tax-id-missing products.1.taxId'])
  expect(problems(goodsAndTax, (draft) => delete draft.taxes)).toEqual(['warning payment-below-total mydataPayment'])
  expect(problems(zeroVat, (draft) => delete row(draft).vatExceptionCat)).toEqual([
    'error exemption-missing products.0.vatExceptionCat',
  ])
  expect(problems(selfBilling, (draft) => delete draft.selfPricing)).toEqual([
    'warning expense-category products.0.incomeClassificationCat',
  ])
})

test('response examples have known codes in allowed combinations', () => {
  for (const id of ['getInvoice', 'createInvoice', 'updateInvoice'] as const) {
    const { examples } = documented.find((operation) => operation.id === id)?.responses.find(({ status }) => status < 300) ?? {}
    for (const [name, example] of Object.entries(examples ?? {})) {
      const { data } = example as { data: Invoice } // checked against its schema
      // Billit does not publish the form of expenses in responses, nor how to recognise a tax row.
      const problems = checkInvoice(toDraft(data), undefined, undefined, { channel: 'erp' }).filter(
        ({ code }) => !/^(vat-)?classification-/.test(code),
      )
      expect(brief(problems), `${id} ${name}`).toEqual([])
    }
  }
})

/** A draft that would create the invoice, with the fields that the checks use. */
function toDraft({ dateIssued, customer, items, mydata }: Invoice): InvoiceCreate {
  const isIncome = items.some((item) => item.mydata?.incomeClassificationType?.length)
  return {
    invoiceDate: dateIssued,
    invoiceTypeId: 1,
    mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 1 },
    ...(customer.id === undefined ? {} : { customerId: customer.id }),
    ...(mydata?.type ? { mydataInvoiceType: mydata.type } : {}),
    ...(isIncome ? {} : { selfPricing: true }),
    products: items.flatMap((item) => {
      const row = { vatId: item.vatId ?? 0, details: item.product?.description ?? '', price: item.netAmount ?? 0 }
      const classifications = item.mydata?.incomeClassificationType ?? []
      if (classifications.length === 0) return [row]
      return classifications.map(({ type, category }) => ({
        ...row,
        ...(category ? { incomeClassificationCat: category } : {}),
        ...(type ? { incomeClassificationType: type } : {}),
      }))
    }),
  }
}

function requestExamples(id: string): Record<string, unknown> {
  const { operation } = documented.find((one) => one.id === id) ?? {}
  const { examples = {} } = operation?.requestBody?.content['application/json'] ?? {}
  return Object.fromEntries(Object.entries(examples).map(([name, example]) => [name, resolve(bundle, example).value]))
}

function responseExample(id: string): unknown {
  const [response] = documented.find((one) => one.id === id)?.responses ?? []
  return Object.values(response?.examples ?? {})[0]
}
