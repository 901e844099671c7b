import { contactFields, supplierFields } from '../rules/index.ts'
import type { State } from '../state.ts'
import { randomContact, randomSupplier } from './people.ts'
import { createRecordFactory } from './records.ts'
import { earlierTimestamp, type RandomSource } from './source.ts'

/** All contacts are older than the first invoice. */
export function seedContacts(state: State, source: RandomSource, count: number): void {
  const { greek: faker, keys } = source
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const contacts = createRecordFactory(state, 'contacts', keys, contactFields)
  for (let index = 0; index < count; index++) {
    const contact = randomContact(source)
    const randomType = faker.helpers.weightedArrayElement([
      { value: 1, weight: 8 },
      { value: 2, weight: 1 },
      { value: 3, weight: 1 },
    ])
    const body = {
      ...contact,
      // The first contact is a customer, so that there is always one to invoice.
      contactType: index === 0 || contact.isCompany === false ? 1 : randomType,
      enabled: faker.datatype.boolean(0.95),
      discount: faker.helpers.arrayElement([0, 0, 0, 0, 5, 10]),
      tags: faker.helpers.arrayElements(labels, { min: 0, max: 2 }),
    }
    contacts.create({ body, at: earlierTimestamp(source, index, count) })
  }
}

export function seedSuppliers(state: State, source: RandomSource, count: number): void {
  const suppliers = createRecordFactory(state, 'suppliers', source.keys, supplierFields)
  for (let index = 0; index < count; index++) {
    suppliers.create({ body: randomSupplier(source), at: earlierTimestamp(source, index, count) })
  }
}
