import { isAfm } from '../../core/afm.ts'
import { foldAccents } from '../../core/text.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asText } from '../values.ts'
import { getSearchIndex } from './search-index.ts'

/** Valid VAT numbers for which the mock's registry returns an error. README.md lists them. */
export const GSIS_ERRORS: Record<string, string> = {
  '999000006': 'Ο ΑΦΜ δεν βρέθηκε.',
  '999000018': 'Ο ΑΦΜ είναι απενεργοποιημένος.',
  '999000020': 'Η υπηρεσία της ΑΑΔΕ δεν είναι διαθέσιμη.',
}

const EMPTY_RESPONSE = {
  company: '',
  alias: '',
  object: '',
  afm: '',
  doy: '',
  address: '',
  city: '',
  postcode: '',
  companytype: '',
  status: '',
  error: '',
}

/** Looks up a VAT number in the tax registry. Returns the contact that has it, or a company generated from the number. */
export async function lookUpVatId(vatId: string, state: State): Promise<Row> {
  const error = isAfm(vatId) ? GSIS_ERRORS[vatId] : 'Ο ΑΦΜ δεν είναι έγκυρος.'
  if (error) return { ...EMPTY_RESPONSE, afm: vatId, error }
  const [{ randomGreekCompany }, { createRandomSource }] = await Promise.all([
    import('../seed/people.ts'),
    import('../seed/source.ts'),
  ])
  const company = findContactByVatId(vatId, state) ?? randomGreekCompany(createRandomSource(Number(vatId)).greek)
  return {
    ...EMPTY_RESPONSE,
    company: toCapitals(company.company),
    alias: toCapitals(company.alias),
    object: toCapitals(company.profession),
    afm: vatId,
    doy: asText(company.taxOffice),
    address: toCapitals(company.streetAddress),
    city: toCapitals(company.city),
    postcode: asText(company.postalCode),
    companytype: toCapitals(asText(company.company).split(' ').at(-1)).replaceAll('.', ''),
    status: 'ΕΝΕΡΓΟΣ ΑΦΜ',
  }
}

/** The newest contact with this VAT number. */
function findContactByVatId(vatId: string, state: State): Row | undefined {
  const contacts = state.collection('contacts')
  const candidates = getSearchIndex(contacts).findByText(vatId)
  return contacts.page(0, 1, { candidates, matches: (contact) => contact.vatId === vatId }).rows[0]
}

/** The registry writes names in capitals, without accents. */
const toCapitals = (value: unknown): string => foldAccents(asText(value)).toUpperCase()
