import type { Faker } from '@faker-js/faker'

/** The day on which every data set ends. The real clock would make another set each day. */
const LAST_DAY = Date.UTC(2026, 10, 22)

/** The day so many days before the last one, or after it if negative. */
export const dayBefore = (days: number): string => new Date(LAST_DAY - days * 86_400_000).toISOString().slice(0, 10)

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

/** A moment in the year before those two: the place of one of so many, in their order. */
export const earlier = (index: number, count: number, faker: Faker): string =>
  momentOf(dayBefore(TWO_YEARS + 365 - Math.floor((index * 365) / count)), faker.number.int(WORKDAY))
