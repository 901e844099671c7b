/**
 * A Greek VAT number (AFM) as the API takes it: nine digits, without spaces, dots and dashes, and without the `EL` or `GR` that
 * may stand before it. A number gets back the zeros in front that it has lost.
 */
export const normalizeAfm = (value: string | number): string =>
  typeof value === 'number' ? String(value).padStart(9, '0') : value.replace(/[\s./-]/g, '').replace(/^(EL|GR|ΕΛ)/i, '')

/**
 * Whether it can be a Greek VAT number (AFM): nine digits, not all of them zero, with the right check digit at the end.
 * `'EL 523456110'` and `'523.456.110'` pass too, and so does a number, which may have lost zeros in front. Whether somebody has
 * the VAT number is for `gsis.lookup()` to tell.
 *
 * A check digit of 0 stands for two remainders, so that it does not notice every wrong digit before it.
 */
export function isAfm(value: string | number): boolean {
  // What a caller without types may ask.
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const afm = normalizeAfm(value)
  return /^\d{9}$/.test(afm) && afm !== '000000000' && checkDigitOf(afm) === afm[8]
}

/** The ninth digit that the first eight ask for. Each digit weighs twice as much as the one after it, and the eighth weighs 2. */
export function checkDigitOf(digits: string): string {
  const sum = [...digits.slice(0, 8)].reduce((weighed, digit) => (weighed + Number(digit)) * 2, 0)
  return String((sum % 11) % 10)
}
