import { isAfm } from '../../core/afm.ts'
import { foldAccents } from '../../core/text.ts'
import { loadPeer, MOCK } from '../../tools/peers.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { text } from '../values.ts'
import { searchIndex } from './search-index.ts'

/** VAT numbers with a right check digit for which the mock's registry answers with an error. The README lists them. */
export const GSIS_ERRORS: Record<string, string> = {
  '999000006': 'Ο ΑΦΜ δεν βρέθηκε.',
  '999000018': 'Ο ΑΦΜ είναι απενεργοποιημένος.',
  '999000020': 'Η υπηρεσία της ΑΑΔΕ δεν είναι διαθέσιμη.',
}

const NOTHING = {
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
export async function lookUp(vatId: string, state: State): Promise<Row> {
  const error = isAfm(vatId) ? GSIS_ERRORS[vatId] : 'Ο ΑΦΜ δεν είναι έγκυρος.'
  if (error) return { ...NOTHING, afm: vatId, error }
  const { greekCompany, sourceOf } = await loadPeer(MOCK, async () => ({
    ...(await import('../seed/people.ts')),
    ...(await import('../seed/source.ts')),
  }))
  const known = knownCompany(vatId, state)
  const company = known ?? greekCompany(sourceOf(Number(vatId)).greek)
  return {
    ...NOTHING,
    company: capitals(company.company),
    alias: capitals(company.alias),
    object: capitals(company.profession),
    afm: vatId,
    doy: text(company.taxOffice),
    address: capitals(company.streetAddress),
    city: capitals(company.city),
    postcode: text(company.postalCode),
    companytype: capitals(text(company.company).split(' ').at(-1)).replaceAll('.', ''),
    status: 'ΕΝΕΡΓΟΣ ΑΦΜ',
  }
}

/** The newest contact that has the number. */
function knownCompany(vatId: string, state: State): Row | undefined {
  const contacts = state.collection('contacts')
  const candidates = searchIndex(contacts).containing(vatId)
  return contacts.page(0, 1, { candidates, keeps: (contact) => contact.vatId === vatId }).rows[0]
}

/** As the registry writes names: in capitals, without accents. */
const capitals = (value: unknown): string => foldAccents(text(value)).toUpperCase()
