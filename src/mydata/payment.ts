import { paymentMethods } from '../../generated/mydata.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import type { InvoiceCreate } from '../core/types.ts'
import { isAmount, toCents, toEuros } from './cents.ts'
import { dropEmptyFields, isSameText } from './input.ts'
import type { InvoiceTotals } from './totals.ts'

type MydataPayment = NonNullable<InvoiceCreate['mydataPayment']>

/** A code of `paymentMethods`. */
type Method = NonNullable<MydataPayment['paymentMethod']>

/**
 * The data of a card payment (method 7), which the tax authority needs. The signature and its author are in the response of
 * `alpSignatures.create()`, and the transaction is the terminal's.
 */
export type CardDetails = Pick<MydataPayment, 'terminalId' | 'tipAmount' | 'signature' | 'signingAuthor' | 'transactionId'>

/** How an invoice is paid: in full, on credit, or a part now and the rest on credit. */
export type PaymentPlan =
  | (CardDetails & {
      /** Paid in full, with a code of `paymentMethods`. A card payment also needs the other fields. */
      method: Method
    })
  | {
      /** Nothing is paid yet. */
      onCredit: true
    }
  | {
      /** A part is paid. The rest is on credit. */
      split: CardDetails & {
        /** A code of `paymentMethods`. */
        method: Method
        /** The amount paid, in euros: 0 to the payable amount. */
        paidAmount: number | string
      }
    }

/** The tax authority has a method for credit. Billit has not: the amount is in `epiPistosi`, without a method. */
const isOnCredit = (method: Method): boolean => isSameText(method, paymentMethods.onCredit)

/**
 * Builds the `mydataPayment` of an invoice, in euros. The amounts paid and on credit add up to the payable amount.
 *
 * ```ts
 * mydataPaymentFor(totals, { method: paymentMethods.cash })
 * mydataPaymentFor(totals, { onCredit: true })
 * mydataPaymentFor(totals, { split: { method: paymentMethods.cash, paidAmount: 50 } })
 * mydataPaymentFor(totals, { method: paymentMethods.pos, terminalId, tipAmount: 0, signature, signingAuthor, transactionId })
 * ```
 *
 * `checkInvoice()` warns of a card payment without these fields.
 *
 * `{ method: paymentMethods.onCredit }` is the same as `{ onCredit: true }`. The API has one method per invoice, so a receipt
 * that is paid partly in cash and partly by card cannot be expressed: issue two receipts.
 *
 * @param totals - The result of `invoiceTotals()`, in cents.
 * @throws InvalidArgumentError if `totals.unknown` is not empty (`fieldErrors()` returns its fields), if the plan is none of these
 *   three, if the method of a split is on credit, or if `paidAmount` is not an amount between 0 and the payable amount.
 */
export function mydataPaymentFor(totals: Pick<InvoiceTotals, 'payable' | 'unknown'>, plan: PaymentPlan): MydataPayment {
  const { payable, unknown } = totals
  if (unknown.length > 0) {
    const errors = Object.fromEntries(
      unknown.map((path) => [path, ['The value is missing, or the totals cannot be calculated from it.']]),
    )
    throw new InvalidArgumentError(`The totals are incomplete. Correct ${unknown.join(', ')} in the draft first.`, { errors })
  }
  if (!isRecord(plan) || !('method' in plan || 'split' in plan || ('onCredit' in plan && plan.onCredit === true))) {
    throw new InvalidArgumentError('plan must be { method }, { onCredit: true } or { split: { method, paidAmount } }.')
  }
  if ('onCredit' in plan || ('method' in plan && isOnCredit(plan.method))) {
    return { paidAmount: 0, paymentMethod: '', epiPistosi: toEuros(payable) }
  }
  if ('method' in plan) return { paidAmount: toEuros(payable), paymentMethod: plan.method, epiPistosi: 0, ...pickCard(plan) }
  const { method, paidAmount } = plan.split
  if (isOnCredit(method)) {
    throw new InvalidArgumentError('split.method is the method of the part that is paid, so it cannot be 5 (on credit).')
  }
  if (!isAmount(paidAmount)) throw new InvalidArgumentError('split.paidAmount must be an amount in euros, such as 50 or 19.99.')
  const paid = toCents(paidAmount)
  if (paid < 0 || paid > payable) {
    throw new InvalidArgumentError(`split.paidAmount must be 0 to ${toEuros(payable)}, the payable amount, not ${paidAmount}.`)
  }
  return { paidAmount: toEuros(paid), paymentMethod: method, epiPistosi: toEuros(payable - paid), ...pickCard(plan.split) }
}

const pickCard = ({ terminalId, tipAmount, signature, signingAuthor, transactionId }: CardDetails): CardDetails =>
  dropEmptyFields({ terminalId, tipAmount, signature, signingAuthor, transactionId })
