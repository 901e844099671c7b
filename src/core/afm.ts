/**
 * Normalizes a Greek VAT number (AFM) to the nine digits that the API accepts. Removes spaces, dots, dashes, slashes, and the
 * prefix `EL`, `ΕΛ` or `GR`. A number gets back its leading zeros. Use `isAfm()` to check that the result is valid.
 */
export const normalizeAfm = (value: string | number): string =>
  typeof value === 'number' ? String(value).padStart(9, '0') : value.replace(/[\s./-]/g, '').replace(/^(EL|GR|ΕΛ)/i, '')

/**
 * Whether a value has the format of a Greek VAT number (AFM): nine digits, not all zero, with a valid check digit. The value is
 * normalized first, so `'EL 523456110'`, `'523.456.110'` and numbers without leading zeros are accepted.
 *
 * Use `gsis.lookup()` to check that a number is registered. A check digit of 0 has two possible remainders, so it does not detect
 * every wrong digit.
 */
export function isAfm(value: string | number): boolean {
  // Untyped callers may pass anything.
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const afm = normalizeAfm(value)
  return /^\d{9}$/.test(afm) && afm !== '000000000' && computeCheckDigit(afm) === afm[8]
}

/** Computes the ninth digit from the first eight. The eighth digit has weight 2, and weights double to the left. */
function computeCheckDigit(digits: string): string {
  const sum = [...digits.slice(0, 8)].reduce((weightedSum, digit) => (weightedSum + Number(digit)) * 2, 0)
  return String((sum % 11) % 10)
}
