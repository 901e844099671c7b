import { afterAll, beforeAll, describe, expect } from 'vitest'

/** Time zones west of Greenwich, at Greenwich and east of Athens, with their `getTimezoneOffset()` in January. */
const MACHINES = [
  ['America/Los_Angeles', 480],
  ['UTC', 0],
  ['Asia/Tokyo', -540],
] as const

/** Runs the tests in three time zones of the machine, on which no result may depend. */
export function onEveryMachine(tests: () => void): void {
  describe.each(MACHINES)('on a machine in %s', (zone, minutes) => {
    const { TZ } = process.env
    beforeAll(() => {
      process.env.TZ = zone
      expect(new Date('2026-01-15T12:00:00Z').getTimezoneOffset(), 'the zone took effect').toBe(minutes)
    })
    afterAll(() => {
      if (TZ === undefined) delete process.env.TZ
      else process.env.TZ = TZ
    })
    tests()
  })
}
