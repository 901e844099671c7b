// Written by scripts/generate.ts from the bundled document.

import * as sdk from './client/sdk.gen.ts'
import type * as types from './client/types.gen.ts'

/**
 * What the document says about each operation: its generated function, whether it is unsafe to repeat
 * (`x-billit-unsafe`), what its answer holds (a record in `data`, a page, a bare object, nothing), and which body fields are calendar dates.
 */
export const operations = {
  checkCredentials: { run: sdk.checkCredentials, method: 'POST', path: '/', unsafe: true, answer: 'bare', dates: [] },
  getAccount: { run: sdk.getAccount, method: 'GET', path: '/account', unsafe: false, answer: 'record', dates: [] },
  listInvoices: { run: sdk.listInvoices, method: 'GET', path: '/invoices', unsafe: false, answer: 'page', dates: [] },
  createInvoice: { run: sdk.createInvoice, method: 'POST', path: '/invoices', unsafe: true, answer: 'record', dates: ['invoiceDate','dateExpires'] },
  getInvoice: { run: sdk.getInvoice, method: 'GET', path: '/invoices/{uuid}', unsafe: false, answer: 'record', dates: [] },
  updateInvoice: { run: sdk.updateInvoice, method: 'PUT', path: '/invoices/{uuid}', unsafe: true, answer: 'record', dates: ['invoiceDate','dateExpires'] },
  deleteInvoice: { run: sdk.deleteInvoice, method: 'DELETE', path: '/invoices/{uuid}', unsafe: true, answer: 'nothing', dates: [] },
  listContacts: { run: sdk.listContacts, method: 'GET', path: '/contacts', unsafe: false, answer: 'page', dates: [] },
  createContact: { run: sdk.createContact, method: 'POST', path: '/contacts', unsafe: true, answer: 'record', dates: [] },
  getContact: { run: sdk.getContact, method: 'GET', path: '/contacts/{id}', unsafe: false, answer: 'record', dates: [] },
  updateContact: { run: sdk.updateContact, method: 'PUT', path: '/contacts/{id}', unsafe: false, answer: 'record', dates: [] },
  deleteContact: { run: sdk.deleteContact, method: 'DELETE', path: '/contacts/{id}', unsafe: false, answer: 'nothing', dates: [] },
  listCustomers: { run: sdk.listCustomers, method: 'GET', path: '/customers', unsafe: false, answer: 'page', dates: [] },
  createCustomer: { run: sdk.createCustomer, method: 'POST', path: '/customers', unsafe: true, answer: 'record', dates: [] },
  getCustomer: { run: sdk.getCustomer, method: 'GET', path: '/customers/{id}', unsafe: false, answer: 'record', dates: [] },
  updateCustomer: { run: sdk.updateCustomer, method: 'PUT', path: '/customers/{id}', unsafe: false, answer: 'record', dates: [] },
  deleteCustomer: { run: sdk.deleteCustomer, method: 'DELETE', path: '/customers/{id}', unsafe: false, answer: 'nothing', dates: [] },
  listProducts: { run: sdk.listProducts, method: 'GET', path: '/products', unsafe: false, answer: 'page', dates: [] },
  createProduct: { run: sdk.createProduct, method: 'POST', path: '/products', unsafe: true, answer: 'record', dates: [] },
  getProduct: { run: sdk.getProduct, method: 'GET', path: '/products/{id}', unsafe: false, answer: 'record', dates: [] },
  updateProduct: { run: sdk.updateProduct, method: 'PUT', path: '/products/{id}', unsafe: false, answer: 'record', dates: [] },
  deleteProduct: { run: sdk.deleteProduct, method: 'DELETE', path: '/products/{id}', unsafe: false, answer: 'nothing', dates: [] },
  listTags: { run: sdk.listTags, method: 'GET', path: '/tags', unsafe: false, answer: 'page', dates: [] },
  getTag: { run: sdk.getTag, method: 'GET', path: '/tags/{id}', unsafe: false, answer: 'record', dates: [] },
  deleteTag: { run: sdk.deleteTag, method: 'DELETE', path: '/tags/{id}', unsafe: false, answer: 'nothing', dates: [] },
  listPayments: { run: sdk.listPayments, method: 'GET', path: '/payments', unsafe: false, answer: 'page', dates: [] },
  createPayment: { run: sdk.createPayment, method: 'POST', path: '/payments', unsafe: true, answer: 'record', dates: ['dateOccurred'] },
  deletePayment: { run: sdk.deletePayment, method: 'DELETE', path: '/payments/{id}', unsafe: false, answer: 'nothing', dates: [] },
  listOcps: { run: sdk.listOcps, method: 'GET', path: '/ocps', unsafe: false, answer: 'page', dates: [] },
  createOcp: { run: sdk.createOcp, method: 'POST', path: '/ocps', unsafe: true, answer: 'record', dates: ['expirationAt'] },
  getOcp: { run: sdk.getOcp, method: 'GET', path: '/ocps/{uuid}', unsafe: false, answer: 'record', dates: [] },
  updateOcp: { run: sdk.updateOcp, method: 'PUT', path: '/ocps/{uuid}', unsafe: false, answer: 'record', dates: ['expirationAt'] },
  deleteOcp: { run: sdk.deleteOcp, method: 'DELETE', path: '/ocps/{uuid}', unsafe: false, answer: 'nothing', dates: [] },
  listPurchases: { run: sdk.listPurchases, method: 'GET', path: '/purchases', unsafe: false, answer: 'page', dates: [] },
  createPurchase: { run: sdk.createPurchase, method: 'POST', path: '/purchases', unsafe: true, answer: 'record', dates: ['dateOccurred'] },
  getPurchase: { run: sdk.getPurchase, method: 'GET', path: '/purchases/{id}', unsafe: false, answer: 'record', dates: [] },
  deletePurchase: { run: sdk.deletePurchase, method: 'DELETE', path: '/purchases/{id}', unsafe: false, answer: 'nothing', dates: [] },
  lookupVatId: { run: sdk.lookupVatId, method: 'GET', path: '/gsis/{vatId}', unsafe: false, answer: 'bare', dates: [] },
  createAlpSignature: { run: sdk.createAlpSignature, method: 'POST', path: '/alp-signature', unsafe: true, answer: 'bare', dates: [] },
  listSuppliers: { run: sdk.listSuppliers, method: 'GET', path: '/suppliers', unsafe: false, answer: 'page', dates: [] },
  createSupplier: { run: sdk.createSupplier, method: 'POST', path: '/suppliers', unsafe: true, answer: 'record', dates: [] },
  getSupplier: { run: sdk.getSupplier, method: 'GET', path: '/suppliers/{id}', unsafe: false, answer: 'record', dates: [] },
  updateSupplier: { run: sdk.updateSupplier, method: 'PUT', path: '/suppliers/{id}', unsafe: false, answer: 'record', dates: [] },
  deleteSupplier: { run: sdk.deleteSupplier, method: 'DELETE', path: '/suppliers/{id}', unsafe: false, answer: 'nothing', dates: [] },
} as const

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
  listCustomers: { data: types.ListCustomersData; response: types.ListCustomersResponse }
  createCustomer: { data: types.CreateCustomerData; response: types.CreateCustomerResponse }
  getCustomer: { data: types.GetCustomerData; response: types.GetCustomerResponse }
  updateCustomer: { data: types.UpdateCustomerData; response: types.UpdateCustomerResponse }
  deleteCustomer: { data: types.DeleteCustomerData; response: types.DeleteCustomerResponse }
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
  listSuppliers: { data: types.ListSuppliersData; response: types.ListSuppliersResponse }
  createSupplier: { data: types.CreateSupplierData; response: types.CreateSupplierResponse }
  getSupplier: { data: types.GetSupplierData; response: types.GetSupplierResponse }
  updateSupplier: { data: types.UpdateSupplierData; response: types.UpdateSupplierResponse }
  deleteSupplier: { data: types.DeleteSupplierData; response: types.DeleteSupplierResponse }
}
