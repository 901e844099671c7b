/** Amounts as people write them. Pure. */
import { toText } from '../../core/record.ts'

/** How amounts are written: `el` is `1.234,50 €`, `en` is `€1,234.50`. */
export type MoneyLocale = 'el' | 'en'

/** Greek, if the first of these variables that is set selects it. POSIX defines their order. */
export function readMoneyLocale(variables: Record<string, string | undefined>): MoneyLocale {
  const locale = variables.LC_ALL || variables.LC_MONETARY || variables.LANG || ''
  return /^el(_|-|\.|$)/i.test(locale) ? 'el' : 'en'
}

/**
 * Formats an amount of the API. It has at least two decimals, and every decimal that the API sent: nothing is rounded. A value that
 * is not a number is returned as it is.
 *
 * @param currency An ISO 4217 code. Any other text is shown after the amount.
 */
export function formatMoney(amount: unknown, locale: MoneyLocale, currency = 'EUR'): string {
  if (amount === undefined || amount === null) return ''
  const text = plainDecimal(amount)
  if (text === undefined) return toText(amount)
  const decimals = { minimumFractionDigits: 2, maximumFractionDigits: 20 }
  const isCode = /^[A-Z]{3}$/.test(currency)
  const options = isCode ? { ...decimals, style: 'currency' as const, currency } : decimals
  // The pattern of plainDecimal() is that of the type, which formats every digit.
  const formatted = new Intl.NumberFormat(locale, options).format(text as Intl.StringNumericLiteral)
  // Without this, a search for an amount with a space does not find it.
  return `${formatted.replaceAll('\u00a0', ' ')}${isCode ? '' : ` ${currency}`}`
}

/** The digits of an amount. `undefined` if it is not a decimal number. */
function plainDecimal(amount: unknown): string | undefined {
  const text = toText(amount)
  const isDecimal = (typeof amount === 'number' || typeof amount === 'string') && /^-?\d{1,15}(\.\d{1,20})?$/.test(text)
  return isDecimal ? text : undefined
}

/** Formats an amount in cents, such as one of `invoiceTotals()`. */
export const formatCents = (cents: number, locale: MoneyLocale): string =>
  formatMoney(Number.isSafeInteger(cents) ? decimalFromCents(cents) : Number.NaN, locale)

function decimalFromCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
