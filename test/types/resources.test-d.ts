import { expectTypeOf } from 'vitest'
import type {
  Account,
  AccountOptions,
  AlpSignature,
  AlpSignatureCreate,
  ApiPromise,
  Billit,
  Contact,
  ContactCreate,
  ContactListQuery,
  ContactUpdate,
  CreatedOnce,
  CreateOnceOptions,
  CredentialsCheck,
  Customer,
  CustomerCreate,
  CustomerListQuery,
  CustomerUpdate,
  GsisRecord,
  Invoice,
  InvoiceCreate,
  InvoiceLink,
  InvoiceListItem,
  InvoiceUpdate,
  List,
  ListOptions,
  ListQuery,
  Ocp,
  OcpCreate,
  OcpUpdate,
  Payment,
  PaymentCreate,
  Product,
  ProductCreate,
  ProductListQuery,
  ProductUpdate,
  Purchase,
  PurchaseCreate,
  RawRequest,
  RequestOptions,
  Supplier,
  SupplierCreate,
  SupplierListQuery,
  SupplierUpdate,
  Tag,
} from '../../src/index.ts'

type Get<Id, T> = (id: Id, options?: RequestOptions) => ApiPromise<T>
type Create<Body, T> = (body: Body, options?: RequestOptions) => ApiPromise<T>
type Update<Id, Body, T> = (id: Id, body: Body, options?: RequestOptions) => ApiPromise<T>
type Delete<Id> = (id: Id, options?: RequestOptions) => ApiPromise<void>
type ListOf<Query, T> = (query?: Query, options?: ListOptions) => List<T>

// There are no other methods.
type Resources = 'account' | 'contacts' | 'customers' | 'suppliers' | 'invoices' | 'products' | 'ocps' | 'payments'
type MoreResources = 'purchases' | 'tags' | 'gsis' | 'alpSignatures'
expectTypeOf<keyof Billit>().toEqualTypeOf<Resources | MoreResources | 'ping' | 'request'>()

expectTypeOf<Billit['ping']>().toEqualTypeOf<(options?: RequestOptions) => ApiPromise<CredentialsCheck>>()
expectTypeOf<Billit['request']>().toEqualTypeOf<<Body = unknown>(request: RawRequest) => ApiPromise<Body>>()

type AccountResource = Billit['account']
expectTypeOf<keyof AccountResource>().toEqualTypeOf<'get'>()
expectTypeOf<AccountResource['get']>().toEqualTypeOf<(options?: AccountOptions) => ApiPromise<Account>>()
expectTypeOf<AccountOptions>().toExtend<RequestOptions>()
expectTypeOf<keyof AccountOptions>().toEqualTypeOf<keyof RequestOptions | 'refresh'>()
expectTypeOf<AccountOptions['refresh']>().toEqualTypeOf<boolean | undefined>()

type Contacts = Billit['contacts']
expectTypeOf<keyof Contacts>().toEqualTypeOf<'list' | 'get' | 'create' | 'update' | 'patch' | 'delete'>()
expectTypeOf<Contacts['patch']>().toEqualTypeOf<Update<number, Partial<ContactUpdate>, Contact>>()
expectTypeOf<Contacts['list']>().toEqualTypeOf<ListOf<ContactListQuery, Contact>>()
expectTypeOf<Contacts['get']>().toEqualTypeOf<Get<number, Contact>>()
expectTypeOf<Contacts['create']>().toEqualTypeOf<Create<ContactCreate, Contact>>()
expectTypeOf<Contacts['update']>().toEqualTypeOf<Update<number, ContactUpdate, Contact>>()
expectTypeOf<Contacts['delete']>().toEqualTypeOf<Delete<number>>()

type Customers = Billit['customers']
expectTypeOf<keyof Customers>().toEqualTypeOf<'list' | 'get' | 'create' | 'update' | 'patch' | 'delete'>()
expectTypeOf<Customers['patch']>().toEqualTypeOf<Update<number, Partial<CustomerUpdate>, Customer>>()
expectTypeOf<Customers['list']>().toEqualTypeOf<ListOf<CustomerListQuery, Customer>>()
expectTypeOf<Customers['get']>().toEqualTypeOf<Get<number, Customer>>()
expectTypeOf<Customers['create']>().toEqualTypeOf<Create<CustomerCreate, Customer>>()
expectTypeOf<Customers['update']>().toEqualTypeOf<Update<number, CustomerUpdate, Customer>>()
expectTypeOf<Customers['delete']>().toEqualTypeOf<Delete<number>>()

type Suppliers = Billit['suppliers']
expectTypeOf<keyof Suppliers>().toEqualTypeOf<'list' | 'get' | 'create' | 'update' | 'delete'>()
expectTypeOf<Suppliers['list']>().toEqualTypeOf<ListOf<SupplierListQuery, Supplier>>()
expectTypeOf<Suppliers['get']>().toEqualTypeOf<Get<number, Supplier>>()
expectTypeOf<Suppliers['create']>().toEqualTypeOf<Create<SupplierCreate, Supplier>>()
expectTypeOf<Suppliers['update']>().toEqualTypeOf<Update<number, SupplierUpdate, Supplier>>()
expectTypeOf<Suppliers['delete']>().toEqualTypeOf<Delete<number>>()

type Invoices = Billit['invoices']
expectTypeOf<keyof Invoices>().toEqualTypeOf<'list' | 'get' | 'create' | 'update' | 'delete' | 'pdf' | 'createOnce'>()
expectTypeOf<Invoices['list']>().toEqualTypeOf<ListOf<ListQuery, InvoiceListItem>>()
expectTypeOf<Invoices['get']>().toEqualTypeOf<Get<string, Invoice>>()
expectTypeOf<Invoices['create']>().toEqualTypeOf<Create<InvoiceCreate, Invoice>>()
expectTypeOf<Invoices['createOnce']>().toEqualTypeOf<
  (key: string, draft: InvoiceCreate, options?: CreateOnceOptions) => Promise<CreatedOnce>
>()
expectTypeOf<CreatedOnce>().toEqualTypeOf<{ invoice: Invoice; outcome: 'created' | 'recovered' | 'existing' | 'cancelled' }>()
expectTypeOf<Invoices['update']>().toEqualTypeOf<Update<string, InvoiceUpdate, Invoice>>()
expectTypeOf<Invoices['delete']>().toEqualTypeOf<Delete<string>>()
expectTypeOf<Invoices['pdf']>().toEqualTypeOf<Get<string | InvoiceLink, Uint8Array<ArrayBuffer>>>()

type Products = Billit['products']
expectTypeOf<keyof Products>().toEqualTypeOf<'list' | 'get' | 'create' | 'update' | 'patch' | 'delete'>()
expectTypeOf<Products['patch']>().toEqualTypeOf<Update<number, Partial<ProductUpdate>, Product>>()
expectTypeOf<Products['list']>().toEqualTypeOf<ListOf<ProductListQuery, Product>>()
expectTypeOf<Products['get']>().toEqualTypeOf<Get<number, Product>>()
expectTypeOf<Products['create']>().toEqualTypeOf<Create<ProductCreate, Product>>()
expectTypeOf<Products['update']>().toEqualTypeOf<Update<number, ProductUpdate, Product>>()
expectTypeOf<Products['delete']>().toEqualTypeOf<Delete<number>>()

type Ocps = Billit['ocps']
expectTypeOf<keyof Ocps>().toEqualTypeOf<'list' | 'get' | 'create' | 'update' | 'delete'>()
expectTypeOf<Ocps['list']>().toEqualTypeOf<ListOf<ListQuery, Ocp>>()
expectTypeOf<Ocps['get']>().toEqualTypeOf<Get<string, Ocp>>()
expectTypeOf<Ocps['create']>().toEqualTypeOf<Create<OcpCreate, Ocp>>()
expectTypeOf<Ocps['update']>().toEqualTypeOf<Update<string, OcpUpdate, Ocp>>()
expectTypeOf<Ocps['delete']>().toEqualTypeOf<Delete<string>>()

type Payments = Billit['payments']
expectTypeOf<keyof Payments>().toEqualTypeOf<'list' | 'create' | 'delete'>()
expectTypeOf<Payments['list']>().toEqualTypeOf<ListOf<ListQuery, Payment>>()
expectTypeOf<Payments['create']>().toEqualTypeOf<Create<PaymentCreate, Payment>>()
expectTypeOf<Payments['delete']>().toEqualTypeOf<Delete<number>>()

type Purchases = Billit['purchases']
expectTypeOf<keyof Purchases>().toEqualTypeOf<'list' | 'get' | 'create' | 'delete'>()
expectTypeOf<Purchases['list']>().toEqualTypeOf<ListOf<ListQuery, Purchase>>()
expectTypeOf<Purchases['get']>().toEqualTypeOf<Get<number, Purchase>>()
expectTypeOf<Purchases['create']>().toEqualTypeOf<Create<PurchaseCreate, Purchase>>()
expectTypeOf<Purchases['delete']>().toEqualTypeOf<Delete<number>>()

type Tags = Billit['tags']
expectTypeOf<keyof Tags>().toEqualTypeOf<'list' | 'get' | 'delete'>()
expectTypeOf<Tags['list']>().toEqualTypeOf<ListOf<ListQuery, Tag>>()
expectTypeOf<Tags['get']>().toEqualTypeOf<Get<number, Tag>>()
expectTypeOf<Tags['delete']>().toEqualTypeOf<Delete<number>>()

expectTypeOf<keyof Billit['gsis']>().toEqualTypeOf<'lookup'>()
expectTypeOf<Billit['gsis']['lookup']>().toEqualTypeOf<Get<string, GsisRecord>>()

expectTypeOf<keyof Billit['alpSignatures']>().toEqualTypeOf<'create'>()
expectTypeOf<Billit['alpSignatures']['create']>().toEqualTypeOf<Create<AlpSignatureCreate, AlpSignature>>()
