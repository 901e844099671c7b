/**
 * What Billit does not publish about the invoices that it returns, and the summaries and the export assume. `billit-io verify`
 * reports how the live API answers each of them. Change the answer here, and every figure follows.
 */
import type { InvoiceMydata } from '../core/types.ts'
import { isSameText, readText } from './input.ts'

/** The currency of an invoice that does not name one in `templateExtras.currency`. All sums are in this currency. */
export const SUM_CURRENCY = 'EUR'

/** The amounts of a credit note are positive. One with negative amounts is not summed. */
export const SIGN_OF_CREDIT_NOTE = -1

/** A self-billed invoice has `mydata.selfPricing` of `true` or 1. */
export const isSelfBilled = ({ selfPricing }: Partial<Pick<InvoiceMydata, 'selfPricing'>>): boolean =>
  selfPricing === true || isSameText(selfPricing, 1)

/** An OSS row has one of these exemptions, or a VAT rate that is not Greek. Its other fields are unknown, so it is not summed. */
export const OSS_EXEMPTIONS: readonly number[] = [29, 30, 31]

/** The name of a credit note contains one of these texts. Used only if the invoice has no myDATA type. */
export const CREDIT_NOTE_NAMES: readonly string[] = ['ιστωτικ', 'ΙΣΤΩΤΙΚ', 'redit', 'REDIT']

export const isCreditNoteName = (name: unknown): boolean => CREDIT_NOTE_NAMES.some((part) => readText(name).includes(part))
