/** Checks `mydataPayment`: that it is complete, in the form that Billit documents, and not above the payable amount. */
import type { Message, Problem } from '../../core/problem.ts'
import { isAmount, toCents } from '../cents.ts'
import { isSameText } from '../input.ts'
import { calculateTotals } from '../totals.ts'
import { type Check, type Context, createProblem, isMovement } from './context.ts'

/** The tax authority's method for an invoice on credit. */
const ON_CREDIT = 5
const CARD = 7

const CARD_FIELDS = ['terminalId', 'signature', 'signingAuthor', 'transactionId'] as const

/** Accounting entries without a payment. */
const UNPAID = /^17\.[34]$/

/** Whether the authority rejects a payment on this type of document. */
export const forbidsPayment = ({ type }: Context): boolean => type?.code === '9.3' || UNPAID.test(type?.code ?? '')

/** Whether the draft has a payment method or an amount. */
export const hasPayment = ({ draft: { mydataPayment } }: Context): boolean =>
  mydataPayment.paymentMethod !== undefined || [mydataPayment.paidAmount, mydataPayment.epiPistosi].some(isPositive)

const isPositive = (amount: unknown): boolean => isAmount(amount) && Number(amount) > 0

/** Checks that the payment has an amount and a method, and that a card payment has the data of the terminal. */
export const checkPayment: Check = (context) => {
  const { draft, type } = context
  // Another check warns of a payment on these.
  if (forbidsPayment(context) || isMovement(type)) return []
  const { paymentMethod, paidAmount, epiPistosi } = draft.mydataPayment
  if (paidAmount === undefined && epiPistosi === undefined) return [createProblem('payment-missing', 'mydataPayment', MISSING)]
  const negative = Object.entries({ paidAmount, epiPistosi }).flatMap(([field, amount]) =>
    isAmount(amount) && Number(amount) < 0 ? [createProblem('negative-amount', `mydataPayment.${field}`, NEGATIVE)] : [],
  )
  return [...negative, ...checkMethod(paymentMethod, isPositive(paidAmount), isPositive(epiPistosi)), ...checkCard(context)]
}

function checkMethod(method: unknown, isPaid: boolean, isOnCredit: boolean): Problem[] {
  const path = 'mydataPayment.paymentMethod'
  if (isSameText(method, ON_CREDIT)) return [createProblem('credit-as-method', path, METHOD_5)]
  if (method === undefined) return isPaid ? [createProblem('payment-method-missing', path, METHOD_MISSING)] : []
  return isOnCredit && !isPaid ? [createProblem('credit-as-method', path, ALL_ON_CREDIT)] : []
}

function checkCard({ draft: { mydataPayment } }: Context): Problem[] {
  if (!isSameText(mydataPayment.paymentMethod, CARD)) return []
  const missing = CARD_FIELDS.filter((field) => mydataPayment[field] === undefined)
  const [first] = missing
  if (first === undefined) return []
  const fields = missing.join(', ')
  const message = {
    en: `A card payment needs ${fields}. Get the signature with alpSignatures.create(), and the rest from the terminal.`,
    el: `Η πληρωμή με κάρτα χρειάζεται τα ${fields}. Λάβετε την υπογραφή με το alpSignatures.create() και τα υπόλοιπα από το τερματικό.`,
  }
  return [createProblem('card-details-missing', `mydataPayment.${first}`, message)]
}

/** Checks that the amounts paid and on credit are not above the payable amount. Needs the account. */
export const checkPaymentSum: Check = (context) => {
  const { draft, account } = context
  const { paidAmount, epiPistosi } = draft.mydataPayment
  if (!account.vats || forbidsPayment(context) || (paidAmount === undefined && epiPistosi === undefined)) return []
  const { payable, unknown } = calculateTotals(draft, account.vats)
  const parts = [paidAmount ?? 0, epiPistosi ?? 0]
  // Not numbers, too large for exact cents, or the negative total of rows that another check reports.
  if (unknown.length > 0 || payable < 0 || !parts.every(isAmount)) return []
  const sum = parts.reduce((total, part) => total + toCents(part), 0)
  // Billit does not document how it rounds, so a difference of a cent per row is ignored.
  if (Math.abs(sum - payable) <= draft.products.length) return []
  const [paid, due, rest] = [sum, payable, payable - sum].map(formatEuros)
  if (sum > payable) {
    const message = {
      en: `The amounts paid and on credit add up to ${paid}, but only ${due} is payable. Correct mydataPayment.`,
      el: `Το πληρωμένο και το επί πιστώσει ποσό έχουν άθροισμα ${paid}, ενώ το πληρωτέο είναι μόνο ${due}. Διορθώστε το mydataPayment.`,
    }
    return [createProblem('payment-sum', 'mydataPayment', message)]
  }
  const message = {
    en: `${paid} of ${due} is paid or on credit. If the rest of ${rest} is on credit, add it to epiPistosi.`,
    el: `Έχουν πληρωθεί ή είναι επί πιστώσει ${paid} από ${due}. Αν το υπόλοιπο ${rest} είναι επί πιστώσει, προσθέστε το στο epiPistosi.`,
  }
  return [createProblem('payment-below-total', 'mydataPayment', message)]
}

export const formatEuros = (cents: number): string => (cents / 100).toFixed(2)

const MISSING: Message = {
  en: 'A reported invoice needs a payment. Set mydataPayment with mydataPaymentFor(), or excludeMydata to true.',
  el: 'Ένα παραστατικό που διαβιβάζεται χρειάζεται πληρωμή. Ορίστε το mydataPayment με το mydataPaymentFor() ή το excludeMydata σε true.',
}
const NEGATIVE: Message = {
  en: 'A payment must not be negative. A credit note has positive amounts too. Remove the sign.',
  el: 'Μια πληρωμή δεν μπορεί να είναι αρνητική. Και ένα πιστωτικό έχει θετικά ποσά. Αφαιρέστε το πρόσημο.',
}
const METHOD_MISSING: Message = {
  en: 'The amount paid has no payment method. Set paymentMethod to one of paymentMethods, or move the amount to epiPistosi.',
  el: 'Το πληρωμένο ποσό δεν έχει τρόπο πληρωμής. Ορίστε στο paymentMethod μία από τις τιμές paymentMethods ή μεταφέρετε το ποσό στο epiPistosi.',
}
const METHOD_5: Message = {
  en: "Billit has no payment method 5. For an amount on credit, set epiPistosi, and paymentMethod to '' if nothing is paid.",
  el: "Το Billit δεν έχει τρόπο πληρωμής 5. Για ποσό επί πιστώσει ορίστε το epiPistosi, και το paymentMethod σε '' αν δεν έχει πληρωθεί τίποτα.",
}
const ALL_ON_CREDIT: Message = {
  en: "The whole amount is on credit. Set paymentMethod to ''.",
  el: "Όλο το ποσό είναι επί πιστώσει. Ορίστε το paymentMethod σε ''.",
}
