// Written by scripts/generate.ts from spec/mydata/rules.yaml.

/**
 * The codes of the problems that `checkInvoice()` finds, with their severity. `either` is an error if the rejection is
 * certain, otherwise a warning.
 */
export const problemCodes = {
  /** The invoice has no rows. */
  'rows-missing': 'error',
  /** `invoiceDate` is missing or not a calendar date. */
  'date-invalid': 'error',
  /** `invoiceDate` is after today in Athens. */
  'date-in-future': 'warning',
  /** `invoiceDate` is more than three years ago. */
  'date-too-old': 'warning',
  /** `dateExpires` is before `invoiceDate`. */
  'due-before-issue': 'warning',
  /** A row, other than a tax row, has neither `details` nor `productId`. */
  'details-missing': 'warning',
  /** The `details` of a row have more than 300 characters. */
  'details-too-long': 'warning',
  /** A price or quantity is negative. */
  'negative-amount': 'warning',
  /** A row has a quantity of 0. */
  'zero-quantity': 'warning',
  /** A discount is below 0% or above 100%. */
  'discount-out-of-range': 'either',
  /** A discount is not a whole percentage. */
  'discount-not-whole': 'warning',
  /** A tax row has no `taxId`. */
  'tax-id-missing': 'error',
  /** The account has no VAT rate, tax or payment method with this id. Needs the account. */
  'unknown-id': 'error',
  /** `vatId` is the id of a tax, not of a VAT rate. Needs the account. */
  'tax-as-vat-rate': 'either',
  /** `taxId` is the id of a VAT rate. Needs the account. */
  'vat-rate-as-tax': 'warning',
  /** A code is in no list of this version of myDATA. It may be newer. */
  'unknown-code': 'warning',
  /** A code is reserved, retired, or not allowed on new invoices. */
  'code-not-sendable': 'warning',
  /** The type of invoice does not allow the classification category. */
  'category-not-allowed': 'error',
  /** A row has a classification type, but no category. */
  'category-missing': 'warning',
  /** The classification type is not allowed with its category on this type of invoice. */
  'type-not-allowed': 'either',
  /** The classification category requires a type. */
  'type-missing': 'error',
  /** A row of an invoice that the seller issues has an expense category. */
  'expense-category': 'warning',
  /** No row of a reported invoice is classified. */
  'classification-missing': 'warning',
  /** Only some of the rows are classified. */
  'classification-partial': 'warning',
  /** Some rows are classified as income and others as expenses. */
  'classification-mixed': 'warning',
  /** A row has a VAT classification as its classification type. */
  'vat-classification-as-type': 'error',
  /** The VAT classification is not allowed with the row's exemption reason or on this type of invoice. */
  'vat-classification-not-allowed': 'warning',
  /** The type of invoice requires a `customerId`. */
  'counterpart-missing': 'either',
  /** Documents of this type are reported without a counterparty. Only a warning, since Billit may keep a receipt's customer without reporting it. */
  'counterpart-forbidden': 'warning',
  /** The Greek customer has no valid VAT number (AFM). Needs the contact. */
  'afm-invalid': 'error',
  /** The customer is the issuer. Needs the account and the contact. */
  'same-party': 'error',
  /** The customer is not in the market of the type of invoice (Greece, another EU country, outside the EU), or the fields of the contact contradict each other. Needs the contact. */
  'customer-kind': 'warning',
  /** The customer of an intra-EU sale has no VAT number in the format of another EU country. Needs the contact. */
  'eu-vat-number-missing': 'warning',
  /** The buyer cannot issue this type of invoice. */
  'self-billing-forbidden': 'warning',
  /** A linked credit note or supplementary invoice is not linked to another invoice. Only a warning, since Billit may link it. */
  'correlated-invoice-missing': 'warning',
  /** An unlinked credit note is linked to another invoice. */
  'correlated-invoice-forbidden': 'warning',
  /** A row without VAT has no exemption reason. Needs the account. */
  'exemption-missing': 'either',
  /** A row with VAT has an exemption reason. Needs the account. */
  'exemption-with-vat': 'warning',
  /** A row has VAT, but the type of invoice allows none. Needs the account. */
  'vat-forbidden': 'warning',
  /** A row is outside VAT (category 8), but rows of this type of invoice are subject to VAT. Needs the account. */
  'outside-vat-forbidden': 'warning',
  /** A row has a unit of measurement, but the type of document allows none. */
  'unit-forbidden': 'warning',
  /** A delivery note has a payment. */
  'payment-forbidden': 'warning',
  /** A delivery note has a value. */
  'value-forbidden': 'warning',
  /** The net total of a sale is 0. */
  'zero-net': 'warning',
  /** Withheld taxes and deductions add up to more than the net total. Needs the account. */
  'withheld-too-much': 'warning',
  /** The amounts paid and on credit differ from the payable amount by more than a cent per row. Needs the account. */
  'payment-sum': 'warning',
} as const

/** The tax authority's error code for each problem code. A problem may have a more specific one. */
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
