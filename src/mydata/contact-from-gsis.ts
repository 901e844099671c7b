import { normalizeAfm } from '../core/afm.ts'
import type { ContactCreate, GsisRecord } from '../core/types.ts'
import { given, textOf } from './given.ts'

/**
 * The draft of a contact, from what `gsis.lookup()` gave. Add what the registry does not know, such as `lang` or `phone`:
 * `{ ...contactFromGsis(record), lang: 'el' }`.
 *
 * Billit does not publish the fields of the registry's answer. Each is looked for under the name that Billit uses elsewhere,
 * then under the registry's own:
 *
 * | Contact | Record |
 * | --- | --- |
 * | `company` | `company`, else `onomasia`; empty where there is neither, which the API refuses |
 * | `vatId` | `vatId`, else `afm`, without `EL` |
 * | `profession` | `profession`, else `firm_act_descr` |
 * | `taxOffice` | `taxOffice`, else `doy_descr` |
 * | `streetAddress` | `streetAddress`, else `postal_address` and `postal_address_no` |
 * | `city` | `city`, else `postal_area_description` |
 * | `postalCode` | `postalCode`, else `postal_zip_code` |
 *
 * What is not there is left out. The rest follows from where it was found: who is in the registry does business
 * (`isCompany: true`), in Greece (`country: 'GR'`, `customerType: 1`).
 */
export function contactFromGsis(record: GsisRecord): ContactCreate {
  const fields = given(record)
  const company = textIn(fields, 'company', 'onomasia')
  const found = {
    vatId: normalizeAfm(textIn(fields, 'vatId', 'afm')),
    profession: textIn(fields, 'profession', 'firm_act_descr'),
    taxOffice: textIn(fields, 'taxOffice', 'doy_descr'),
    streetAddress: textIn(fields, 'streetAddress') || streetIn(fields),
    city: textIn(fields, 'city', 'postal_area_description'),
    postalCode: textIn(fields, 'postalCode', 'postal_zip_code'),
  }
  const texts = Object.entries(found).filter(([, text]) => text !== '')
  return { isCompany: true, customerType: 1, country: 'GR', company, ...Object.fromEntries(texts) }
}

/** The first that holds something. The registry fills its texts up with spaces, and a number may come as one. */
function textIn(record: GsisRecord, ...names: string[]): string {
  const texts = names.map((name) => textOf(record[name]).replace(/\s+/g, ' '))
  return texts.find((text) => text !== '') ?? ''
}

/** The registry writes 0 for a house without a number. */
function streetIn(record: GsisRecord): string {
  const number = textIn(record, 'postal_address_no')
  return `${textIn(record, 'postal_address')} ${number === '0' ? '' : number}`.trim()
}
