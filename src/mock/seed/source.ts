/** The random choices of the data set. The same seed gives the same choices. */
import { british, type Faker, german, greek, type LocaleDefinition, type Randomizer } from '../../vendor/faker.ts'
import { subtractDays } from '../clock.ts'
import { seededRandom } from '../random.ts'

export interface RandomSource {
  greek: Faker
  german: Faker
  british: Faker
  /** For keys only, so that they do not depend on other random choices. */
  keys: Faker
  /** A faker for one record, with the same sequence at each call. Only the last one returned is valid: all share one generator. */
  forRecord(index: number): Faker
  /** The date of the newest records. */
  today: string
}

/** A locale's module exports a single faker, which other code may use with its own seed. Its class creates new ones. */
const FakerClass = greek.constructor as new (options: { locale: LocaleDefinition; randomizer: Randomizer }) => Faker

/** A generator that is fast to seed, since each invoice has its own seed. */
function createRandomizer(): Randomizer {
  let next = seededRandom(0)
  return {
    next: () => next(),
    seed(seed) {
      next = seededRandom([seed].flat().reduce(mixHash, 0))
    },
  }
}

/** Mixes in both halves of a number, since a seed may exceed 32 bits. */
const mixHash = (hash: number, value: number): number =>
  Math.imul(Math.imul(hash ^ value, 0x9e3779b1) ^ Math.floor(value / 2 ** 32), 0x85ebca6b) ^ (hash >>> 15)

export function createRandomSource(seed: number, today = '2026-11-24'): RandomSource {
  // Each faker has its own seed. With the same one, companies of two countries would have the same digits.
  const createFaker = ({ rawDefinitions: locale }: Faker, index: number): Faker => {
    const faker = new FakerClass({ locale, randomizer: createRandomizer() })
    faker.seed([seed, index])
    return faker
  }
  const single = createFaker(greek, 5)
  return {
    greek: createFaker(greek, 1),
    german: createFaker(german, 2),
    british: createFaker(british, 3),
    keys: createFaker(greek, 4),
    forRecord(index) {
      single.seed([seed, 5, index])
      return single
    },
    today,
  }
}

/** A timestamp on a date, the given minutes after 6:00 UTC. */
export const timestampOn = (day: string, minutes: number): string => {
  const hour = String(6 + Math.floor(minutes / 60)).padStart(2, '0')
  return `${day}T${hour}:${String(minutes % 60).padStart(2, '0')}:00+00:00`
}

/** The range of minutes for `timestampOn`: working hours, from 6:00 to 15:00 UTC. */
export const WORKDAY = { min: 0, max: 539 }

const TWO_YEARS_IN_DAYS = 730

/** Random days of the last two years, as ages in days, oldest first. */
export const randomAges = (count: number, faker: Faker): number[] =>
  Array.from({ length: count }, () => faker.number.int({ max: TWO_YEARS_IN_DAYS - 1 })).sort((one, other) => other - one)

/** A timestamp in the year before those two. `count` records are spread over that year, in order. */
export const earlierTimestamp = ({ today, greek }: RandomSource, index: number, count: number): string => {
  const age = TWO_YEARS_IN_DAYS + 365 - Math.floor((index * 365) / count)
  return timestampOn(subtractDays(today, age), greek.number.int(WORKDAY))
}

/** Picks distinct elements of a list, or all of a shorter one. Faker's `arrayElements` copies the whole list. */
export function pickDistinct<T>(list: readonly T[], count: number, faker: Faker): T[] {
  const chosen = new Set<T>()
  while (chosen.size < Math.min(count, list.length)) chosen.add(faker.helpers.arrayElement(list))
  return [...chosen]
}
