// Written by scripts/generate.ts from spec/mydata/rules.yaml.

/**
 * What `checkInvoice()` can find, and how bad it is. `either`: an error where it is certain, and a warning where it is not.
 */
export const problemCodes = {
  /** The invoice has no rows. */
  'rows-missing': 'error',
  /** `invoiceDate` is no calendar date. */
  'date-invalid': 'error',
  /** `invoiceDate` is after today in Athens. */
  'date-in-future': 'warning',
  /** `invoiceDate` is more than three years ago. */
  'date-too-old': 'warning',
  /** `dateExpires` is before `invoiceDate`. */
  'due-before-issue': 'warning',
  /** A goods row has neither `details` nor a product. */
  'details-missing': 'warning',
  /** The `details` of a row are longer than 300 characters. */
  'details-too-long': 'warning',
  /** A price or a quantity is below 0. */
  'negative-amount': 'warning',
  /** A row has a quantity of 0. */
  'zero-quantity': 'warning',
  /** A discount is below 0 % or above 100 %. */
  'discount-out-of-range': 'either',
  /** A discount is not a whole percent. */
  'discount-not-whole': 'warning',
  /** A tax row names no tax. */
  'tax-id-missing': 'error',
  /** The account has no such VAT rate, tax or payment method. Needs the account. */
  'unknown-id': 'error',
  /** `vatId` names a tax that is not a VAT rate. Needs the account. */
  'tax-as-vat-rate': 'either',
  /** `taxId` names a VAT rate. Needs the account. */
  'vat-rate-as-tax': 'warning',
  /** A code is in no list. The authority adds codes, so that it may be right. */
  'unknown-code': 'warning',
  /** A code is reserved, retired, or not for new invoices. */
  'code-not-sendable': 'warning',
  /** The classification category is not allowed for the type of invoice. */
  'category-not-allowed': 'error',
  /** A classification type stands without its category. */
  'category-missing': 'warning',
  /** The classification type does not go with its category on this type of invoice. */
  'type-not-allowed': 'either',
  /** The category needs a type. */
  'type-missing': 'error',
  /** An expense category stands on an invoice that its seller issues. */
  'expense-category': 'warning',
  /** No row is classified, although the invoice is reported. */
  'classification-missing': 'warning',
  /** Some rows are classified, and others are not. */
  'classification-partial': 'warning',
  /** Rows of one invoice are classified as income and as an expense. */
  'classification-mixed': 'warning',
  /** A VAT classification stands as the type of a category. */
  'vat-classification-as-type': 'error',
  /** The VAT classification does not suit the row's exemption, or the type of invoice. */
  'vat-classification-not-allowed': 'warning',
  /** The type of invoice needs a `customerId`. */
  'counterpart-missing': 'either',
  /** The type is reported without the other party. Billit may keep a receipt's customer and not report it, so that this is no error. */
  'counterpart-forbidden': 'warning',
  /** The Greek customer has no valid VAT number (AFM). Needs the contact. */
  'afm-invalid': 'error',
  /** The customer is the issuer. Needs the account and the contact. */
  'same-party': 'error',
  /** The customer is not where the type of invoice is for (Greece, another country of the EU, outside the EU), or its record contradicts itself. Needs the contact. */
  'customer-kind': 'warning',
  /** The customer of an EU sale has no VAT number in the form of another EU country. Needs the contact. */
  'eu-vat-number-missing': 'warning',
  /** The type of invoice cannot be issued by the buyer. */
  'self-billing-forbidden': 'warning',
  /** A linked credit note, or a supplementary invoice, names no other invoice. Billit may link it itself, so that this is no error. */
  'correlated-invoice-missing': 'warning',
  /** A credit note of the kind that is not linked names another invoice. */
  'correlated-invoice-forbidden': 'warning',
  /** A row without VAT gives no reason. Needs the account. */
  'exemption-missing': 'either',
  /** A row with VAT gives a reason for being without. Needs the account. */
  'exemption-with-vat': 'warning',
  /** The type of invoice has no VAT, and a row has. Needs the account. */
  'vat-forbidden': 'warning',
  /** A row is outside VAT (category 8), and rows of this type of invoice take part in VAT. Needs the account. */
  'outside-vat-forbidden': 'warning',
  /** Rows of this type of document have no unit. */
  'unit-forbidden': 'warning',
  /** A delivery note is not paid. */
  'payment-forbidden': 'warning',
  /** A delivery note has no value. */
  'value-forbidden': 'warning',
  /** A sale comes to nothing. */
  'zero-net': 'warning',
  /** What is withheld and deducted is more than the net total. Needs the account. */
  'withheld-too-much': 'warning',
  /** What is paid and on credit differs from what is to be paid by more than a cent for each row. Needs the account. */
  'payment-sum': 'warning',
} as const

/** The tax authority's own code for each, unless the problem itself names a closer one. */
export const aadeCodes: { readonly [code: string]: string } = {
  'rows-missing': '101',
  'date-invalid': '101',
  'date-in-future': '260',
  'date-too-old': '253',
  'details-too-long': '262',
  'negative-amount': '101',
  'zero-quantity': '101',
  'discount-out-of-range': '101',
  'unknown-code': '101',
  'code-not-sendable': '101',
  'category-not-allowed': '308',
  'category-missing': '331',
  'type-not-allowed': '313',
  'type-missing': '331',
  'expense-category': '308',
  'classification-missing': '314',
  'classification-partial': '304',
  'classification-mixed': '314',
  'vat-classification-as-type': '315',
  'vat-classification-not-allowed': '316',
  'counterpart-missing': '204',
  'counterpart-forbidden': '205',
  'afm-invalid': '202',
  'same-party': '235',
  'customer-kind': '242',
  'self-billing-forbidden': '205',
  'correlated-invoice-missing': '204',
  'correlated-invoice-forbidden': '205',
  'exemption-missing': '217',
  'exemption-with-vat': '271',
  'vat-forbidden': '215',
  'outside-vat-forbidden': '216',
  'unit-forbidden': '205',
  'payment-forbidden': '205',
  'value-forbidden': '213',
  'zero-net': '222',
  'withheld-too-much': '239',
  'payment-sum': '407',
}
