import { expect, test } from 'vitest'
import { contactFromGsis } from '../../src/mydata/index.ts'
import { prismClient } from '../contract/prism-client.ts'

test.each([
  [
    'company',
    {
      isCompany: true,
      customerType: 1,
      country: 'GR',
      company: 'ΝΥΧΤΕΡΙΝΟ ΦΩΣ Α.Ε.',
      vatId: '523456110',
      profession: 'ΧΟΝΔΡΙΚΟ ΕΜΠΟΡΙΟ ΦΩΤΙΣΤΙΚΩΝ',
      taxOffice: 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ',
      streetAddress: 'ΣΤΑΔΙΟΥ 5',
      city: 'ΑΘΗΝΑ',
      postalCode: '10562',
    },
  ],
  ['nameOnly', { isCompany: true, customerType: 1, country: 'GR', company: 'ΧΑΡΤΙΚΑ ΠΛΑΚΑΣ', vatId: '556789442' }],
])('what the document shows as %s becomes a contact that can be created', async (example, draft) => {
  const billit = prismClient()
  const record = await billit.gsis.lookup('523456110', { headers: { Prefer: `example=${example}` } })
  expect(contactFromGsis(record)).toEqual(draft)
  const { response } = await billit.contacts.create(contactFromGsis(record)).withResponse()
  expect(response.headers.get('sl-violations')).toBeNull()
})

test("the registry's own names are read too, and tidied up", () => {
  const record = {
    afm: 'EL523456110 ',
    onomasia: 'ΝΥΧΤΕΡΙΝΟ  ΦΩΣ Α.Ε.   ',
    firm_act_descr: 'ΧΟΝΔΡΙΚΟ ΕΜΠΟΡΙΟ',
    doy_descr: 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ',
    postal_address: 'ΣΤΑΔΙΟΥ             ',
    postal_address_no: '5   ',
    postal_area_description: 'ΑΘΗΝΑ',
    postal_zip_code: 10562,
  }
  expect(contactFromGsis(record)).toEqual({
    isCompany: true,
    customerType: 1,
    country: 'GR',
    company: 'ΝΥΧΤΕΡΙΝΟ ΦΩΣ Α.Ε.',
    vatId: '523456110',
    profession: 'ΧΟΝΔΡΙΚΟ ΕΜΠΟΡΙΟ',
    taxOffice: 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ',
    streetAddress: 'ΣΤΑΔΙΟΥ 5',
    city: 'ΑΘΗΝΑ',
    postalCode: '10562',
  })
  expect(contactFromGsis({ ...record, postal_address_no: '0' }).streetAddress).toBe('ΣΤΑΔΙΟΥ')
  expect(contactFromGsis({ ...record, streetAddress: 'ΕΡΜΟΥ 12', company: ' ', city: null }).streetAddress).toBe('ΕΡΜΟΥ 12')
  expect(contactFromGsis({ ...record, company: ' ' }).company).toBe('ΝΥΧΤΕΡΙΝΟ ΦΩΣ Α.Ε.')
})

test('what is not there is left out, whatever else comes', () => {
  const empty = { isCompany: true, customerType: 1, country: 'GR', company: '' }
  expect(contactFromGsis({})).toEqual(empty)
  const odd = { company: null, vatId: '', profession: [], city: { name: 'ΑΘΗΝΑ' }, taxOffice: true, deactivation_flag: '1' }
  // A server sends what it likes.
  expect(contactFromGsis(odd as never)).toEqual(empty)
})
