import { vatMatchers } from 'validator/lib/isVAT.js'
import { textOf } from './given.ts'

/** By the prefix of the number, which is the country's code but for Greece. */
const MEMBERS = [
  ...[
    'AT',
    'BE',
    'BG',
    'CY',
    'CZ',
    'DE',
    'DK',
    'EE',
    'EL',
    'ES',
    'FI',
    'FR',
    'HR',
    'HU',
    'IE',
    'IT',
    'LT',
    'LU',
    'LV',
    'MT',
    'NL',
  ],
  ...['PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
] as const

/** Where the library refuses numbers that there are. */
const BESIDES: Record<string, RegExp> = {
  // Nine digits until 2008: they are the same numbers without the 0 in front.
  BE: /^BE\d{9}$/,
  // Companies have a letter in front alone.
  ES: /^ES[A-Z]\d{8}$/,
  // Old numbers have a letter, `+` or `*` in the second place; new ones any letter at the end.
  IE: /^IE(\d[A-Z+*]\d{5}[A-W]|\d{7}[A-W][A-W])$/,
  // The library looks at the check digit.
  PT: /^PT\d{9}$/,
  // Northern Ireland: British numbers, with a prefix of their own.
  XI: /^XI(\d{9}|\d{12}|(GD|HA)\d{3})$/,
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
export function isEuVatShape(vatId: string, country = ''): boolean {
  const number = textOf(vatId)
    .toUpperCase()
    .replace(/[\s./-]/g, '')
  return hasShape(number) || hasShape(textOf(country).toUpperCase() + number)
}

function hasShape(number: string): boolean {
  const vatId = number.replace(/^GR/, 'EL')
  const member = MEMBERS.find((code) => vatId.startsWith(code))
  return (member !== undefined && vatMatchers[member]?.(vatId) === true) || BESIDES[vatId.slice(0, 2)]?.test(vatId) === true
}
