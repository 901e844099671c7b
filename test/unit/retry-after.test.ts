import { expect, test } from 'vitest'
import { retryAfter } from '../../src/pipeline/retry-after.ts'
import { onEveryMachine } from './machine-zones.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const IN_90_SECONDS = 'Sun, 22 Nov 2026 10:01:30 GMT'

onEveryMachine(() => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ['nothing', {}, undefined],
    ['seconds', { 'Retry-After': '30' }, 30],
    ['seconds between spaces', { 'Retry-After': ' 30 ' }, 30],
    ['no wait', { 'Retry-After': '0' }, 0],
    ['an hour', { 'retry-after': '3600' }, 3600],
    ['an HTTP date', { 'Retry-After': IN_90_SECONDS }, 90],
    ['an HTTP date that has passed', { 'Retry-After': 'Sun, 22 Nov 2026 09:00:00 GMT' }, 0],
    ['a reset in epoch seconds', { 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 20],
    ['a reset that has passed', { 'X-RateLimit-Reset': String(NOW / 1000 - 20) }, 0],
    ['both: Retry-After wins', { 'Retry-After': '5', 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 5],
    ['both, no wait', { 'Retry-After': '0', 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 0],
    ['both, the first unreadable', { 'Retry-After': 'soon', 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 20],
    ['an empty one', { 'Retry-After': '' }, undefined],
    ['a word', { 'Retry-After': 'soon' }, undefined],
    ['a reset that is a word', { 'X-RateLimit-Reset': 'soon' }, undefined],
    ['a reset below zero', { 'X-RateLimit-Reset': '-5' }, undefined],
  ])('%s', (_name, headers, seconds) => {
    expect(retryAfter(new Headers(headers), NOW)).toBe(seconds)
  })

  test.each<[string, Record<string, string>]>([
    ['an HTTP date', { 'Retry-After': IN_90_SECONDS }],
    ['a reset', { 'X-RateLimit-Reset': String(NOW / 1000 + 90) }],
  ])('%s counts from the clock of the server, where it tells its time', (_name, headers) => {
    const answer = new Headers({ Date: 'Sun, 22 Nov 2026 10:00:00 GMT', ...headers })
    expect(retryAfter(answer, NOW + 3_600_000)).toBe(90)
  })

  // JavaScript reads each as a day in 2001, which would mean: no wait.
  test.each(['-5', '+3', '5, 10', '7 8', '1/2'])('%j is not taken for a date', (value) => {
    expect(retryAfter(new Headers({ 'Retry-After': value }), NOW)).toBeUndefined()
  })
})
