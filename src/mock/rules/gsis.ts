import { isAfm } from '../../core/afm.ts'
import { foldAccents } from '../../core/text.ts'
import { loadPeer, MOCK } from '../../tools/peers.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asText } from '../values.ts'
import { getSearchIndex } from './search-index.ts'

/** VAT numbers with a right check digit for which the mock's registry answers with an error. The README lists them. */
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

/** What the tax registry knows of a VAT number: a company from the records, or one invented for that number. */
export async function lookUpVatId(vatId: string, state: State): Promise<Row> {
  const error = isAfm(vatId) ? GSIS_ERRORS[vatId] : 'Ο ΑΦΜ δεν είναι έγκυρος.'
  if (error) return { ...EMPTY_RESPONSE, afm: vatId, error }
  const { randomGreekCompany, createRandomSource } = await loadPeer(MOCK, async () => ({
    ...(await import('../seed/people.ts')),
    ...(await import('../seed/source.ts')),
  }))
  const known = findContactByVatId(vatId, state)
  const company = known ?? randomGreekCompany(createRandomSource(Number(vatId)).greek)
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

/** The newest contact that has the number. */
function findContactByVatId(vatId: string, state: State): Row | undefined {
  const contacts = state.collection('contacts')
  const candidates = getSearchIndex(contacts).findByText(vatId)
  return contacts.page(0, 1, { candidates, matches: (contact) => contact.vatId === vatId }).rows[0]
}

/** As the registry writes names: in capitals, without accents. */
const toCapitals = (value: unknown): string => foldAccents(asText(value)).toUpperCase()
