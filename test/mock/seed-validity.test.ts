/** The invoices of the data set, by the rules for those that are sent. */
import { expect, test } from 'vitest'
import type { Account, Contact, InvoiceCreate } from '../../src/index.ts'
import type { Row } from '../../src/mock/index.ts'
import { asRow, asRows } from '../../src/mock/values.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { seededState } from './states.ts'

test('none is of a kind that would be refused', () => {
  const state = seededState(1)
  const contacts = new Map(state.collection('contacts').rows.map((contact) => [contact.id, contact as Contact]))
  const account = state.account as unknown as Account
  const problems = state.collection('invoices').rows.flatMap((invoice) => {
    const { id } = asRow(invoice.customer)
    return checkInvoice(sentFor(invoice), account, contacts.get(Number(id))).map(({ code, path }) => `${code} ${path}`)
  })
  // A receipt that names its customer is a matter of taste.
  expect([...new Set(problems)]).toEqual(['counterpart-forbidden customerId'])
})

/** What would have to be sent for an invoice, as far as the rules look at it. */
function sentFor({ dateIssued, customer, items, type, mydata, isMydataEnabled }: Row): InvoiceCreate {
  const products = asRows(items).map((item) => {
    const { incomeClassificationType, vatExemptionCat, rowType } = asRow(item.mydata)
    const [classification] = asRows(incomeClassificationType)
    return {
      vatId: item.vatId,
      details: asRow(item.product).description,
      ...(rowType === null ? {} : { type: rowType, taxId: 952 }),
      ...(vatExemptionCat === null ? {} : { vatExceptionCat: vatExemptionCat }),
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
    products,
  } as InvoiceCreate // of records that keep their schema
}
