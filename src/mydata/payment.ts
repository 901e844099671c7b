import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import type { InvoiceCreate } from '../core/types.ts'
import { centsOf, isAmount } from './cents.ts'
import type { InvoiceTotals } from './totals.ts'

type MydataPayment = NonNullable<InvoiceCreate['mydataPayment']>

/** How an invoice is paid: a code of `paymentMethods`. */
type Method = NonNullable<MydataPayment['paymentMethod']>

/** Paid in full in one way, all on credit, or a part of it paid and the rest on credit. */
export type PaymentPlan =
  | {
      /** All is paid at once: a code of `paymentMethods`. */
      method: Method
    }
  | {
      /** Nothing is paid yet. */
      onCredit: true
    }
  | {
      /** A part is paid, and the rest is on credit. */
      split: {
        /** A code of `paymentMethods`. */
        method: Method
        /** What is paid, in euros. */
        paidAmount: number | string
      }
    }

/**
 * The `mydataPayment` of an invoice, so that what is paid and what is on credit come to what is to be paid.
 *
 * ```ts
 * mydataPaymentFor(totals, { method: paymentMethods.cash })
 * mydataPaymentFor(totals, { onCredit: true })
 * mydataPaymentFor(totals, { split: { method: paymentMethods.pos, paidAmount: 50 } })
 * ```
 *
 * @param totals - What `invoiceTotals()` gives.
 * @throws InvalidArgumentError if the totals name fields as unknown, or more is paid than is to be paid.
 */
export function mydataPaymentFor(totals: Pick<InvoiceTotals, 'payable' | 'unknown'>, plan: PaymentPlan): MydataPayment {
  const { payable, unknown } = totals
  if (unknown.length > 0) {
    throw new InvalidArgumentError(`What is to be paid is not known: correct ${unknown.join(', ')} first.`)
  }
  if (!isRecord(plan) || !('method' in plan || 'split' in plan || ('onCredit' in plan && plan.onCredit === true))) {
    throw new InvalidArgumentError('Say how it is paid: { method }, { onCredit: true } or { split: { method, paidAmount } }.')
  }
  if ('method' in plan) return { paidAmount: euros(payable), paymentMethod: plan.method, epiPistosi: 0 }
  if ('onCredit' in plan) return { paidAmount: 0, paymentMethod: '', epiPistosi: euros(payable) }
  const { method, paidAmount } = plan.split
  if (!isAmount(paidAmount)) throw new InvalidArgumentError('split.paidAmount must be an amount in euros, such as 50 or 19.99.')
  const paid = centsOf(paidAmount)
  if (paid < 0 || paid > payable) {
    throw new InvalidArgumentError(`split.paidAmount must be 0 to ${euros(payable)}, what is to be paid, not ${paidAmount}.`)
  }
  return { paidAmount: euros(paid), paymentMethod: method, epiPistosi: euros(payable - paid) }
}

const euros = (cents: number): number => cents / 100
