import { afterAll, beforeAll, describe, expect } from 'vitest'

/** West of Greenwich, on it, and east of Athens, with what each adds to its clock to get UTC in January, in minutes. */
const MACHINES = [
  ['America/Los_Angeles', 480],
  ['UTC', 0],
  ['Asia/Tokyo', -540],
] as const

/** Runs the tests as on machines in three time zones: no result may depend on it. */
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
