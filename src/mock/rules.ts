/** What operations mean beyond storing what they are sent: the one place where the mock knows more than the document says. */
import { contactFields, customerFields, supplierFields } from './rules/contacts.ts'
import { refusalsOf } from './rules/invoice-refusals.ts'
import { invoiceEffect, invoiceFields, keepInvoice } from './rules/invoices.ts'
import { cancelOcp, ocpFields } from './rules/ocps.ts'
import { paymentFields, settleInvoices } from './rules/payments.ts'
import { purchaseFields } from './rules/purchases.ts'
import { isContactListed, isCustomer, isFound, isProductListed } from './rules/search.ts'
import { makeTags } from './rules/tags.ts'
import { unsent } from './rules/values.ts'
import type { Rule } from './types.ts'

const namesTags: Rule['effect'] = (body, _row, state) => makeTags(body, state)

/** By operationId. */
export const rules: Record<string, Rule> = {
  listContacts: { filter: isContactListed },
  createContact: { fields: contactFields, effect: namesTags },
  updateContact: { fields: contactFields, effect: namesTags },

  listCustomers: { filter: (row, query, state) => isCustomer(row) && isContactListed(row, query, state) },
  createCustomer: { fields: customerFields },
  updateCustomer: { fields: customerFields },

  listSuppliers: { filter: isFound },
  createSupplier: { fields: supplierFields },
  updateSupplier: { fields: supplierFields },

  createInvoice: { refuse: refusalsOf, fields: invoiceFields, effect: invoiceEffect },
  updateInvoice: { refuse: refusalsOf, fields: invoiceFields, effect: invoiceEffect },
  deleteInvoice: { keep: keepInvoice },

  listProducts: { filter: isProductListed },
  updateProduct: { fields: (body, row, state) => unsent(['ordering'], body, row, state.collection('products')) },

  createOcp: { fields: ocpFields },
  updateOcp: { fields: ocpFields },
  deleteOcp: { keep: cancelOcp },

  createPayment: { fields: paymentFields, effect: settleInvoices },

  createPurchase: { fields: purchaseFields },
}
