import type * as wire from '../../generated/client/types.gen.ts'
import type { OperationTypes } from '../../generated/operations.ts'
import type { DateInput } from './dates.ts'

/** The records and bodies that callers use as the document has them. */
export type {
  Account,
  AccountBiller,
  AccountOssProductTax,
  AccountPaymentMethod,
  AccountRelations,
  AccountSettings,
  AccountSubscription,
  AccountVat,
  AlpSignature,
  AlpSignatureCreate,
  AlpSignatureMarked,
  AlpSignatureReceipt,
  Contact,
  ContactCreate,
  ContactUpdate,
  CredentialsCheck,
  Customer,
  CustomerCreate,
  CustomerUpdate,
  GsisRecord,
  Invoice,
  InvoiceBiller,
  InvoiceCustomer,
  InvoiceDocumentType,
  InvoiceItem,
  InvoiceItemProduct,
  InvoiceListItem,
  InvoiceMailOptions,
  InvoiceMydata,
  InvoiceMydataPaymentInput,
  InvoiceRow,
  InvoiceSignature,
  InvoiceTax,
  Ocp,
  Payment,
  PaymentCreateInvoice,
  PostalAddress,
  Product,
  ProductCreate,
  ProductUpdate,
  Purchase,
  Supplier,
  SupplierCreate,
  SupplierUpdate,
  Tag,
} from '../../generated/client/types.gen.ts'

/** A sent schema, with `DateInput` where the document has a calendar date. */
type WithDates<Body, Dates extends PropertyKey> = {
  [Key in keyof Body]: Key extends Dates ? DateInput | Extract<Body[Key], null | undefined> : Body[Key]
}

/** A field that answers have, and that Billit does not publish for what is sent. */
interface Linked {
  /** The invoices that this one refers to, as for a credit note of type 5.1. Not confirmed by Billit, in any form. */
  correlatedInvoices?: readonly unknown[]
}

/** An invoice to create. */
export interface InvoiceCreate extends WithDates<wire.InvoiceCreate, 'invoiceDate' | 'dateExpires'>, Linked {}

/** An invoice as it shall be. */
export interface InvoiceUpdate extends WithDates<wire.InvoiceUpdate, 'invoiceDate' | 'dateExpires'>, Linked {}

/** An invoice or a row of a list, as far as its PDF needs it. */
export interface InvoiceLink extends Pick<wire.InvoiceListItem, 'uuid' | 'permalink'> {}

/** A one-click-payment link to create. */
export interface OcpCreate extends WithDates<wire.OcpCreate, 'expirationAt'> {}

/** A one-click-payment link as it shall be. */
export interface OcpUpdate extends WithDates<wire.OcpUpdate, 'expirationAt'> {}

/** A payment to record. */
export interface PaymentCreate extends WithDates<wire.PaymentCreate, 'dateOccurred'> {}

/** A purchase to record. */
export interface PurchaseCreate extends WithDates<wire.PurchaseCreate, 'dateOccurred'> {}

/** The page and page size of every list. */
export interface ListQuery {
  /** Page to start at. Default 1. */
  page?: number | undefined
  /** Rows per page, from 1 to 250. Default 25 when the list is awaited, 250 when it is iterated. */
  perPage?: number | undefined
}

type WireQuery<Id extends keyof OperationTypes> = NonNullable<OperationTypes[Id]['data']['query']>

/** The filters of a list, under the wire's names. A flag may be given as a boolean. */
type Filters<Id extends keyof OperationTypes> = {
  [Key in keyof WireQuery<Id> as Exclude<Key, 'page' | 'per_page'>]: Flag<WireQuery<Id>[Key]> | undefined
}

type Flag<Value> = [Value] extends [0 | 1 | undefined] ? Value | boolean : Value

/** The filters of `contacts.list()`. */
export interface ContactListQuery extends ListQuery, Filters<'listContacts'> {}

/** The filters of `customers.list()`. */
export interface CustomerListQuery extends ListQuery, Filters<'listCustomers'> {}

/** The filters of `suppliers.list()`. */
export interface SupplierListQuery extends ListQuery, Filters<'listSuppliers'> {}

/** The filters of `products.list()`. */
export interface ProductListQuery extends ListQuery, Filters<'listProducts'> {}
