import { normalizeAfm } from '../core/afm.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import type { ContactCreate, GsisRecord } from '../core/types.ts'
import { readText } from './input.ts'

/**
 * Builds the request body for `contacts.create()` from a record of the tax registry. Add fields that the registry does not have,
 * such as `lang` or `phone`: `{ ...contactFromGsis(record), lang: 'el' }`.
 *
 * It reads the fields of Billit's response, and those of the tax authority's original response, flat or nested:
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
 * Missing and empty fields are left out, except `company`, which is then `''`. Every record of the registry is a business in
 * Greece, so the contact has `isCompany: true`, `customerType: 1` and `country: 'GR'`. The record's `status` shows whether the
 * VAT number is still active.
 *
 * @param record - The result of `gsis.lookup()`.
 * @throws InvalidArgumentError if the registry has no such VAT number: the record has an `error` and no name.
 */
export function contactFromGsis(record: GsisRecord): ContactCreate {
  const fields = flattenRecord(record)
  const company = readFirstText(fields, 'company', 'onomasia')
  const error = readFirstText(fields, 'error')
  if (company === '' && error !== '') {
    throw new InvalidArgumentError(`The tax registry has no such company: ${error}. Check the VAT number.`)
  }
  const optional = {
    alias: readFirstText(fields, 'alias', 'commer_title'),
    vatId: readVatId(fields),
    profession: readFirstText(fields, 'object', 'profession', 'firm_act_descr'),
    taxOffice: readFirstText(fields, 'doy_descr', 'taxOffice', 'doy'),
    streetAddress: readFirstText(fields, 'address', 'streetAddress') || readStreet(fields),
    city: readFirstText(fields, 'city', 'postal_area_description'),
    postalCode: readFirstText(fields, 'postcode', 'postalCode', 'postal_zip_code'),
  }
  const present = Object.entries(optional).filter(([, text]) => text !== '')
  return { isCompany: true, customerType: 1, country: 'GR', company, ...Object.fromEntries(present) }
}

type Fields = Record<string, unknown>

/** Flattens the tax authority's record, which has the company in `basic_rec` and its activities in `firm_act_tab.item`. */
function flattenRecord(record: unknown): Fields {
  const fields = toRecord(record)
  return { ...fields, ...toRecord(fields.basic_rec), ...findMainActivity(toRecord(fields.firm_act_tab).item) }
}

/** The main activity has kind 1. A single activity is not in a list. */
function findMainActivity(item: unknown): Fields {
  const activities = [item].flat().map(toRecord)
  return activities.find(({ firm_act_kind: kind }) => readText(kind) === '1') ?? activities[0] ?? {}
}

const toRecord = (value: unknown): Fields => (isRecord(value) ? value : {})

/** The first non-empty field. The registry pads its texts with spaces. */
function readFirstText(fields: Fields, ...names: string[]): string {
  const texts = names.map((name) => readText(fields[name]).replace(/\s+/g, ' '))
  return texts.find((text) => text !== '') ?? ''
}

/** A VAT number in a numeric field has lost its leading zeros. */
function readVatId(fields: Fields): string {
  const afm = normalizeAfm(readFirstText(fields, 'afm', 'vatId'))
  return /^\d+$/.test(afm) ? afm.padStart(9, '0') : afm
}

/** The registry writes 0 for a house without a number. */
function readStreet(fields: Fields): string {
  const number = readFirstText(fields, 'postal_address_no')
  return `${readFirstText(fields, 'postal_address')} ${number === '0' ? '' : number}`.trim()
}
