/**
 * Returns a Greek VAT number (AFM) in the format of the API: nine digits. Removes spaces, dots, dashes and slashes, and the
 * prefix `EL` or `GR`. Pads a number with leading zeros.
 */
export const normalizeAfm = (value: string | number): string =>
  typeof value === 'number' ? String(value).padStart(9, '0') : value.replace(/[\s./-]/g, '').replace(/^(EL|GR|ΕΛ)/i, '')

/**
 * Returns whether a value is a well-formed Greek VAT number (AFM): nine digits, not all zero, with a correct check digit.
 * Accepts `'EL 523456110'`, `'523.456.110'`, and numbers, whose leading zeros are restored. To find out whether the VAT number
 * is registered, use `gsis.lookup()`.
 *
 * Check digit 0 covers two remainders, so that some mistyped digits go undetected.
 */
export function isAfm(value: string | number): boolean {
  // JavaScript callers may pass any value.
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const afm = normalizeAfm(value)
  return /^\d{9}$/.test(afm) && afm !== '000000000' && computeCheckDigit(afm) === afm[8]
}

/** Computes the ninth digit from the first eight. The eighth digit has weight 2, and weights double to the left. */
function computeCheckDigit(digits: string): string {
  const sum = [...digits.slice(0, 8)].reduce((weightedSum, digit) => (weightedSum + Number(digit)) * 2, 0)
  return String((sum % 11) % 10)
}
