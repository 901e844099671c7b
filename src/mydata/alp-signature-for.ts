import type { AlpSignatureReceipt } from '../../generated/client/types.gen.ts'
import { normalizeAfm } from '../core/afm.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { InvoiceCreate } from '../core/types.ts'
import { toCents, toEuros } from './cents.ts'
import type { InvoiceTotals } from './totals.ts'

/** The card terminal, and the details of the receipt that its draft does not have. */
export interface Terminal {
  /** The id of the card terminal. */
  terminalId: string
  /** The seller's VAT number: `account.relations.biller.vatId`. The prefix `EL` is removed. */
  sellerVat: string
  /** The receipt's series, as in `type.series` of an invoice. */
  series: string
  /** The branch number in the tax registry. Default 0, the head office. */
  sellerBranch?: number
}

/**
 * Builds the request body for `alpSignatures.create()`, in euros, from the draft of a receipt and its totals.
 *
 * The amount to charge is `mydataPayment.paidAmount`, or the payable amount if the draft has none. Copy the returned signature to
 * `mydataPayment`, then create the invoice.
 *
 * @param draft - The body for `invoices.create()`, with its `mydataInvoiceType`.
 * @param totals - The result of `invoiceTotals(draft, account)`, in cents.
 * @throws InvalidArgumentError if the draft has no `mydataInvoiceType`, or if `totals.unknown` is not empty.
 */
export function alpSignatureFor(
  draft: Pick<InvoiceCreate, 'mydataInvoiceType' | 'mydataPayment'>,
  totals: Pick<InvoiceTotals, 'net' | 'vat' | 'total' | 'payable' | 'unknown'>,
  { terminalId, sellerVat, series, sellerBranch = 0 }: Terminal,
): AlpSignatureReceipt {
  const { mydataInvoiceType: invoiceTypeCode, mydataPayment } = draft
  if (!invoiceTypeCode) throw new InvalidArgumentError("The draft has no mydataInvoiceType. Set it, for example to '11.1'.")
  if (totals.unknown.length > 0) {
    throw new InvalidArgumentError(`The totals are incomplete. Correct ${totals.unknown.join(', ')} in the draft first.`)
  }
  const paid = mydataPayment?.paidAmount
  return {
    amount: toEuros(paid === undefined ? totals.payable : toCents(paid)),
    netAmount: toEuros(totals.net),
    vatAmount: toEuros(totals.vat),
    grossAmount: toEuros(totals.total),
    sellerVat: normalizeAfm(sellerVat),
    series,
    invoiceTypeCode,
    sellerBranch,
    terminalId,
  }
}
