import type * as wire from '../../generated/client/types.gen.ts'
import type { OperationTypes } from '../../generated/operations.ts'
import type { DateInput } from './dates.ts'

/** Records and request bodies that are used exactly as the OpenAPI document defines them. */
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
  InvoiceItemMydata,
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

/** A request body that accepts a `DateInput` for each calendar date. */
type WithDates<Body, Dates extends PropertyKey> = {
  [Key in keyof Body]: Key extends Dates ? DateInput | Extract<Body[Key], null | undefined> : Body[Key]
}

/** Invoices that this one refers to. Billit documents the field for responses only. */
interface Linked {
  /** Invoices that this one refers to, such as for a credit note of type 5.1. Not confirmed by Billit. */
  correlatedInvoices?: readonly unknown[]
}

/** An invoice to create. */
export interface InvoiceCreate extends WithDates<wire.InvoiceCreate, 'invoiceDate' | 'dateExpires'>, Linked {}

/** The new content of an invoice. */
export interface InvoiceUpdate extends WithDates<wire.InvoiceUpdate, 'invoiceDate' | 'dateExpires'>, Linked {}

/** The fields of an invoice, or of a row of a list, that are needed to download its PDF. */
export interface InvoiceLink extends Pick<wire.InvoiceListItem, 'uuid' | 'permalink'> {}

/** A one-click-payment link to create. */
export interface OcpCreate extends WithDates<wire.OcpCreate, 'expirationAt'> {}

/** The new content of a one-click-payment link. */
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

/** Filters of a list, with the parameter names of the API. Flags accept 0, 1 and booleans. */
type Filters<Id extends keyof OperationTypes> = {
  [Key in keyof WireQuery<Id> as Exclude<Key, 'page' | 'per_page'>]: Flag<WireQuery<Id>[Key]> | undefined
}

type Flag<Value> = [Value] extends [0 | 1 | undefined] ? Value | boolean : Value

/** Filters of `contacts.list()`. */
export interface ContactListQuery extends ListQuery, Filters<'listContacts'> {}

/** Filters of `customers.list()`. */
export interface CustomerListQuery extends ListQuery, Filters<'listCustomers'> {}

/** Filters of `suppliers.list()`. */
export interface SupplierListQuery extends ListQuery, Filters<'listSuppliers'> {}

/** Filters of `products.list()`. */
export interface ProductListQuery extends ListQuery, Filters<'listProducts'> {}
