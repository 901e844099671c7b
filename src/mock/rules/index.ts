/** What operations mean beyond storing what they are sent: the one place where the mock knows more than the document says. */
import { lookUp } from './gsis.ts'
import { refusalsOf } from './invoice-refusals.ts'
import { invoiceEffect, invoiceFields, keepInvoice } from './invoices.ts'
import { paymentFields, settleInvoices } from './payments.ts'
import { cancelOcp, contactFields, customerFields, ocpFields, purchaseFields, supplierFields } from './records.ts'
import type { Rule } from './rule.ts'
import { selectContacts, selectCustomers, selectProducts, selectSuppliers } from './search.ts'
import { makeTags } from './tags.ts'
import { refuseUnknown } from './unknown-ids.ts'

const contact: Rule = {
  refuse: refuseUnknown({ defaultVatId: 'tax' }),
  fields: contactFields,
  effect: (body, _row, state) => makeTags(body, state),
}
const customer: Rule = { fields: customerFields }
const supplier: Rule = { fields: supplierFields }
const invoice: Rule = { refuse: refusalsOf, fields: invoiceFields, effect: invoiceEffect }
const product: Rule = { refuse: refuseUnknown({ defaultVatId: 'tax' }) }
const ocp: Rule = {
  refuse: refuseUnknown({ customerId: 'contact', productId: 'product', vatId: 'tax', paymentMethodId: 'paymentMethod' }),
  fields: ocpFields,
}

/** By operationId. */
export const rules: Record<string, Rule> = {
  getAccount: { answer: (_key, { account }) => ({ data: account }) },
  lookupVatId: { answer: lookUp },

  listContacts: { select: selectContacts },
  createContact: contact,
  updateContact: contact,

  listCustomers: { select: selectCustomers },
  createCustomer: customer,
  updateCustomer: customer,

  listSuppliers: { select: selectSuppliers },
  createSupplier: supplier,
  updateSupplier: supplier,

  createInvoice: invoice,
  updateInvoice: invoice,
  deleteInvoice: { keep: keepInvoice },

  listProducts: { select: selectProducts },
  createProduct: product,
  updateProduct: product,

  createOcp: ocp,
  updateOcp: ocp,
  deleteOcp: { keep: cancelOcp },

  createPayment: {
    refuse: refuseUnknown({ customerId: 'contact', paymentMethod: 'paymentMethod' }),
    fields: paymentFields,
    effect: settleInvoices,
  },

  createPurchase: { refuse: refuseUnknown({ supplierId: 'supplier' }), fields: purchaseFields },
}
