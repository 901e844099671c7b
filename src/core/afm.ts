/** A Greek VAT number (AFM) as the API takes it: without spaces, and without the `EL` or `GR` that may stand before it. */
export const normalizeAfm = (value: string): string => value.replace(/\s/g, '').replace(/^(EL|GR)/i, '')

/**
 * Whether a text can be a Greek VAT number (AFM): nine digits, not all of them zero, with the right check digit at the end.
 * `'EL 523456110'` passes too. Whether somebody has the number is for `gsis.lookup()` to tell.
 *
 * A check digit of 0 stands for two remainders, so that it does not notice every wrong digit before it.
 */
export function isAfm(value: string): boolean {
  // What a caller without types may ask.
  if (typeof value !== 'string') return false
  const afm = normalizeAfm(value)
  if (!/^\d{9}$/.test(afm) || afm === '000000000') return false
  // Each digit weighs twice as much as the one after it, and the eighth weighs 2.
  const sum = [...afm.slice(0, 8)].reduce((weighed, digit) => (weighed + Number(digit)) * 2, 0)
  return (sum % 11) % 10 === Number(afm[8])
}
