import { expect, test } from 'vitest'
import { findUnaccepted } from '../../scripts/advisories.ts'

const advisory = (id: string, severity: string) => ({
  ...{ name: 'left-pad', severity, title: 'Pads too far' },
  url: `https://github.com/advisories/${id}`,
})
const report = {
  vulnerabilities: {
    'left-pad': { via: [advisory('GHSA-1111-aaaa-bbbb', 'high'), advisory('GHSA-2222-aaaa-bbbb', 'moderate')] },
    parent: { via: ['left-pad', advisory('GHSA-3333-aaaa-bbbb', 'critical')] },
  },
}
const HIGH = 'high: left-pad: Pads too far (https://github.com/advisories/GHSA-1111-aaaa-bbbb)'
const CRITICAL = 'critical: left-pad: Pads too far (https://github.com/advisories/GHSA-3333-aaaa-bbbb)'

test('an audit fails on high and critical advisories only', () => {
  expect(findUnaccepted({}, [], '2026-11-29')).toEqual([])
  expect(findUnaccepted(report, [], '2026-11-29')).toEqual([HIGH, CRITICAL])
})

test('an advisory is accepted with a reason, until a day', () => {
  const accepted = { id: 'GHSA-1111-aaaa-bbbb', reason: 'Only the tests call it.', until: '2026-11-29' }
  expect(findUnaccepted(report, [accepted], '2026-11-29')).toEqual([CRITICAL])
  expect(findUnaccepted(report, [accepted], '2026-11-30')).toEqual([HIGH, CRITICAL])
  expect(findUnaccepted(report, [{ ...accepted, reason: '' }], '2026-11-29')).toEqual([HIGH, CRITICAL])
  expect(findUnaccepted(report, [{ ...accepted, id: '' }], '2026-11-29')).toEqual([HIGH, CRITICAL])
})
