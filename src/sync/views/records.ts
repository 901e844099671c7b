/** The views of payments, contacts, products and purchases. */
import type { FlatView } from './flat.ts'

/** `invoice_id` is Billit's internal id of an invoice, which no other record has. Use the customer, the amount and the date. */
export const PAYMENTS: FlatView = {
  resource: 'payments',
  columns: [
    ['date_occurred', 'dateOccurred', 'date'],
    ['amount', 'amount', 'amount'],
    ['overflow_amount', 'overflowAmount', 'amount'],
    ['payment_method_id', 'paymentMethodId', 'id'],
    ['customer_id', 'customerId', 'id'],
    ['invoice_id', 'invoiceId', 'id'],
    ['info', 'info', 'text'],
    ['transaction_id', 'transactionId', 'text'],
    ['created_at', 'createdAt', 'moment'],
  ],
}

export const CONTACTS: FlatView = {
  resource: 'contacts',
  columns: [
    ['id', 'id', 'id'],
    ['company', 'company', 'text'],
    ['alias', 'alias', 'text'],
    ['is_company', 'isCompany', 'boolean'],
    ['customer_type', 'customerType', 'number'],
    ['contact_type', 'contactType', 'number'],
    ['vat_id', 'vatId', 'text'],
    ['tax_office', 'taxOffice', 'text'],
    ['profession', 'profession', 'text'],
    ['in_charge', 'inCharge', 'text'],
    ['email', 'email', 'text'],
    ['phone', 'phone', 'text'],
    ['mobile', 'mobile', 'text'],
    ['street_address', 'streetAddress', 'text'],
    ['city', 'city', 'text'],
    ['postal_code', 'postalCode', 'text'],
    ['country', 'country', 'text'],
    ['currency', 'currency', 'text'],
    ['lang', 'lang', 'text'],
    ['discount_percent', 'discount', 'number'],
    ['opening_balance', 'debt', 'amount'],
    ['balance', 'total', 'amount'],
    ['unpaid_amount', 'unpaid', 'amount'],
    ['info', 'info', 'text'],
    ['is_enabled', 'enabled', 'boolean'],
    ['created_at', 'createdAt', 'moment'],
    ['updated_at', 'updatedAt', 'moment'],
  ],
}

export const PRODUCTS: FlatView = {
  resource: 'products',
  columns: [
    ['id', 'id', 'id'],
    ['name', 'name', 'text'],
    ['description', 'description', 'text'],
    ['name_secondary', 'nameSec', 'text'],
    ['description_secondary', 'descriptionSec', 'text'],
    ['unit_price', 'unitPrice', 'amount'],
    ['is_vat_included', 'isVatIncluded', 'boolean'],
    ['default_vat_id', 'defaultVatId', 'id'],
    ['is_service', 'isService', 'boolean'],
    ['has_stock', 'withStock', 'boolean'],
    ['stock', 'stock', 'number'],
    ['is_active', 'active', 'boolean'],
    ['created_at', 'createdAt', 'moment'],
    ['updated_at', 'updatedAt', 'moment'],
  ],
}

export const PURCHASES: FlatView = {
  resource: 'purchases',
  columns: [
    ['id', 'id', 'id'],
    ['supplier_id', 'supplierId', 'id'],
    ['invoice_number', 'invoiceNum', 'text'],
    ['date_occurred', 'dateOccurred', 'date'],
    ['date_paid', 'datePaid', 'date'],
    ['net_amount', 'price', 'amount'],
    ['vat_amount', 'vatAmount', 'amount'],
    ['is_paid', 'paid', 'boolean'],
    ['is_credited', 'isCredited', 'boolean'],
    ['income_tax_type', 'irsType', 'number'],
    ['income_tax_amount', 'irsAmount', 'amount'],
    ['original_currency', 'originalCurrency', 'text'],
    ['original_net_amount', 'originalPrice', 'amount'],
    ['original_vat_amount', 'originalVat', 'amount'],
    ['info', 'info', 'text'],
    ['created_at', 'createdAt', 'moment'],
    ['updated_at', 'updatedAt', 'moment'],
  ],
}
