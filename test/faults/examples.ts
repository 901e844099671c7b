import type { ContactUpdate, InvoiceCreate } from '../../src/index.ts'

/** Request bodies that the mock accepts. */
export const examples: { contact: ContactUpdate; invoice: InvoiceCreate } = {
  contact: { isCompany: true, company: 'Νυχτερινό Φως Α.Ε.', customerType: 1, country: 'GR' },
  invoice: {
    customerId: 4821,
    invoiceTypeId: 31,
    invoiceDate: '2026-11-22',
    products: [{ details: 'Consulting', vatId: 901, price: 100, quantity: 1 }],
  },
}
