/** Calls each operation of the OpenAPI document through the client. */

import type { OperationTypes } from '../../generated/operations.ts'
import type { Billit, RequestOptions, Result } from '../../src/index.ts'
import type { OperationId } from './document.ts'

/** The promise that each call returns. */
export interface Started extends PromiseLike<unknown> {
  withResponse(): Promise<Result<unknown>>
}

type Body<Id extends OperationId> = NonNullable<OperationTypes[Id]['data']['body']>

type Call<Id extends OperationId> = (billit: Billit, options: RequestOptions, body: Body<Id>) => Started

const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'

/** The compiler requires an entry for every operation. */
export const calls: { [Id in OperationId]: Call<Id> } = {
  checkCredentials: (billit, options) => billit.ping(options),
  getAccount: (billit, options) => billit.account.get(options),

  listContacts: (billit, options) =>
    billit.contacts.list({ page: 2, perPage: 50, q: 'Kestrel', unpaid: true, tagid: 301, withRelations: 1 }, options),
  createContact: (billit, options, body) => billit.contacts.create(body, options),
  getContact: (billit, options) => billit.contacts.get(4821, options),
  updateContact: (billit, options, body) => billit.contacts.update(4821, body, options),
  deleteContact: (billit, options) => billit.contacts.delete(4821, options),

  listCustomers: (billit, options) => billit.customers.list({ perPage: 250, q: 'Μέλισσα', unpaid: 1, tagid: 301 }, options),
  createCustomer: (billit, options, body) => billit.customers.create(body, options),
  getCustomer: (billit, options) => billit.customers.get(4822, options),
  updateCustomer: (billit, options, body) => billit.customers.update(4822, body, options),
  deleteCustomer: (billit, options) => billit.customers.delete(4822, options),

  listSuppliers: (billit, options) => billit.suppliers.list({ q: 'paper & ink', withRelations: true }, options),
  createSupplier: (billit, options, body) => billit.suppliers.create(body, options),
  getSupplier: (billit, options) => billit.suppliers.get(77, options),
  updateSupplier: (billit, options, body) => billit.suppliers.update(77, body, options),
  deleteSupplier: (billit, options) => billit.suppliers.delete(77, options),

  listInvoices: (billit, options) => billit.invoices.list({ perPage: 1 }, options),
  createInvoice: (billit, options, body) => billit.invoices.create(body, options),
  getInvoice: (billit, options) => billit.invoices.get(UUID, options),
  updateInvoice: (billit, options, body) => billit.invoices.update(UUID, body, options),
  deleteInvoice: (billit, options) => billit.invoices.delete(UUID, options),

  listProducts: (billit, options) =>
    billit.products.list({ has_stock: true, stock_less: 10.5, stock_greater: 0, tag_id: 304 }, options),
  createProduct: (billit, options, body) => billit.products.create(body, options),
  getProduct: (billit, options) => billit.products.get(8801, options),
  updateProduct: (billit, options, body) => billit.products.update(8801, body, options),
  deleteProduct: (billit, options) => billit.products.delete(8801, options),

  listOcps: (billit, options) => billit.ocps.list({ page: 3 }, options),
  createOcp: (billit, options, body) => billit.ocps.create(body, options),
  getOcp: (billit, options) => billit.ocps.get(UUID, options),
  updateOcp: (billit, options, body) => billit.ocps.update(UUID, body, options),
  deleteOcp: (billit, options) => billit.ocps.delete(UUID, options),

  listPayments: (billit, options) => billit.payments.list({}, options),
  createPayment: (billit, options, body) => billit.payments.create(body, options),
  deletePayment: (billit, options) => billit.payments.delete(12, options),

  listPurchases: (billit, options) => billit.purchases.list(undefined, options),
  createPurchase: (billit, options, body) => billit.purchases.create(body, options),
  getPurchase: (billit, options) => billit.purchases.get(9, options),
  deletePurchase: (billit, options) => billit.purchases.delete(9, options),

  listTags: (billit, options) => billit.tags.list({ perPage: 2 }, options),
  getTag: (billit, options) => billit.tags.get(301, options),
  deleteTag: (billit, options) => billit.tags.delete(301, options),

  lookupVatId: (billit, options) => billit.gsis.lookup('523456110', options),
  createAlpSignature: (billit, options, body) => billit.alpSignatures.create(body, options),
}

/** Calls an operation by its id. `body` is one of its examples. */
export function callOperation(id: OperationId, billit: Billit, options: RequestOptions, body: unknown): Started {
  // For a union of functions, the compiler requires an intersection of all bodies.
  return calls[id](billit, options, body as never)
}
