import { expect, test } from 'vitest'
import { InvalidArgumentError } from '../../src/index.ts'
import { contactFromGsis } from '../../src/mydata/index.ts'
import { prismClient } from '../contract/prism-client.ts'

const lamps = {
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
}

const lookup = (example: string) =>
  prismClient().gsis.lookup('523456110', { headers: { Prefer: `code=200, example=${example}` } })

test.each([
  ['company', { ...lamps, alias: 'ΝΥΧΤΕΡΙΝΟ ΦΩΣ' }],
  ['nameOnly', { isCompany: true, customerType: 1, country: 'GR', company: 'ΧΑΡΤΙΚΑ ΠΛΑΚΑΣ', vatId: '556789442' }],
])('builds a valid request body from the example %s', async (example, draft) => {
  const record = await lookup(example)
  expect(contactFromGsis(record)).toEqual(draft)
  const { response } = await prismClient().contacts.create(contactFromGsis(record)).withResponse()
  expect(response.headers.get('sl-violations')).toBeNull()
})

test('rejects an unregistered number with the reason', async () => {
  const record = await lookup('notFound')
  expect(() => contactFromGsis(record)).toThrow(InvalidArgumentError)
  expect(() => contactFromGsis(record)).toThrow(record.error)
  expect(contactFromGsis({ ...record, company: 'ΧΑΡΤΙΚΑ ΠΛΑΚΑΣ' }).company).toBe('ΧΑΡΤΙΚΑ ΠΛΑΚΑΣ')
})

const company = {
  afm: 'EL523456110 ',
  doy: '1159',
  doy_descr: 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ',
  onomasia: 'ΝΥΧΤΕΡΙΝΟ  ΦΩΣ Α.Ε.   ',
  commer_title: null,
  deactivation_flag: '1',
  postal_address: 'ΣΤΑΔΙΟΥ             ',
  postal_address_no: '5   ',
  postal_area_description: 'ΑΘΗΝΑ',
  postal_zip_code: 10562,
}
const trade = { firm_act_descr: 'ΧΟΝΔΡΙΚΟ ΕΜΠΟΡΙΟ ΦΩΤΙΣΤΙΚΩΝ', firm_act_kind: '1' }
const side = { firm_act_descr: 'ΕΠΙΣΚΕΥΗ ΦΩΤΙΣΤΙΚΩΝ', firm_act_kind: '2' }

test.each([
  ['flat', { ...company, ...trade }],
  ['nested, with one activity', { basic_rec: company, firm_act_tab: { item: trade } }],
  ['nested, with the main activity last', { basic_rec: company, firm_act_tab: { item: [side, trade] } }],
  ['nested, with the kind as a number', { basic_rec: company, firm_act_tab: { item: [side, { ...trade, firm_act_kind: 1 }] } }],
])("reads the tax authority's original response, %s", (_, record) => {
  expect(contactFromGsis(record as never)).toEqual(lamps) // the OpenAPI document does not have the authority's fields
})

test('restores the leading zeros of a VAT number', () => {
  expect(contactFromGsis({ afm: 94_259_216 as never }).vatId).toBe('094259216')
  expect(contactFromGsis({ afm: '94259216' }).vatId).toBe('094259216')
})

test('leaves out a house number of 0', () => {
  expect(contactFromGsis({ ...company, postal_address_no: '0' }).streetAddress).toBe('ΣΤΑΔΙΟΥ')
})

test('leaves out missing and invalid fields', () => {
  const empty = { isCompany: true, customerType: 1, country: 'GR', company: '' }
  expect(contactFromGsis({})).toEqual(empty)
  const odd = {
    company: null,
    afm: '',
    object: [],
    city: { name: 'ΑΘΗΝΑ' },
    doy: true,
    basic_rec: 7,
    firm_act_tab: { item: null },
  }
  // A server may return anything.
  expect(contactFromGsis(odd as never)).toEqual(empty)
  expect(contactFromGsis(null as never)).toEqual(empty)
})
