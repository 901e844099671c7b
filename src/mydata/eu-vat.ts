import { readText } from './input.ts'

/**
 * The formats that the European Commission publishes for VIES, by prefix. The prefix is the country code, except for Greece
 * (`EL`). `XI` is Northern Ireland, for goods.
 *
 * No package has exactly these formats: `validator` accepts ten digits for Lithuania, any nine characters for Cyprus and `BE2…`,
 * and rejects Spanish companies; `jsvat-next` and `stdnum` also verify check digits, and have no `XI`.
 */
const FORMATS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  // A letter at the start, the end, or both.
  ES: /^([A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z\d]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  // The second character of old numbers is a letter, `+` or `*`. New numbers may end with two letters.
  IE: /^(\d[A-Z+*]\d{5}[A-W]|\d{7}[A-W][A-IW]?)$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
}

/**
 * Whether a text has the format of a VAT number of the European Union or of Northern Ireland (`XI`). Case, spaces, dots, dashes
 * and slashes are ignored. The prefix of Greek numbers is `EL`; `GR` is accepted too.
 *
 * Check digits are not verified, since some countries do not publish their algorithm. Use VIES to check that a number is
 * registered.
 *
 * @param vatId - The VAT number, with or without its prefix.
 * @param country - The two-letter country code, used only if the number has no prefix. A number with a prefix may be of another
 *   country. Default `''`.
 */
export function isEuVatFormat(vatId: string, country = ''): boolean {
  const number = readText(vatId)
    .toUpperCase()
    .replace(/[\s./-]/g, '')
    .replace(/^GR/, 'EL')
  const prefix = toVatPrefix(country)
  return hasFormat(number.slice(0, 2), number.slice(2)) || (!number.startsWith(prefix) && hasFormat(prefix, number))
}

const hasFormat = (prefix: string, number: string): boolean =>
  Object.hasOwn(FORMATS, prefix) && FORMATS[prefix]?.test(number) === true

/** The prefix of a country's VAT numbers: its code, or `EL` for Greece. */
export const toVatPrefix = (country: string): string => readText(country).toUpperCase().replace(/^GR$/, 'EL')

/** Whether a two-letter country code or VAT prefix is of a member of the European Union. */
export const isEuCountry = (country: string): boolean => {
  const prefix = toVatPrefix(country)
  return prefix !== 'XI' && Object.hasOwn(FORMATS, prefix)
}
