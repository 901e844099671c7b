// Written by scripts/generate.ts from the bundled document.

import * as sdk from './client/sdk.gen.ts'
import type * as types from './client/types.gen.ts'

/** What the document says about an operation. */
export interface Operation {
  /** Its generated function, which knows the method and the path. */
  run: (options: never) => unknown
  /** What its answer holds: a page, a bare object, or nothing. Else a record in `data`. */
  answer?: 'page' | 'bare' | 'nothing'
  /** Whether a repetition could do its work twice (`x-billit-unsafe`). */
  unsafe?: boolean
  /** The fields of its body that are calendar dates. */
  dates?: readonly string[]
}

export const operations = {
  checkCredentials: { run: sdk.checkCredentials, answer: 'bare', unsafe: true },
  getAccount: { run: sdk.getAccount },
  listInvoices: { run: sdk.listInvoices, answer: 'page' },
  createInvoice: { run: sdk.createInvoice, unsafe: true, dates: ['invoiceDate', 'dateExpires'] },
  getInvoice: { run: sdk.getInvoice },
  updateInvoice: { run: sdk.updateInvoice, unsafe: true, dates: ['invoiceDate', 'dateExpires'] },
  deleteInvoice: { run: sdk.deleteInvoice, answer: 'nothing', unsafe: true },
  listContacts: { run: sdk.listContacts, answer: 'page' },
  createContact: { run: sdk.createContact, unsafe: true },
  getContact: { run: sdk.getContact },
  updateContact: { run: sdk.updateContact },
  deleteContact: { run: sdk.deleteContact, answer: 'nothing' },
  listProducts: { run: sdk.listProducts, answer: 'page' },
  createProduct: { run: sdk.createProduct, unsafe: true },
  getProduct: { run: sdk.getProduct },
  updateProduct: { run: sdk.updateProduct },
  deleteProduct: { run: sdk.deleteProduct, answer: 'nothing' },
  listTags: { run: sdk.listTags, answer: 'page' },
  getTag: { run: sdk.getTag },
  deleteTag: { run: sdk.deleteTag, answer: 'nothing' },
  listPayments: { run: sdk.listPayments, answer: 'page' },
  createPayment: { run: sdk.createPayment, unsafe: true, dates: ['dateOccurred'] },
  deletePayment: { run: sdk.deletePayment, answer: 'nothing' },
  listOcps: { run: sdk.listOcps, answer: 'page' },
  createOcp: { run: sdk.createOcp, unsafe: true, dates: ['expirationAt'] },
  getOcp: { run: sdk.getOcp },
  updateOcp: { run: sdk.updateOcp, dates: ['expirationAt'] },
  deleteOcp: { run: sdk.deleteOcp, answer: 'nothing' },
  listPurchases: { run: sdk.listPurchases, answer: 'page' },
  createPurchase: { run: sdk.createPurchase, unsafe: true, dates: ['dateOccurred'] },
  getPurchase: { run: sdk.getPurchase },
  deletePurchase: { run: sdk.deletePurchase, answer: 'nothing' },
  lookupVatId: { run: sdk.lookupVatId, answer: 'bare' },
  createAlpSignature: { run: sdk.createAlpSignature, answer: 'bare', unsafe: true },
  listCustomers: { run: sdk.listCustomers, answer: 'page' },
  createCustomer: { run: sdk.createCustomer, unsafe: true },
  getCustomer: { run: sdk.getCustomer },
  updateCustomer: { run: sdk.updateCustomer },
  deleteCustomer: { run: sdk.deleteCustomer, answer: 'nothing' },
  listSuppliers: { run: sdk.listSuppliers, answer: 'page' },
  createSupplier: { run: sdk.createSupplier, unsafe: true },
  getSupplier: { run: sdk.getSupplier },
  updateSupplier: { run: sdk.updateSupplier },
  deleteSupplier: { run: sdk.deleteSupplier, answer: 'nothing' },
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
