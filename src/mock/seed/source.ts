/** Where the data set takes its chances from: one seed, one set. */
import type { Faker, LocaleDefinition } from '@faker-js/faker'
import { faker as german } from '@faker-js/faker/locale/de'
import { faker as greek } from '@faker-js/faker/locale/el'
import { faker as british } from '@faker-js/faker/locale/en_GB'

export interface Source {
  greek: Faker
  german: Faker
  british: Faker
  /** Keys only, so that they repeat whatever else is drawn. */
  keys: Faker
  /** The day on which the records end. */
  today: string
}

/** A locale's module exports no class, only the one faker that others may use too, with a seed of their own. */
const Own = greek.constructor as new (options: { locale: LocaleDefinition }) => Faker

export function sourceOf(seed: number, today = '2026-11-24'): Source {
  // Each its own chances: two fakers with one seed would give companies of two countries the same digits.
  const own = ({ rawDefinitions: locale }: Faker, place: number): Faker => {
    const faker = new Own({ locale })
    faker.seed([seed, place])
    return faker
  }
  return { greek: own(greek, 1), german: own(german, 2), british: own(british, 3), keys: own(greek, 4), today }
}
