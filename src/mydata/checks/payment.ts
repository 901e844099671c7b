import { centsOf, isAmount } from '../cents.ts'
import { problem } from '../problem.ts'
import { countTotals } from '../totals.ts'
import type { Check } from './context.ts'

/** Whether what is paid and what is on credit come to what is to be paid. */
export const checkPayment: Check = ({ draft, account }) => {
  const { paidAmount, epiPistosi } = draft.mydataPayment
  const { vats } = account
  if (!vats || (paidAmount === undefined && epiPistosi === undefined)) return []
  const parts = [paidAmount ?? 0, epiPistosi ?? 0]
  // Too much to be counted to the cent.
  if (!parts.every(isAmount)) return []
  const { payable, unknown } = countTotals(draft, vats)
  if (unknown.length > 0) return []
  const told = parts.reduce((sum, part) => sum + centsOf(part), 0)
  // How Billit rounds is not documented: a cent for each row is not worth a warning.
  if (Math.abs(told - payable) <= draft.products.length) return []
  const message = {
    en: `Paid and on credit come to ${euros(told)}, and ${euros(payable)} is to be paid.`,
    el: `Πληρωμένο και επί πιστώσει ποσό είναι μαζί ${euros(told)}, ενώ το πληρωτέο είναι ${euros(payable)}.`,
  }
  return [problem('payment-sum', 'mydataPayment', message)]
}

const euros = (cents: number): string => (cents / 100).toFixed(2)
