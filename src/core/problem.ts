/**
 * What `checkInvoice()` can find, and how bad it is. `either`: an error where the sources are sure, and a warning where they
 * are not. test/mydata/README.md tells what each one means.
 */
export const problemCodes = {
  /** A code is in no list. The authority adds codes, so that it may be right. */
  'unknown-code': 'warning',
  /** A code is reserved, retired, or not for new invoices. */
  'code-not-sendable': 'warning',
  /** The classification category is not allowed for the type of invoice. */
  'category-not-allowed': 'either',
  /** A classification type without its category. */
  'category-missing': 'warning',
  /** The classification type does not go with its category on this type of invoice. */
  'type-not-allowed': 'either',
  /** The category needs a type. */
  'type-missing': 'warning',
  /** An expense category on an invoice that its seller issues. */
  'expense-category': 'warning',
  /** The type of invoice needs a `customerId`. */
  'counterpart-missing': 'either',
  /** The type is reported without the other party. Billit may keep a receipt's customer and not report it, so that this is no error. */
  'counterpart-forbidden': 'warning',
  /** A linked credit note, or a supplementary invoice, names no other invoice. */
  'correlated-invoice-missing': 'error',
  /** A row without VAT gives no reason. Needs the account. */
  'exemption-missing': 'either',
  /** A row with VAT gives a reason for being without. Needs the account. */
  'exemption-with-vat': 'warning',
  /** A tax row names no tax. */
  'tax-id-missing': 'error',
  /** What is paid and on credit differs from what is to be paid by more than a cent for each row. Needs the account. */
  'payment-sum': 'warning',
  /** The customer is not of the kind (EU, outside the EU) that the type of invoice is for. Needs the contact. */
  'customer-kind': 'warning',
  /** The customer of an EU sale has no VAT number in the form of another EU country. Needs the contact. */
  'eu-vat-number-missing': 'warning',
  /** `invoiceDate` is no calendar date. */
  'date-invalid': 'error',
  /** `invoiceDate` is after today in Athens. */
  'date-in-future': 'warning',
  /** The account has no such VAT rate, tax or payment method. Needs the account. */
  'unknown-id': 'error',
} as const

/** Names a kind of problem. */
export type ProblemCode = keyof typeof problemCodes

/** What the API or the tax authority would reject (`error`), or may reject (`warning`). */
export type Severity = 'error' | 'warning'

/** In English and Greek. */
export interface Message {
  /** In English. */
  en: string
  /** In Greek. */
  el: string
}

/** Something that is wrong with an invoice. */
export interface Problem {
  /** Whether it is certain. */
  severity: Severity
  /** The field, such as `products.0.incomeClassificationType`. */
  path: string
  /** What kind of problem it is. */
  code: ProblemCode
  /** What is wrong, and what would be right. */
  message: Message
}
