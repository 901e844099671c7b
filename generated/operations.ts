// Written by scripts/generate.ts from the bundled document.

import * as sdk from './client/sdk.gen.ts'
import type * as types from './client/types.gen.ts'

/** What the document says about an operation. */
export interface Operation {
  /** Its generated function. Each takes options of its own, so no one type of options fits all of them. */
  run: (options: never) => unknown
  /** In capitals. */
  method: string
  /** The path, with its parameters in braces. */
  url: string
  /** What its answer holds: a page, a bare object, or nothing. Otherwise a record in `data`. */
  answer?: 'page' | 'bare' | 'nothing'
  /** Whether a repetition could do its work twice (`x-billit-unsafe`). */
  unsafe?: boolean
  /** The fields of its body that are calendar dates. */
  dates?: readonly string[]
  /** The names of its query parameters, without the page and its size. */
  filters?: readonly string[]
  /** The fields that the operation takes, where the SDK changes only some of them (`x-billit-patch`). */
  fields?: readonly string[]
}

export const operations = {
  /** Check credentials */
  checkCredentials: { run: sdk.checkCredentials, method: 'POST', url: '/', answer: 'bare', unsafe: true },
  /** Get the account */
  getAccount: { run: sdk.getAccount, method: 'GET', url: '/account' },
  /** List invoices */
  listInvoices: { run: sdk.listInvoices, method: 'GET', url: '/invoices', answer: 'page' },
  /** Create an invoice */
  createInvoice: { run: sdk.createInvoice, method: 'POST', url: '/invoices', unsafe: true, dates: ['invoiceDate', 'dateExpires'] },
  /** Get an invoice */
  getInvoice: { run: sdk.getInvoice, method: 'GET', url: '/invoices/{uuid}' },
  /** Update an invoice */
  updateInvoice: { run: sdk.updateInvoice, method: 'PUT', url: '/invoices/{uuid}', unsafe: true, dates: ['invoiceDate', 'dateExpires'] },
  /** Cancel an invoice */
  deleteInvoice: { run: sdk.deleteInvoice, method: 'DELETE', url: '/invoices/{uuid}', answer: 'nothing', unsafe: true },
  /** List contacts */
  listContacts: { run: sdk.listContacts, method: 'GET', url: '/contacts', answer: 'page', filters: ['q', 'unpaid', 'tagid', 'withRelations'] },
  /** Create a contact */
  createContact: { run: sdk.createContact, method: 'POST', url: '/contacts', unsafe: true },
  /** Get a contact */
  getContact: { run: sdk.getContact, method: 'GET', url: '/contacts/{id}' },
  /** Update a contact */
  updateContact: { run: sdk.updateContact, method: 'PUT', url: '/contacts/{id}', fields: ['email', 'field1', 'field2', 'field3', 'field4', 'enabled', 'discount', 'debt', 'isCompany', 'company', 'customerType', 'lang', 'profession', 'inCharge', 'vatId', 'taxOffice', 'streetAddress', 'city', 'postalCode', 'country', 'phone', 'mobile', 'fax', 'alias', 'info', 'publicNote', 'addresses', 'contactType', 'currency', 'tags', 'defaultVatId'] },
  /** Delete a contact */
  deleteContact: { run: sdk.deleteContact, method: 'DELETE', url: '/contacts/{id}', answer: 'nothing' },
  /** List products */
  listProducts: { run: sdk.listProducts, method: 'GET', url: '/products', answer: 'page', filters: ['has_stock', 'stock_less', 'stock_greater', 'tag_id'] },
  /** Create a product */
  createProduct: { run: sdk.createProduct, method: 'POST', url: '/products', unsafe: true },
  /** Get a product */
  getProduct: { run: sdk.getProduct, method: 'GET', url: '/products/{id}' },
  /** Update a product */
  updateProduct: { run: sdk.updateProduct, method: 'PUT', url: '/products/{id}', fields: ['name', 'description', 'nameSec', 'descriptionSec', 'unitPrice', 'defaultVatId', 'stock', 'withStock', 'isService', 'isVatIncluded', 'active'] },
  /** Delete a product */
  deleteProduct: { run: sdk.deleteProduct, method: 'DELETE', url: '/products/{id}', answer: 'nothing' },
  /** List tags */
  listTags: { run: sdk.listTags, method: 'GET', url: '/tags', answer: 'page' },
  /** Get a tag */
  getTag: { run: sdk.getTag, method: 'GET', url: '/tags/{id}' },
  /** Delete a tag */
  deleteTag: { run: sdk.deleteTag, method: 'DELETE', url: '/tags/{id}', answer: 'nothing' },
  /** List payments */
  listPayments: { run: sdk.listPayments, method: 'GET', url: '/payments', answer: 'page' },
  /** Create a payment */
  createPayment: { run: sdk.createPayment, method: 'POST', url: '/payments', unsafe: true, dates: ['dateOccurred'] },
  /** Delete a payment */
  deletePayment: { run: sdk.deletePayment, method: 'DELETE', url: '/payments/{id}', answer: 'nothing' },
  /** List payment links */
  listOcps: { run: sdk.listOcps, method: 'GET', url: '/ocps', answer: 'page' },
  /** Create a payment link */
  createOcp: { run: sdk.createOcp, method: 'POST', url: '/ocps', unsafe: true, dates: ['expirationAt'] },
  /** Get a payment link */
  getOcp: { run: sdk.getOcp, method: 'GET', url: '/ocps/{uuid}' },
  /** Update a payment link */
  updateOcp: { run: sdk.updateOcp, method: 'PUT', url: '/ocps/{uuid}', dates: ['expirationAt'] },
  /** Delete a payment link */
  deleteOcp: { run: sdk.deleteOcp, method: 'DELETE', url: '/ocps/{uuid}', answer: 'nothing' },
  /** List purchases */
  listPurchases: { run: sdk.listPurchases, method: 'GET', url: '/purchases', answer: 'page' },
  /** Create a purchase */
  createPurchase: { run: sdk.createPurchase, method: 'POST', url: '/purchases', unsafe: true, dates: ['dateOccurred'] },
  /** Get a purchase */
  getPurchase: { run: sdk.getPurchase, method: 'GET', url: '/purchases/{id}' },
  /** Delete a purchase */
  deletePurchase: { run: sdk.deletePurchase, method: 'DELETE', url: '/purchases/{id}', answer: 'nothing' },
  /** Look up a VAT number */
  lookupVatId: { run: sdk.lookupVatId, method: 'GET', url: '/gsis/{vatId}', answer: 'bare' },
  /** Sign a receipt */
  createAlpSignature: { run: sdk.createAlpSignature, method: 'POST', url: '/alp-signature', answer: 'bare', unsafe: true },
  /** List customers */
  listCustomers: { run: sdk.listCustomers, method: 'GET', url: '/customers', answer: 'page', filters: ['q', 'unpaid', 'tagid', 'withRelations'] },
  /** Create a customer */
  createCustomer: { run: sdk.createCustomer, method: 'POST', url: '/customers', unsafe: true },
  /** Get a customer */
  getCustomer: { run: sdk.getCustomer, method: 'GET', url: '/customers/{id}' },
  /** Update a customer */
  updateCustomer: { run: sdk.updateCustomer, method: 'PUT', url: '/customers/{id}', fields: ['email', 'field1', 'field2', 'field3', 'field4', 'enabled', 'discount', 'debt', 'isCompany', 'company', 'customerType', 'lang', 'profession', 'inCharge', 'vatId', 'taxOffice', 'streetAddress', 'city', 'postalCode', 'country', 'phone', 'mobile', 'fax', 'alias', 'info', 'publicNote', 'addresses'] },
  /** Delete a customer */
  deleteCustomer: { run: sdk.deleteCustomer, method: 'DELETE', url: '/customers/{id}', answer: 'nothing' },
  /** List suppliers */
  listSuppliers: { run: sdk.listSuppliers, method: 'GET', url: '/suppliers', answer: 'page', filters: ['q', 'withRelations'] },
  /** Create a supplier */
  createSupplier: { run: sdk.createSupplier, method: 'POST', url: '/suppliers', unsafe: true },
  /** Get a supplier */
  getSupplier: { run: sdk.getSupplier, method: 'GET', url: '/suppliers/{id}' },
  /** Update a supplier */
  updateSupplier: { run: sdk.updateSupplier, method: 'PUT', url: '/suppliers/{id}' },
  /** Delete a supplier */
  deleteSupplier: { run: sdk.deleteSupplier, method: 'DELETE', url: '/suppliers/{id}', answer: 'nothing' },
} as const satisfies Record<string, Operation>

/** What each operation takes, and what it answers. */
export interface OperationTypes {
  checkCredentials: { data: types.CheckCredentialsData; response: types.CheckCredentialsResponse }
  getAccount: { data: types.GetAccountData; response: types.GetAccountResponse }
  listInvoices: { data: types.ListInvoicesData; response: types.ListInvoicesResponse }
  createInvoice: { data: types.CreateInvoiceData; response: types.CreateInvoiceResponse }
  getInvoice: { data: types.GetInvoiceData; response: types.GetInvoiceResponse }
  updateInvoice: { data: types.UpdateInvoiceData; response: types.UpdateInvoiceResponse }
  deleteInvoice: { data: types.DeleteInvoiceData; response: types.DeleteInvoiceResponse }
  listContacts: { data: types.ListContactsData; response: types.ListContactsResponse }
  createContact: { data: types.CreateContactData; response: types.CreateContactResponse }
  getContact: { data: types.GetContactData; response: types.GetContactResponse }
  updateContact: { data: types.UpdateContactData; response: types.UpdateContactResponse }
  deleteContact: { data: types.DeleteContactData; response: types.DeleteContactResponse }
  listProducts: { data: types.ListProductsData; response: types.ListProductsResponse }
  createProduct: { data: types.CreateProductData; response: types.CreateProductResponse }
  getProduct: { data: types.GetProductData; response: types.GetProductResponse }
  updateProduct: { data: types.UpdateProductData; response: types.UpdateProductResponse }
  deleteProduct: { data: types.DeleteProductData; response: types.DeleteProductResponse }
  listTags: { data: types.ListTagsData; response: types.ListTagsResponse }
  getTag: { data: types.GetTagData; response: types.GetTagResponse }
  deleteTag: { data: types.DeleteTagData; response: types.DeleteTagResponse }
  listPayments: { data: types.ListPaymentsData; response: types.ListPaymentsResponse }
  createPayment: { data: types.CreatePaymentData; response: types.CreatePaymentResponse }
  deletePayment: { data: types.DeletePaymentData; response: types.DeletePaymentResponse }
  listOcps: { data: types.ListOcpsData; response: types.ListOcpsResponse }
  createOcp: { data: types.CreateOcpData; response: types.CreateOcpResponse }
  getOcp: { data: types.GetOcpData; response: types.GetOcpResponse }
  updateOcp: { data: types.UpdateOcpData; response: types.UpdateOcpResponse }
  deleteOcp: { data: types.DeleteOcpData; response: types.DeleteOcpResponse }
  listPurchases: { data: types.ListPurchasesData; response: types.ListPurchasesResponse }
  createPurchase: { data: types.CreatePurchaseData; response: types.CreatePurchaseResponse }
  getPurchase: { data: types.GetPurchaseData; response: types.GetPurchaseResponse }
  deletePurchase: { data: types.DeletePurchaseData; response: types.DeletePurchaseResponse }
  lookupVatId: { data: types.LookupVatIdData; response: types.LookupVatIdResponse }
  createAlpSignature: { data: types.CreateAlpSignatureData; response: types.CreateAlpSignatureResponse }
  listCustomers: { data: types.ListCustomersData; response: types.ListCustomersResponse }
  createCustomer: { data: types.CreateCustomerData; response: types.CreateCustomerResponse }
  getCustomer: { data: types.GetCustomerData; response: types.GetCustomerResponse }
  updateCustomer: { data: types.UpdateCustomerData; response: types.UpdateCustomerResponse }
  deleteCustomer: { data: types.DeleteCustomerData; response: types.DeleteCustomerResponse }
  listSuppliers: { data: types.ListSuppliersData; response: types.ListSuppliersResponse }
  createSupplier: { data: types.CreateSupplierData; response: types.CreateSupplierResponse }
  getSupplier: { data: types.GetSupplierData; response: types.GetSupplierResponse }
  updateSupplier: { data: types.UpdateSupplierData; response: types.UpdateSupplierResponse }
  deleteSupplier: { data: types.DeleteSupplierData; response: types.DeleteSupplierResponse }
}
