import { normalizeAfm } from '../core/afm.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import type { ContactCreate, GsisRecord } from '../core/types.ts'
import { textOf } from './given.ts'

/**
 * Makes the draft of a contact from what `gsis.lookup()` returned. Add what the registry does not know, such as `lang` or
 * `phone`: `{ ...contactFromGsis(record), lang: 'el' }`.
 *
 * It reads the fields that Billit answers, and those of the tax authority's own answer, flat or nested:
 *
 * | Contact | Billit | Tax authority |
 * | --- | --- | --- |
 * | `company` | `company` | `onomasia` |
 * | `alias` | `alias` | `commer_title` |
 * | `vatId`, without `EL` | `afm` | `afm` |
 * | `profession` | `object` | `firm_act_descr`, of the main activity |
 * | `taxOffice` | `doy` | `doy_descr` |
 * | `streetAddress` | `address` | `postal_address` and `postal_address_no` |
 * | `city` | `city` | `postal_area_description` |
 * | `postalCode` | `postcode` | `postal_zip_code` |
 *
 * A field that is missing or empty is left out, except `company`, which is `''` then. Everyone in the registry does business
 * in Greece, so the contact has `isCompany: true`, `customerType: 1` and `country: 'GR'`. Whether the VAT number is still
 * active is in the record's `status`.
 *
 * @throws InvalidArgumentError if the registry found nobody: the record has an `error` and no name.
 */
export function contactFromGsis(record: GsisRecord): ContactCreate {
  const fields = fieldsOf(record)
  const company = textIn(fields, 'company', 'onomasia')
  const error = textIn(fields, 'error')
  if (company === '' && error !== '') {
    throw new InvalidArgumentError(`The tax registry has no such company: ${error}. Check the VAT number.`)
  }
  const found = {
    alias: textIn(fields, 'alias', 'commer_title'),
    vatId: afmIn(fields),
    profession: textIn(fields, 'object', 'profession', 'firm_act_descr'),
    taxOffice: textIn(fields, 'doy_descr', 'taxOffice', 'doy'),
    streetAddress: textIn(fields, 'address', 'streetAddress') || streetIn(fields),
    city: textIn(fields, 'city', 'postal_area_description'),
    postalCode: textIn(fields, 'postcode', 'postalCode', 'postal_zip_code'),
  }
  const texts = Object.entries(found).filter(([, text]) => text !== '')
  return { isCompany: true, customerType: 1, country: 'GR', company, ...Object.fromEntries(texts) }
}

type Fields = Record<string, unknown>

/** The tax authority nests the company in `basic_rec`, and its activities in `firm_act_tab.item`. */
function fieldsOf(record: unknown): Fields {
  const fields = recordOf(record)
  return { ...fields, ...recordOf(fields.basic_rec), ...mainActivity(recordOf(fields.firm_act_tab).item) }
}

/** A lone activity is not in a list. The kind of the main one is 1. */
function mainActivity(item: unknown): Fields {
  const activities = [item].flat().map(recordOf)
  return activities.find(({ firm_act_kind: kind }) => textOf(kind) === '1') ?? activities[0] ?? {}
}

const recordOf = (value: unknown): Fields => (isRecord(value) ? value : {})

/** The first field with a text. The registry pads its texts with spaces. */
function textIn(fields: Fields, ...names: string[]): string {
  const texts = names.map((name) => textOf(fields[name]).replace(/\s+/g, ' '))
  return texts.find((text) => text !== '') ?? ''
}

/** As a number, a VAT number loses the zeros that it starts with. */
function afmIn(fields: Fields): string {
  const afm = normalizeAfm(textIn(fields, 'afm', 'vatId'))
  return /^\d+$/.test(afm) ? afm.padStart(9, '0') : afm
}

/** The registry writes 0 for a house without a number. */
function streetIn(fields: Fields): string {
  const number = textIn(fields, 'postal_address_no')
  return `${textIn(fields, 'postal_address')} ${number === '0' ? '' : number}`.trim()
}
