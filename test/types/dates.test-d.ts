import { expectTypeOf } from 'vitest'
import type { OperationTypes, operations } from '../../generated/operations.ts'
import type {
  Billit,
  DateInput,
  InvoiceCreate,
  InvoiceUpdate,
  OcpCreate,
  OcpUpdate,
  PaymentCreate,
  PlainDateLike,
  PurchaseCreate,
  parseApiDate,
  toYmd,
} from '../../src/index.ts'

expectTypeOf<DateInput>().toEqualTypeOf<string | Date | PlainDateLike>()
expectTypeOf<PlainDateLike>().toEqualTypeOf<{ readonly year: number; readonly month: number; readonly day: number }>()
expectTypeOf<typeof toYmd>().toEqualTypeOf<(input: DateInput, options?: { timeZone?: string | undefined }) => string>()
expectTypeOf<typeof parseApiDate>().toEqualTypeOf<(text: string | null | undefined) => Date | null>()

// Every date field accepts every form of a date, and null only if it is optional.
expectTypeOf<InvoiceCreate['invoiceDate']>().toEqualTypeOf<DateInput>()
expectTypeOf<InvoiceCreate['dateExpires']>().toEqualTypeOf<DateInput | null | undefined>()
expectTypeOf<InvoiceUpdate['invoiceDate']>().toEqualTypeOf<DateInput>()
expectTypeOf<InvoiceUpdate['dateExpires']>().toEqualTypeOf<DateInput | null | undefined>()
expectTypeOf<OcpCreate['expirationAt']>().toEqualTypeOf<DateInput>()
expectTypeOf<OcpUpdate['expirationAt']>().toEqualTypeOf<DateInput | undefined>()
expectTypeOf<PaymentCreate['dateOccurred']>().toEqualTypeOf<DateInput>()
expectTypeOf<PurchaseCreate['dateOccurred']>().toEqualTypeOf<DateInput>()

/** Request body of a method, by operation. `never` if it has none. */
interface Bodies {
  checkCredentials: never
  createContact: Parameters<Billit['contacts']['create']>[0]
  updateContact: Parameters<Billit['contacts']['update']>[1]
  createCustomer: Parameters<Billit['customers']['create']>[0]
  updateCustomer: Parameters<Billit['customers']['update']>[1]
  createSupplier: Parameters<Billit['suppliers']['create']>[0]
  updateSupplier: Parameters<Billit['suppliers']['update']>[1]
  createInvoice: Parameters<Billit['invoices']['create']>[0]
  updateInvoice: Parameters<Billit['invoices']['update']>[1]
  createProduct: Parameters<Billit['products']['create']>[0]
  updateProduct: Parameters<Billit['products']['update']>[1]
  createOcp: Parameters<Billit['ocps']['create']>[0]
  updateOcp: Parameters<Billit['ocps']['update']>[1]
  createPayment: Parameters<Billit['payments']['create']>[0]
  createPurchase: Parameters<Billit['purchases']['create']>[0]
  createAlpSignature: Parameters<Billit['alpSignatures']['create']>[0]
}

type Operations = typeof operations
/** Operations with a request body, and the check of the token, a POST without one. */
type Sending =
  | { [Id in keyof OperationTypes]: OperationTypes[Id]['data'] extends { body: object } ? Id : never }[keyof OperationTypes]
  | 'checkCredentials'
expectTypeOf<keyof Bodies>().toEqualTypeOf<Sending>()

/** Paths of a body that accept a `Date`, at any depth. */
type DatePaths<Body> = Body extends readonly (infer Item)[]
  ? DatePaths<Item>
  : Body extends object
    ? { [Key in keyof Body & string]-?: DateAt<Key, NonNullable<Body[Key]>> }[keyof Body & string]
    : never
type DateAt<Key extends string, Value> = Date extends Value ? Key : Below<Key, DatePaths<Value>>
type Below<Key extends string, Path> = Path extends string ? `${Key}.${Path}` : never

// Tests the helper type.
expectTypeOf<DatePaths<{ a: Date; b?: DateInput | null; c: { d: DateInput; e: string }[]; f: string; g: 1 }>>().toEqualTypeOf<
  'a' | 'b' | 'c.d'
>()

// Exactly the calendar dates of the OpenAPI document accept a `Date`.
type DatesTaken = { [Id in keyof Bodies]: DatePaths<Bodies[Id]> }
type DatesOfDocument = { [Id in keyof Bodies]: Operations[Id] extends { dates: readonly (infer Name)[] } ? Name : never }
expectTypeOf<DatesTaken>().toEqualTypeOf<DatesOfDocument>()
expectTypeOf<DatesOfDocument['createInvoice']>().toEqualTypeOf<'invoiceDate' | 'dateExpires'>()
expectTypeOf<DatesOfDocument['createContact']>().toBeNever()
