// Written by scripts/generate.ts from the bundled OpenAPI document.

import * as sdk from './client/sdk.gen.ts'
import type * as types from './client/types.gen.ts'

/** The facts about an operation that the SDK needs from the OpenAPI document. */
export interface Operation {
  /** Its generated function. The functions accept different options, so no single type fits them all. */
  run: (options: never) => unknown
  /** The HTTP method, in capitals. */
  method: string
  /** The path, with its parameters in braces. */
  url: string
  /**
   * The shape of a successful response: a page of records, an object without the envelope `data`, or no data.
   * Omitted for a record inside the envelope `data`.
   */
  shape?: 'page' | 'bare' | 'empty'
  /** Whether a repeated request could take effect twice (`x-billit-unsafe`). */
  unsafe?: boolean
  /** The fields of the request body that are calendar dates. */
  dates?: readonly string[]
  /** The names of the query parameters, except `page` and `per_page`. */
  filters?: readonly string[]
  /** The writable fields of the request body. Only for operations that the SDK updates in part (`x-billit-patch`). */
  fields?: readonly string[]
}

export const operations = {
  /** Check credentials */
  checkCredentials: { run: sdk.checkCredentials, method: 'POST', url: '/', shape: 'bare', unsafe: true },
  /** Get the account */
  getAccount: { run: sdk.getAccount, method: 'GET', url: '/account' },
  /** List invoices */
  listInvoices: { run: sdk.listInvoices, method: 'GET', url: '/invoices', shape: 'page' },
  /** Create an invoice */
  createInvoice: { run: sdk.createInvoice, method: 'POST', url: '/invoices', unsafe: true, dates: ['invoiceDate', 'dateExpires'] },
  /** Get an invoice */
  getInvoice: { run: sdk.getInvoice, method: 'GET', url: '/invoices/{uuid}' },
  /** Update an invoice */
  updateInvoice: { run: sdk.updateInvoice, method: 'PUT', url: '/invoices/{uuid}', unsafe: true, dates: ['invoiceDate', 'dateExpires'] },
  /** Cancel an invoice */
  deleteInvoice: { run: sdk.deleteInvoice, method: 'DELETE', url: '/invoices/{uuid}', shape: 'empty', unsafe: true },
  /** List contacts */
  listContacts: { run: sdk.listContacts, method: 'GET', url: '/contacts', shape: 'page', filters: ['q', 'unpaid', 'tagid', 'withRelations'] },
  /** Create a contact */
  createContact: { run: sdk.createContact, method: 'POST', url: '/contacts', unsafe: true },
  /** Get a contact */
  getContact: { run: sdk.getContact, method: 'GET', url: '/contacts/{id}' },
  /** Update a contact */
  updateContact: { run: sdk.updateContact, method: 'PUT', url: '/contacts/{id}', fields: ['email', 'field1', 'field2', 'field3', 'field4', 'enabled', 'discount', 'debt', 'isCompany', 'company', 'customerType', 'lang', 'profession', 'inCharge', 'vatId', 'taxOffice', 'streetAddress', 'city', 'postalCode', 'country', 'phone', 'mobile', 'fax', 'alias', 'info', 'publicNote', 'addresses', 'contactType', 'currency', 'tags', 'defaultVatId'] },
  /** Delete a contact */
  deleteContact: { run: sdk.deleteContact, method: 'DELETE', url: '/contacts/{id}', shape: 'empty' },
  /** List products */
  listProducts: { run: sdk.listProducts, method: 'GET', url: '/products', shape: 'page', filters: ['has_stock', 'stock_less', 'stock_greater', 'tag_id'] },
  /** Create a product */
  createProduct: { run: sdk.createProduct, method: 'POST', url: '/products', unsafe: true },
  /** Get a product */
  getProduct: { run: sdk.getProduct, method: 'GET', url: '/products/{id}' },
  /** Update a product */
  updateProduct: { run: sdk.updateProduct, method: 'PUT', url: '/products/{id}', fields: ['name', 'description', 'nameSec', 'descriptionSec', 'unitPrice', 'defaultVatId', 'stock', 'withStock', 'isService', 'isVatIncluded', 'active'] },
  /** Delete a product */
  deleteProduct: { run: sdk.deleteProduct, method: 'DELETE', url: '/products/{id}', shape: 'empty' },
  /** List tags */
  listTags: { run: sdk.listTags, method: 'GET', url: '/tags', shape: 'page' },
  /** Get a tag */
  getTag: { run: sdk.getTag, method: 'GET', url: '/tags/{id}' },
  /** Delete a tag */
  deleteTag: { run: sdk.deleteTag, method: 'DELETE', url: '/tags/{id}', shape: 'empty' },
  /** List payments */
  listPayments: { run: sdk.listPayments, method: 'GET', url: '/payments', shape: 'page' },
  /** Create a payment */
  createPayment: { run: sdk.createPayment, method: 'POST', url: '/payments', unsafe: true, dates: ['dateOccurred'] },
  /** Delete a payment */
  deletePayment: { run: sdk.deletePayment, method: 'DELETE', url: '/payments/{id}', shape: 'empty' },
  /** List payment links */
  listOcps: { run: sdk.listOcps, method: 'GET', url: '/ocps', shape: 'page' },
  /** Create a payment link */
  createOcp: { run: sdk.createOcp, method: 'POST', url: '/ocps', unsafe: true, dates: ['expirationAt'] },
  /** Get a payment link */
  getOcp: { run: sdk.getOcp, method: 'GET', url: '/ocps/{uuid}' },
  /** Update a payment link */
  updateOcp: { run: sdk.updateOcp, method: 'PUT', url: '/ocps/{uuid}', dates: ['expirationAt'] },
  /** Delete a payment link */
  deleteOcp: { run: sdk.deleteOcp, method: 'DELETE', url: '/ocps/{uuid}', shape: 'empty' },
  /** List purchases */
  listPurchases: { run: sdk.listPurchases, method: 'GET', url: '/purchases', shape: 'page' },
  /** Create a purchase */
  createPurchase: { run: sdk.createPurchase, method: 'POST', url: '/purchases', unsafe: true, dates: ['dateOccurred'] },
  /** Get a purchase */
  getPurchase: { run: sdk.getPurchase, method: 'GET', url: '/purchases/{id}' },
  /** Delete a purchase */
  deletePurchase: { run: sdk.deletePurchase, method: 'DELETE', url: '/purchases/{id}', shape: 'empty' },
  /** Look up a VAT number */
  lookupVatId: { run: sdk.lookupVatId, method: 'GET', url: '/gsis/{vatId}', shape: 'bare' },
  /** Sign a receipt */
  createAlpSignature: { run: sdk.createAlpSignature, method: 'POST', url: '/alp-signature', shape: 'bare', unsafe: true },
  /** List customers */
  listCustomers: { run: sdk.listCustomers, method: 'GET', url: '/customers', shape: 'page', filters: ['q', 'unpaid', 'tagid', 'withRelations'] },
  /** Create a customer */
  createCustomer: { run: sdk.createCustomer, method: 'POST', url: '/customers', unsafe: true },
  /** Get a customer */
  getCustomer: { run: sdk.getCustomer, method: 'GET', url: '/customers/{id}' },
  /** Update a customer */
  updateCustomer: { run: sdk.updateCustomer, method: 'PUT', url: '/customers/{id}', fields: ['email', 'field1', 'field2', 'field3', 'field4', 'enabled', 'discount', 'debt', 'isCompany', 'company', 'customerType', 'lang', 'profession', 'inCharge', 'vatId', 'taxOffice', 'streetAddress', 'city', 'postalCode', 'country', 'phone', 'mobile', 'fax', 'alias', 'info', 'publicNote', 'addresses'] },
  /** Delete a customer */
  deleteCustomer: { run: sdk.deleteCustomer, method: 'DELETE', url: '/customers/{id}', shape: 'empty' },
  /** List suppliers */
  listSuppliers: { run: sdk.listSuppliers, method: 'GET', url: '/suppliers', shape: 'page', filters: ['q', 'withRelations'] },
  /** Create a supplier */
  createSupplier: { run: sdk.createSupplier, method: 'POST', url: '/suppliers', unsafe: true },
  /** Get a supplier */
  getSupplier: { run: sdk.getSupplier, method: 'GET', url: '/suppliers/{id}' },
  /** Update a supplier */
  updateSupplier: { run: sdk.updateSupplier, method: 'PUT', url: '/suppliers/{id}' },
  /** Delete a supplier */
  deleteSupplier: { run: sdk.deleteSupplier, method: 'DELETE', url: '/suppliers/{id}', shape: 'empty' },
} as const satisfies Record<string, Operation>

/** The parameters and the response of each operation. */
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
