import { getTaxes } from '../rules/index.ts'
import type { State } from '../state.ts'
import { createRecordFactory } from './records.ts'
import { earlierTimestamp, type RandomSource } from './source.ts'
import { ARTICLES, TAGS } from './words.ts'

export function seedTags(state: State, { keys }: RandomSource, count: number): void {
  const tags = createRecordFactory(state, 'tags', keys)
  for (const tag of TAGS.slice(0, count)) tags.create({ body: { tag }, at: '' })
}

export function seedProducts(state: State, source: RandomSource, count: number): void {
  const { greek: faker, keys } = source
  const labels = state.collection('tags').rows.map(({ tag }) => tag)
  const products = createRecordFactory(state, 'products', keys)
  const vats = getTaxes(state)
  // Services and goods alternate, so that two products are one of each.
  for (let index = 0; index < count; index++) {
    const { name, nameSec, price, isService } = ARTICLES[index % ARTICLES.length] as (typeof ARTICLES)[number] // within its length
    const edition = index < ARTICLES.length ? '' : ` ${Math.floor(index / ARTICLES.length) + 1}`
    const [min, max] = price
    const body = {
      name: name + edition,
      description: isService ? 'Σύμφωνα με την προσφορά μας' : 'Με εγγύηση δύο ετών',
      nameSec: nameSec + edition,
      descriptionSec: isService ? 'According to our offer' : 'With a guarantee of two years',
      unitPrice: faker.number.float({ min, max, fractionDigits: 2 }),
      defaultVatId: (vats.find(({ isDefault }) => isDefault === true) ?? vats[0])?.id,
      stock: isService ? 0 : faker.number.int({ max: 120 }),
      withStock: !isService,
      ordering: !isService,
      active: faker.datatype.boolean(0.9),
      isService,
    }
    // The API does not return the tags of a product, but can filter by them.
    const tags = index % 2 === 0 ? [labels[(index / 2) % labels.length]] : []
    products.create({ body, at: earlierTimestamp(source, index, count), changes: () => ({ tags }) })
  }
}
