import type { Faker } from '@faker-js/faker'

/** A moment of working hours on a day. */
export const momentOf = (day: string, minutes: number): string => {
  const hour = String(6 + Math.floor(minutes / 60)).padStart(2, '0')
  return `${day}T${hour}:${String(minutes % 60).padStart(2, '0')}:00+00:00`
}

/** For `momentOf`: from 6 to 15 o'clock in UTC. */
export const WORKDAY = { min: 0, max: 539 }

const TWO_YEARS = 730

/** Days of the last two years, as ages. The oldest is first. */
export const agesOf = (count: number, faker: Faker): number[] =>
  Array.from({ length: count }, () => faker.number.int({ max: TWO_YEARS - 1 })).sort((one, other) => other - one)

/** The age of a record of the year before those two: one of so many, in their order. */
export const earlierAge = (index: number, count: number): number => TWO_YEARS + 365 - Math.floor((index * 365) / count)

/** Different elements of a list, or all of a shorter one. Faker's own way copies the list, however long it is. */
export function someOf<T>(list: readonly T[], count: number, faker: Faker): T[] {
  const chosen = new Set<T>()
  while (chosen.size < Math.min(count, list.length)) chosen.add(faker.helpers.arrayElement(list))
  return [...chosen]
}
