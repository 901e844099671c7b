/** `billit-io/mydata`: code lists of the Greek tax authority (AADE), checks of drafts, totals, and summaries. */
export * from '../../generated/mydata.ts'
export { isAfm, normalizeAfm } from '../core/afm.ts'
export { type Message, type Problem, type ProblemCode, problemCodes, type Severity } from '../core/problem.ts'
export { alpSignatureFor, type Terminal } from './alp-signature-for.ts'
export type { Amounts } from './amounts.ts'
export { type CheckOptions, checkInvoice } from './check-invoice.ts'
export type { Channel, CheckedContact } from './checks/context.ts'
export { type Classification, expenseClassificationsOf, incomeClassificationsOf } from './classifications.ts'
export { type AmountDifference, compareTotals, type ReceivedAmounts } from './compare-totals.ts'
export { contactFromGsis } from './contact-from-gsis.ts'
export { type E3Summary, type E3Totals, e3Summary } from './e3-summary.ts'
export { isEuVatFormat } from './eu-vat.ts'
export { type F2Line, type F2Lines, f2Lines, type UnplacedF2Row } from './f2.ts'
export { type CardDetails, mydataPaymentFor, type PaymentPlan } from './payment.ts'
export type { SummedInvoice, UnplacedInvoice } from './placement.ts'
export {
  type InvoiceReader,
  type MydataState,
  mydataStateOf,
  type ReportedInvoice,
  type WaitOptions,
  waitForMark,
} from './state.ts'
export {
  type AlternativeClassification,
  type SuggestedClassification,
  suggestClassification,
} from './suggest-classification.ts'
export type { RowClassification, SaleToClassify } from './suggest-codes.ts'
export {
  type AccountRates,
  type ClassificationBreakdown,
  type InvoiceTotals,
  invoiceTotals,
  netPrice,
  type RowTotals,
  type TotalsDraft,
  type TotalsOptions,
  type TotalsRow,
  type VatBreakdown,
} from './totals.ts'
export { type VatSummary, type VatSummaryRow, type VatTotals, vatSummary } from './vat-summary.ts'
