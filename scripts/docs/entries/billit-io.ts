/**
 * The client, its errors, its options and the types of the records. Start with {@link Billit}: its fields are the resources.
 *
 * @module billit-io
 */
export * from '../../../src/index.ts'
export { AccountResource } from '../../../src/resources/account.ts'
export { AlpSignatures } from '../../../src/resources/alp-signatures.ts'
export { Contacts } from '../../../src/resources/contacts.ts'
export { Customers } from '../../../src/resources/customers.ts'
export { Gsis } from '../../../src/resources/gsis.ts'
export { Invoices } from '../../../src/resources/invoices.ts'
export { Ocps } from '../../../src/resources/ocps.ts'
export { Payments } from '../../../src/resources/payments.ts'
export { Products } from '../../../src/resources/products.ts'
export { Purchases } from '../../../src/resources/purchases.ts'
export { Suppliers } from '../../../src/resources/suppliers.ts'
export { Tags } from '../../../src/resources/tags.ts'
