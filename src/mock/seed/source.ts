/** The random choices of the data set. The same seed makes the same set. */
import type { Faker, LocaleDefinition, Randomizer } from '@faker-js/faker'
import { faker as german } from '@faker-js/faker/locale/de'
import { faker as greek } from '@faker-js/faker/locale/el'
import { faker as british } from '@faker-js/faker/locale/en_GB'
import { seededRandom } from '../random.ts'

export interface RandomSource {
  greek: Faker
  german: Faker
  british: Faker
  /** For keys only, so that they repeat whatever else is drawn. */
  keys: Faker
  /** A faker for one record among many. It repeats itself each time it is asked for. Use it before you ask for another one. */
  forRecord(index: number): Faker
  /** The day on which the records end. */
  today: string
}

/** A locale's module exports no class, only the one faker that others may use too, with a seed of their own. */
const FakerClass = greek.constructor as new (options: { locale: LocaleDefinition; randomizer: Randomizer }) => Faker

/** Quick to seed, since each invoice has a seed of its own. */
function createRandomizer(): Randomizer {
  let next = seededRandom(0)
  return {
    next: () => next(),
    seed(seed) {
      next = seededRandom([seed].flat().reduce(mixHash, 0))
    },
  }
}

/** Both halves of a number count, since a seed may be larger than 32 bits. */
const mixHash = (hash: number, value: number): number =>
  Math.imul(Math.imul(hash ^ value, 0x9e3779b1) ^ Math.floor(value / 2 ** 32), 0x85ebca6b) ^ (hash >>> 15)

export function createRandomSource(seed: number, today = '2026-11-24'): RandomSource {
  // Each has a seed of its own: with the same seed, companies of two countries would have the same digits.
  const own = ({ rawDefinitions: locale }: Faker, place: number): Faker => {
    const faker = new FakerClass({ locale, randomizer: createRandomizer() })
    faker.seed([seed, place])
    return faker
  }
  const single = own(greek, 5)
  return {
    greek: own(greek, 1),
    german: own(german, 2),
    british: own(british, 3),
    keys: own(greek, 4),
    forRecord(index) {
      single.seed([seed, 5, index])
      return single
    },
    today,
  }
}

/** A moment of working hours on a day. */
export const timestampOn = (day: string, minutes: number): string => {
  const hour = String(6 + Math.floor(minutes / 60)).padStart(2, '0')
  return `${day}T${hour}:${String(minutes % 60).padStart(2, '0')}:00+00:00`
}

/** For `momentOf`: from 6 to 15 o'clock in UTC. */
export const WORKDAY = { min: 0, max: 539 }

const TWO_YEARS = 730

/** Days of the last two years, as ages. The oldest is first. */
export const randomAges = (count: number, faker: Faker): number[] =>
  Array.from({ length: count }, () => faker.number.int({ max: TWO_YEARS - 1 })).sort((one, other) => other - one)

/** The age of a record of the year before those two: one of so many, in their order. */
export const spreadAge = (index: number, count: number): number => TWO_YEARS + 365 - Math.floor((index * 365) / count)

/** Different elements of a list, or all of a shorter one. Faker's own way copies the list, however long it is. */
export function pickDistinct<T>(list: readonly T[], count: number, faker: Faker): T[] {
  const chosen = new Set<T>()
  while (chosen.size < Math.min(count, list.length)) chosen.add(faker.helpers.arrayElement(list))
  return [...chosen]
}
