import { textOf } from './given.ts'

/**
 * What the European Commission publishes for VIES, by the prefix of the number, which is the country's code but for Greece.
 * `XI` is Northern Ireland: British numbers, for goods.
 *
 * Own data, since no package has just this: `validator` takes ten digits for Lithuania, any nine signs for Cyprus and `BE2…`, and
 * refuses Spanish companies; `jsvat-next` and `stdnum` judge by check digits too, and know no `XI`.
 */
const SHAPES: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  // A letter at the one end, the other, or both.
  ES: /^([A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z\d]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  // Old numbers have a letter, `+` or `*` in the second place; new ones a second letter at the end.
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
 * Whether a text has the shape of a VAT number of the European Union, or of Northern Ireland (`XI`). Spaces, dots, dashes,
 * slashes and small letters do not matter. Greek numbers begin with `EL`; `GR` is taken for it.
 *
 * Only the shape counts, not the check digits: some countries do not publish theirs, so that a refusal for them would not be
 * certain. Whether somebody has the number, VIES can tell.
 *
 * @param country - The two letters of the country, for a number without its prefix. A number may well be of another country
 *   than its owner, so that it does not matter otherwise.
 */
export function isEuVatFormat(vatId: string, country = ''): boolean {
  const number = textOf(vatId)
    .toUpperCase()
    .replace(/[\s./-]/g, '')
    .replace(/^GR/, 'EL')
  const prefix = vatPrefixOf(country)
  return hasShape(number.slice(0, 2), number.slice(2)) || (!number.startsWith(prefix) && hasShape(prefix, number))
}

const hasShape = (prefix: string, number: string): boolean =>
  Object.hasOwn(SHAPES, prefix) && SHAPES[prefix]?.test(number) === true

/** The two letters before the VAT numbers of a country. */
export const vatPrefixOf = (country: string): string => textOf(country).toUpperCase().replace(/^GR$/, 'EL')

/** Whether a country, by its two letters, is a member of the European Union. */
export const isEuCountry = (country: string): boolean => {
  const prefix = vatPrefixOf(country)
  return prefix !== 'XI' && Object.hasOwn(SHAPES, prefix)
}
