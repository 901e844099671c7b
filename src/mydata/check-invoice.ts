import { invoiceTypes } from '../../generated/mydata.ts'
import type { Problem } from '../core/problem.ts'
import type { Account, InvoiceCreate, InvoiceUpdate } from '../core/types.ts'
import { checkForbiddenFields, checkTotals, checkVatForType } from './checks/amounts.ts'
import { checkClassification, checkCompleteness } from './checks/classification.ts'
import { checkCodes, checkListedCodes, checkUnsupportedTypes } from './checks/codes.ts'
import type { Channel, Check, CheckedContact, NormalizedAccount, NormalizedDraft } from './checks/context.ts'
import { checkDates, checkIssueDay } from './checks/dates.ts'
import { checkExemptionMatches, checkExemptions, checkOssRates } from './checks/exemptions.ts'
import { checkIds } from './checks/ids.ts'
import { checkMarket } from './checks/market.ts'
import { checkCounterpart, checkLinks, checkVatNumbers, readAfm } from './checks/parties.ts'
import { checkPayment, checkPaymentSum } from './checks/payment.ts'
import { checkReportedRows, checkRows } from './checks/rows.ts'
import { checkSelfBilling, checkVatClassification } from './checks/self-billing.ts'
import { dropEmptyFields, readRecords } from './input.ts'

/** For every invoice. */
const ALWAYS: Check[] = [checkDates, checkRows, checkIds, checkExemptions, checkOssRates]

/** For invoices that are reported to the tax authority. */
const REPORTED: Check[] = [
  checkIssueDay,
  checkReportedRows,
  checkCodes,
  checkUnsupportedTypes,
  checkListedCodes,
  checkClassification,
  checkCompleteness,
  checkVatClassification,
  checkCounterpart,
  checkLinks,
  checkSelfBilling,
  checkVatNumbers,
  checkMarket,
  checkExemptionMatches,
  checkVatForType,
  checkForbiddenFields,
  checkTotals,
  checkPayment,
  checkPaymentSum,
]

/** Options of `checkInvoice()`. */
export interface CheckOptions {
  /**
   * How the invoice reaches the tax authority. A `provider` reports invoices between businesses on their day of issue, so an
   * earlier `invoiceDate` is a warning; with `erp` it is not. Billit does not publish its channel. Default: unknown, which warns.
   */
  channel?: Channel
}

/**
 * Finds problems for which the API or the tax authority would reject an invoice. Call it before you send the invoice: it makes no
 * requests and does not change its arguments.
 *
 * A problem is an `error` if the rejection is certain, otherwise a `warning`. `aade` is the error code that the authority would
 * return. An unknown code is a warning, since the authority adds codes. With `excludeMydata: true`, the authority's rules are
 * skipped.
 *
 * @param draft - The body for `invoices.create()` or `invoices.update()`. Null and `''` are treated as missing.
 * @param account - The result of `account.get()`. Without it, VAT, payment and ids are not checked.
 * @param contact - The contact with the id `customerId`. Without it, the customer's VAT number, country and type are not checked.
 * @returns The problems found, or `[]`. It never throws for an invalid draft.
 */
export function checkInvoice(
  draft: InvoiceCreate | InvoiceUpdate,
  account?: Pick<Account, 'relations'>,
  contact?: CheckedContact,
  options: CheckOptions = {},
): Problem[] {
  const normalized = normalizeDraft(draft)
  const context = {
    draft: normalized,
    account: normalizeAccount(account),
    customer: contact ? dropEmptyFields(contact) : undefined,
    channel: dropEmptyFields(options).channel,
    type: invoiceTypes.find(({ code }) => code === normalized.mydataInvoiceType),
  }
  const checks = normalized.excludeMydata === true ? ALWAYS : [...ALWAYS, ...REPORTED]
  return checks.flatMap((check) => check(context))
}

/** Non-arrays are treated as empty: the server rejects them. */
function normalizeDraft(draft: InvoiceCreate | InvoiceUpdate): NormalizedDraft {
  const fields = dropEmptyFields(draft)
  return {
    ...fields,
    products: readRecords(fields.products),
    taxes: readRecords(fields.taxes),
    paymentMethod: Array.isArray(fields.paymentMethod) ? fields.paymentMethod : [],
    mydataPayment: dropEmptyFields(fields.mydataPayment),
  }
}

function normalizeAccount(account: Pick<Account, 'relations'> | undefined): NormalizedAccount {
  const { biller, vats, paymentMethods, ossProductTaxes } = dropEmptyFields(dropEmptyFields(account).relations)
  return {
    afm: readAfm(dropEmptyFields(biller)),
    vats: Array.isArray(vats) ? readRecords(vats) : undefined,
    paymentMethods: Array.isArray(paymentMethods) ? readRecords(paymentMethods) : undefined,
    ossProductTaxes: readRecords(ossProductTaxes),
  }
}
