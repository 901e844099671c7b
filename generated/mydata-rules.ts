// Written by scripts/generate.ts from spec/mydata/ and x-billit-listed in spec/components/schemas/mydata.yaml.

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
  /** `invoiceDate` is before today, on an invoice between businesses that is or may be reported through a provider. Not reported with `channel: 'erp'`. */
  'date-not-today': 'warning',
  /** `dateExpires` is before `invoiceDate`. */
  'due-before-issue': 'warning',
  /** A row, other than a tax row, has neither `details` nor `productId`. */
  'details-missing': 'warning',
  /** A row has neither `price` nor `productId`. */
  'price-missing': 'warning',
  /** The `details` of a row have more than 300 characters, on a delivery note or a Tax Free row. Other documents are reported without this text. */
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
  /** Billit does not list the code, so it may reject it although the tax authority accepts it. */
  'not-listed-by-billit': 'warning',
  /** A reported invoice has no `mydataInvoiceType`. Only a warning, since Billit may derive it from `invoiceTypeId`. */
  'invoice-type-missing': 'warning',
  /** A delivery note needs addresses, a dispatch date and a purpose, for which the API has no fields. */
  'delivery-note-unsupported': 'warning',
  /** Type 1.5 needs rows of both `invoiceDetailType`s, for which the API has no field. */
  'detail-type-missing': 'warning',
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
  /** A row of a self-billed invoice has an income category, but the invoice is an expense of the account. */
  'income-category': 'warning',
  /** No row of a reported invoice is classified. */
  'classification-missing': 'warning',
  /** Only some of the rows are classified. */
  'classification-partial': 'warning',
  /** Some rows are classified as income and others as expenses. */
  'classification-mixed': 'warning',
  /** A row has a VAT classification as its classification type. */
  'vat-classification-as-type': 'error',
  /** A self-billed row with VAT has no `expenseVatClassification`. */
  'vat-classification-missing': 'warning',
  /** The VAT classification is not allowed with the row's exemption reason, on this type of invoice, or without self-billing. */
  'vat-classification-not-allowed': 'warning',
  /** The type of invoice requires a `customerId`. */
  'counterpart-missing': 'either',
  /** Documents of this type are reported without a counterparty. Only a warning, since Billit may keep a receipt's customer without reporting it. */
  'counterpart-forbidden': 'warning',
  /** The Greek customer has no valid VAT number (AFM). Needs the contact. */
  'afm-invalid': 'either',
  /** The customer is the issuer. Needs the account and the contact. */
  'same-party': 'error',
  /** The customer is not in the market of the type of invoice (Greece, another EU country, outside the EU), or the fields of the contact contradict each other. Needs the contact. */
  'customer-kind': 'warning',
  /** The customer of an intra-EU sale has no VAT number in the format of another EU country. Needs the contact. */
  'eu-vat-number-missing': 'warning',
  /** The buyer cannot issue this type of invoice. */
  'self-billing-forbidden': 'warning',
  /** The counterparty of a self-billed invoice is only a customer, not a supplier. Needs the contact. */
  'supplier-missing': 'warning',
  /** A linked credit note or supplementary invoice is not linked to another invoice. Only a warning, since Billit may link it. */
  'correlated-invoice-missing': 'warning',
  /** An unlinked credit note is linked to another invoice. */
  'correlated-invoice-forbidden': 'warning',
  /** A row without VAT has no exemption reason, or an OSS row has none of 29 to 31. Needs the account. */
  'exemption-missing': 'either',
  /** A row with VAT has an exemption reason. Needs the account. */
  'exemption-with-vat': 'warning',
  /** The exemption reason does not go with the type of invoice or the classification. The authority may accept it and book it wrongly. */
  'exemption-mismatch': 'warning',
  /** A row of an OSS sale has a Greek VAT rate. Billit requires 0% on all rows. Needs the account. */
  'oss-row-with-vat': 'warning',
  /** The `taxRate` of an OSS row is below 1. It may be a percentage or a fraction, because Billit does not publish which. */
  'oss-rate-fraction': 'warning',
  /** A row has VAT, but the type of invoice allows none. Needs the account. */
  'vat-forbidden': 'warning',
  /** A row is outside VAT (category 8), but rows of this type of invoice are subject to VAT. Needs the account. */
  'outside-vat-forbidden': 'warning',
  /** A row has 0% VAT with a reason (category 7), but rows of this type of document are outside VAT (category 8). Needs the account. */
  'outside-vat-required': 'warning',
  /** A row has a unit of measurement, but the type of document allows none. */
  'unit-forbidden': 'warning',
  /** The document has a payment, but its type allows none. */
  'payment-forbidden': 'warning',
  /** A reported invoice has no `mydataPayment`, or one without an amount. Only 17.3, 17.4 and delivery notes have none. */
  'payment-missing': 'warning',
  /** `paidAmount` has no `paymentMethod`. */
  'payment-method-missing': 'warning',
  /** An invoice on credit has a `paymentMethod`. Billit requires an empty text with `epiPistosi`, and does not list method 5. */
  'credit-as-method': 'warning',
  /** A card payment (method 7) lacks `terminalId`, `signature`, `signingAuthor` or `transactionId`. */
  'card-details-missing': 'warning',
  /** A delivery note has a value. */
  'value-forbidden': 'warning',
  /** The net total of a sale is 0. */
  'zero-net': 'warning',
  /** Withheld taxes and deductions add up to more than the net total. Needs the account. */
  'withheld-too-much': 'warning',
  /** Fees, stamp duty, levies and other taxes add up to more than the net total. Needs the account. */
  'tax-too-high': 'warning',
  /** The amounts paid and on credit add up to more than the payable amount, by more than a cent per row. Less is a part payment. Needs the account. */
  'payment-sum': 'warning',
  /** The amounts paid and on credit add up to less than the payable amount. This is correct for a part payment. Needs the account. */
  'payment-below-total': 'warning',
} as const

/** The tax authority's error code for each problem code. A problem may have a more specific one. */
export const aadeCodes: { readonly [code: string]: string } = {
  'rows-missing': '101',
  'date-invalid': '101',
  'date-in-future': '260',
  'date-too-old': '253',
  'date-not-today': '238',
  'price-missing': '101',
  'details-too-long': '262',
  'negative-amount': '101',
  'zero-quantity': '101',
  'discount-out-of-range': '101',
  'unknown-code': '101',
  'code-not-sendable': '101',
  'invoice-type-missing': '101',
  'delivery-note-unsupported': '204',
  'detail-type-missing': '246',
  'category-not-allowed': '308',
  'category-missing': '331',
  'type-not-allowed': '313',
  'type-missing': '331',
  'expense-category': '308',
  'income-category': '231',
  'classification-missing': '314',
  'classification-partial': '304',
  'classification-mixed': '314',
  'vat-classification-as-type': '315',
  'vat-classification-missing': '230',
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
  'outside-vat-required': '215',
  'unit-forbidden': '205',
  'payment-forbidden': '205',
  'payment-missing': '204',
  'payment-method-missing': '101',
  'value-forbidden': '213',
  'zero-net': '222',
  'withheld-too-much': '239',
  'tax-too-high': '239',
  'payment-sum': '407',
}

/** The codes of long lists, separated by spaces. Checks do not need the names, which would add to every bundle. */
export const codes = {
  incomeClassificationCategories: 'category1_1 category1_2 category1_3 category1_4 category1_5 category1_6 category1_7 category1_8 category1_9 category1_10 category1_95 category3',
  incomeClassificationTypes: 'E3_106 E3_205 E3_210 E3_305 E3_310 E3_318 E3_561_001 E3_561_002 E3_561_003 E3_561_004 E3_561_005 E3_561_006 E3_561_007 E3_562 E3_563 E3_564 E3_565 E3_566 E3_567 E3_568 E3_570 E3_595 E3_596 E3_597 E3_880_001 E3_880_002 E3_880_003 E3_880_004 E3_881_001 E3_881_002 E3_881_003 E3_881_004 E3_598_001 E3_598_003',
  expenseClassificationCategories: 'category2_1 category2_2 category2_3 category2_4 category2_5 category2_6 category2_7 category2_8 category2_9 category2_10 category2_11 category2_12 category2_13 category2_14 category2_95',
  expenseClassificationTypes: 'E3_101 E3_102_001 E3_102_002 E3_102_003 E3_102_004 E3_102_005 E3_102_006 E3_104 E3_201 E3_202_001 E3_202_002 E3_202_003 E3_202_004 E3_202_005 E3_204 E3_207 E3_209 E3_301 E3_302_001 E3_302_002 E3_302_003 E3_302_004 E3_302_005 E3_304 E3_307 E3_309 E3_312 E3_313_001 E3_313_002 E3_313_003 E3_313_004 E3_313_005 E3_315 E3_581_001 E3_581_002 E3_581_003 E3_582 E3_583 E3_584 E3_585_001 E3_585_002 E3_585_003 E3_585_004 E3_585_005 E3_585_006 E3_585_007 E3_585_008 E3_585_009 E3_585_010 E3_585_011 E3_585_012 E3_585_013 E3_585_014 E3_585_015 E3_585_016 E3_585_017 E3_586 E3_587 E3_588 E3_589 E3_882_001 E3_882_002 E3_882_003 E3_882_004 E3_883_001 E3_883_002 E3_883_003 E3_883_004 VAT_361 VAT_362 VAT_363 VAT_364 VAT_365 VAT_366 E3_103 E3_203 E3_303 E3_208 E3_308 E3_314 E3_106 E3_205 E3_305 E3_210 E3_310 E3_318 E3_598_002 NOT_VAT_295 E3_881_001 E3_881_002 E3_881_003 E3_881_004',
  vatCategories: '1 2 3 4 5 6 7 8 9 10',
  vatExemptionCategories: '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31',
  /** The codes of the VAT return among the expense types. */
  vatClassifications: 'VAT_361 VAT_362 VAT_363 VAT_364 VAT_365 VAT_366 NOT_VAT_295',
  /** The codes that new invoices must not use. */
  notSendable: 'E3_585_017',
} as const

/** The codes that Billit lists, by the schema of the field. */
export const listedCodes = {
  MydataInvoiceType: ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '2.1', '2.2', '2.3', '2.4', '3.1', '3.2', '5.1', '5.2', '6.1', '6.2', '7.1', '8.1', '8.2', '11.1', '11.2', '11.3', '11.4', '11.5'],
  MydataMeasurementUnit: ['1', '2', '3'],
  MydataVatException: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24'],
  MydataPaymentMethod: ['1', '2', '3', '4', '6', '7'],
} as const
