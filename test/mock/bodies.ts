/** Request bodies for the tests of the rules. */
export const COMPANY = { isCompany: true, company: 'Λευκές Νύχτες Α.Ε.', customerType: 1, country: 'GR' } as const

export const INVOICE = {
  customerId: 4825,
  invoiceDate: '2026-11-22',
  invoiceTypeId: 31,
  products: [{ details: 'Συμβουλές', vatId: 901, price: 100, quantity: 1 }],
}
