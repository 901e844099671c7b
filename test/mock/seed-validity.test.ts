/** Validates the invoices of the data set with `checkInvoice()`. */
import { expect, test } from 'vitest'
import type { Account, Contact, InvoiceCreate } from '../../src/index.ts'
import type { Row } from '../../src/mock/index.ts'
import { asRow, asRows } from '../../src/mock/values.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { seededState } from './states.ts'

test('checkInvoice reports no errors in the generated invoices', () => {
  const state = seededState(1)
  const contacts = new Map(state.collection('contacts').rows.map((contact) => [contact.id, contact as Contact]))
  const account = state.account as unknown as Account
  const problems = state.collection('invoices').rows.flatMap((invoice) => {
    const { id } = asRow(invoice.customer)
    const problems = checkInvoice(toRequestBody(invoice), account, contacts.get(Number(id)), { channel: 'erp' })
    return problems.map(({ code, path }) => `${code} ${path}`)
  })
  // A receipt may name its customer, which is only a warning.
  expect([...new Set(problems)]).toEqual(['counterpart-forbidden customerId'])
})

/** The request body that creates an invoice, with the fields that `checkInvoice()` reads. */
function toRequestBody({ dateIssued, customer, items, type, mydata, isMydataEnabled, finalAmount }: Row): InvoiceCreate {
  const products = asRows(items).map((item) => {
    const { incomeClassificationType, expensesClassificationType, vatExemptionCat, rowType } = asRow(item.mydata)
    // A self-billed row has a VAT classification too.
    const [classification, vatClassification] = [...asRows(incomeClassificationType), ...asRows(expensesClassificationType)]
    // The rate of an OSS row is not that of its `vatId`.
    const isOss = vatExemptionCat === 30
    return {
      vatId: item.vatId,
      details: asRow(item.product).description,
      // Net of the discount, for the whole quantity.
      price: item.netAmount,
      ...(rowType === null ? {} : { type: rowType, taxId: 952 }),
      ...(vatExemptionCat === null ? {} : { vatExceptionCat: vatExemptionCat }),
      ...(isOss ? { taxRate: item.vatPercent } : {}),
      ...(vatClassification ? { expenseVatClassification: vatClassification.type } : {}),
      ...(classification
        ? { incomeClassificationCat: classification.category, incomeClassificationType: classification.type }
        : {}),
    }
  })
  return {
    customerId: asRow(customer).id,
    invoiceDate: dateIssued,
    invoiceTypeId: asRow(type).id,
    mydataInvoiceType: asRow(mydata).type,
    excludeMydata: isMydataEnabled === false,
    selfPricing: asRow(mydata).selfPricing === true,
    mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: finalAmount },
    products,
  } as InvoiceCreate // the records match their schema
}
