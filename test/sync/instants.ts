/** Dates and timestamps, and what both databases must make of them. */
import { csvDate } from '../../src/sync/csv.ts'

/** Days around the changes of the clock, in each notation that the API may use. */
export const INSTANTS: string[] = [2024, 2025, 2026, 2027].flatMap((year) =>
  ['03-28', '03-29', '03-30', '03-31', '10-25', '10-26', '10-27', '10-31', '12-31', '02-28'].flatMap((day) => [
    `${year}-${day}`,
    ...['00:00:00', '00:59:59', '01:00:00', '20:59:59', '21:00:00', '21:59:59.999999', '22:00:00'].flatMap((time) =>
      ['Z', '+00:00', '+0000', '-03:00'].map((zone) => `${year}-${day}T${time}${zone}`),
    ),
    `${year}-${day} 21:30:00`,
  ]),
)

/** The days that the CSV has. */
export const athensDays = (): unknown[] => INSTANTS.map(csvDate)
