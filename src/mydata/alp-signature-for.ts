import type { AlpSignatureReceipt } from '../../generated/client/types.gen.ts'
import { normalizeAfm } from '../core/afm.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { InvoiceCreate } from '../core/types.ts'
import { centsOf } from './cents.ts'
import type { InvoiceTotals } from './totals.ts'

/** What a receipt to sign needs besides its invoice. */
export interface Terminal {
  /** The id of the card terminal. */
  terminalId: string
  /** The VAT number of the seller: `account.relations.biller.vatId`. A prefix `EL` is dropped. */
  sellerVat: string
  /** The series of the receipt, as in `type.series` of an invoice. */
  series: string
  /** The number of the seller's branch in the tax registry. Default 0, the head office. */
  sellerBranch?: number
}

/**
 * Makes what `alpSignatures.create()` takes from the draft of a receipt and its totals.
 *
 * The amount to charge is `mydataPayment.paidAmount`, or all that is payable if the draft has none. Put the signature that
 * comes back into `mydataPayment`, and then create the invoice.
 *
 * @param draft - What `invoices.create()` takes, with its `mydataInvoiceType`.
 * @param totals - What `invoiceTotals(draft, account)` returns, in cents.
 * @throws InvalidArgumentError if the draft has no `mydataInvoiceType`, or if the totals are not complete (`unknown`).
 */
export function alpSignatureFor(
  draft: Pick<InvoiceCreate, 'mydataInvoiceType' | 'mydataPayment'>,
  totals: Pick<InvoiceTotals, 'net' | 'vat' | 'total' | 'payable' | 'unknown'>,
  { terminalId, sellerVat, series, sellerBranch = 0 }: Terminal,
): AlpSignatureReceipt {
  const { mydataInvoiceType: invoiceTypeCode, mydataPayment } = draft
  if (!invoiceTypeCode) throw new InvalidArgumentError("The draft needs a mydataInvoiceType, such as '11.1'.")
  if (totals.unknown.length > 0) {
    throw new InvalidArgumentError(`The totals are not complete: correct ${totals.unknown.join(', ')} in the draft first.`)
  }
  const paid = mydataPayment?.paidAmount
  return {
    amount: euros(paid === undefined ? totals.payable : centsOf(paid)),
    netAmount: euros(totals.net),
    vatAmount: euros(totals.vat),
    grossAmount: euros(totals.total),
    sellerVat: normalizeAfm(sellerVat),
    series,
    invoiceTypeCode,
    sellerBranch,
    terminalId,
  }
}

const euros = (cents: number): number => cents / 100
