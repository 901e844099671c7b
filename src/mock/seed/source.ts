/** Where the data set takes its chances from: one seed, one set. */
import type { Faker, LocaleDefinition, Randomizer } from '@faker-js/faker'
import { faker as german } from '@faker-js/faker/locale/de'
import { faker as greek } from '@faker-js/faker/locale/el'
import { faker as british } from '@faker-js/faker/locale/en_GB'
import { seededRandom } from '../random.ts'

export interface Source {
  greek: Faker
  german: Faker
  british: Faker
  /** Keys only, so that they repeat whatever else is drawn. */
  keys: Faker
  /** The chances of one record among many: the same as often as one asks. Use it before asking for another one's. */
  one(index: number): Faker
  /** The day on which the records end. */
  today: string
}

/** A locale's module exports no class, only the one faker that others may use too, with a seed of their own. */
const Own = greek.constructor as new (options: { locale: LocaleDefinition; randomizer: Randomizer }) => Faker

/** Quick to seed, since each invoice has a seed of its own. */
function randomizer(): Randomizer {
  let next = seededRandom(0)
  return {
    next: () => next(),
    seed(seed) {
      next = seededRandom([seed].flat().reduce(mixed, 0))
    },
  }
}

/** Both halves of a number count, since a seed may be larger than 32 bits. */
const mixed = (hash: number, value: number): number =>
  Math.imul(Math.imul(hash ^ value, 0x9e3779b1) ^ Math.floor(value / 2 ** 32), 0x85ebca6b) ^ (hash >>> 15)

export function sourceOf(seed: number, today = '2026-11-24'): Source {
  // Each its own chances: two fakers with one seed would give companies of two countries the same digits.
  const own = ({ rawDefinitions: locale }: Faker, place: number): Faker => {
    const faker = new Own({ locale, randomizer: randomizer() })
    faker.seed([seed, place])
    return faker
  }
  const single = own(greek, 5)
  return {
    greek: own(greek, 1),
    german: own(german, 2),
    british: own(british, 3),
    keys: own(greek, 4),
    one(index) {
      single.seed([seed, 5, index])
      return single
    },
    today,
  }
}
