/** Server-side behaviour that the OpenAPI document does not describe. */
import { lookUpVatId } from './gsis.ts'
import { validateInvoice } from './invoice-validation.ts'
import { cancelInvoice, invoiceFields, updateRelatedRecords } from './invoices.ts'
import { applyPayment, paymentFields } from './payments.ts'
import { cancelOcp, contactFields, customerFields, ocpFields, purchaseFields, supplierFields } from './records.ts'
import type { Rule } from './rule.ts'
import { selectContacts, selectCustomers, selectProducts, selectSuppliers } from './search.ts'
import { createMissingTags } from './tags.ts'
import { rejectUnknownIds } from './unknown-ids.ts'

export { getOssTaxes, getPaymentMethods, getTaxes } from './account.ts'
export { getInvoiceIndex } from './invoice-index.ts'
export { computeRowAmounts, computeTotals } from './invoice-items.ts'
export { getInvoiceType } from './invoice-types.ts'
export { buildInvoice, cancellationFields } from './invoices.ts'
export { applyInvoiceEvent, INVOICE_EVENTS, isInvoiceEvent } from './later-events.ts'
export { cancelReport, refuseReport } from './mydata.ts'
export { paymentFields, settlementFields } from './payments.ts'
export { contactFields, ocpFields, purchaseFields, supplierFields } from './records.ts'
export type { Rule } from './rule.ts'
export { isCustomer } from './search.ts'

const contact: Rule = {
  validate: rejectUnknownIds({ defaultVatId: 'tax' }),
  fields: contactFields,
  afterSave: (body, _row, state) => createMissingTags(body, state),
}
const customer: Rule = { fields: customerFields }
const supplier: Rule = { fields: supplierFields }
const invoice: Rule = { validate: validateInvoice, fields: invoiceFields, afterSave: updateRelatedRecords }
const product: Rule = { validate: rejectUnknownIds({ defaultVatId: 'tax' }) }
const ocp: Rule = {
  validate: rejectUnknownIds({
    customerId: 'contact',
    invoiceTypeId: 'invoiceType',
    productId: 'product',
    vatId: 'tax',
    paymentMethodId: 'paymentMethod',
  }),
  fields: ocpFields,
}

/** The rules by operationId. */
export const rules: Record<string, Rule> = {
  getAccount: { respond: (_key, { account }) => ({ data: account }) },
  lookupVatId: { respond: lookUpVatId },

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
  deleteInvoice: { cancel: cancelInvoice },

  listProducts: { select: selectProducts },
  createProduct: product,
  updateProduct: product,

  createOcp: ocp,
  updateOcp: ocp,
  deleteOcp: { cancel: cancelOcp },

  createPayment: {
    validate: rejectUnknownIds({ customerId: 'contact', paymentMethod: 'paymentMethod' }),
    fields: paymentFields,
    afterSave: applyPayment,
  },

  createPurchase: { validate: rejectUnknownIds({ supplierId: 'supplier' }), fields: purchaseFields },
}
