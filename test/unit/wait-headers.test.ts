import { expect, test } from 'vitest'
import { retryAfter as secondsToWait } from '../../src/http/wait-headers.ts'
import { onEveryMachine } from './machine-zones.ts'

const retryAfter = (headers: Headers, now: number, status = 429) => secondsToWait({ status, headers }, now)

const NOW = Date.parse('2026-11-22T10:00:00Z')
const IN_90_SECONDS = 'Sun, 22 Nov 2026 10:01:30 GMT'

test.each<[string, Record<string, string>, number | undefined]>([
  ['nothing', {}, undefined],
  ['seconds', { 'Retry-After': '30' }, 30],
  ['seconds between spaces', { 'Retry-After': ' 30 ' }, 30],
  ['no wait', { 'Retry-After': '0' }, undefined],
  ['an hour', { 'retry-after': '3600' }, 3600],
  ['an HTTP date', { 'Retry-After': IN_90_SECONDS }, 90],
  ['an HTTP date that has passed', { 'Retry-After': 'Sun, 22 Nov 2026 09:00:00 GMT' }, undefined],
  ['a reset in epoch seconds', { 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 20],
  ['a reset that has passed', { 'X-RateLimit-Reset': String(NOW / 1000 - 20) }, undefined],
  ['both: Retry-After wins', { 'Retry-After': '5', 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 5],
  ['both, no wait', { 'Retry-After': '0', 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, undefined],
  ['both, the first unreadable', { 'Retry-After': 'soon', 'X-RateLimit-Reset': String(NOW / 1000 + 20) }, 20],
  ['an empty one', { 'Retry-After': '' }, undefined],
  ['a word', { 'Retry-After': 'soon' }, undefined],
  ['a reset that is a word', { 'X-RateLimit-Reset': 'soon' }, undefined],
  ['seconds, repeated by a proxy', { 'Retry-After': '5, 10' }, 10],
  ['an HTTP date, repeated', { 'Retry-After': `Sun, 22 Nov 2026 10:00:30 GMT, ${IN_90_SECONDS}` }, 90],
  ['seconds that last for decades', { 'Retry-After': '1000000000' }, 1_000_000_000],
  ['a date of 1970', { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' }, undefined],
  ['a date of 9999', { 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' }, (Date.UTC(9999, 11, 31, 23, 59, 59) - NOW) / 1000],
  ['a reset in milliseconds since 1970', { 'X-RateLimit-Reset': String(NOW + 20_000) }, 20],
  ['a reset in seconds to come', { 'X-RateLimit-Reset': '42' }, 42],
  ['a reset in just below 100,000,000 seconds', { 'X-RateLimit-Reset': '99999999' }, 99_999_999],
  ['a reset in the second 100,000,000 of 1970 and after', { 'X-RateLimit-Reset': '100000000' }, undefined],
  ['a reset in the year 5138', { 'X-RateLimit-Reset': '100000000000' }, 100_000_000_000 - NOW / 1000],
  ['a reset in the millisecond 100,000,000,001', { 'X-RateLimit-Reset': '100000000001' }, undefined],
  ['an HTTP date that does not exist', { 'Retry-After': 'Sun, 99 Nov 2026 10:00:00 GMT' }, undefined],
  ['a date that does not exist, and one that does', { 'Retry-After': `Sun, 99 Nov 2026 10:00:00 GMT, ${IN_90_SECONDS}` }, 90],
  ['a reset below zero', { 'X-RateLimit-Reset': '-5' }, undefined],
])('%s', (_name, headers, seconds) => {
  expect(retryAfter(new Headers(headers), NOW)).toBe(seconds)
})

test.each<[string, Record<string, string>]>([
  ['an HTTP date', { 'Retry-After': IN_90_SECONDS }],
  ['a reset', { 'X-RateLimit-Reset': String(NOW / 1000 + 90) }],
])("%s is relative to the server's clock, if the response has a Date", (_name, headers) => {
  const response = new Headers({ Date: 'Sun, 22 Nov 2026 10:00:00 GMT', ...headers })
  expect(retryAfter(response, NOW + 3_600_000)).toBe(90)
})

// Date.parse() reads each as a day in 2001, which would mean no wait.
test.each(['-5', '+3', '5, x', '7 8', '1/2'])('ignores %j', (value) => {
  expect(retryAfter(new Headers({ 'Retry-After': value }), NOW)).toBeUndefined()
})

test.each<[number, Record<string, string>, number | undefined]>([
  [503, { 'X-RateLimit-Remaining': '12' }, undefined],
  [503, { 'X-RateLimit-Remaining': '0' }, 20],
  [503, {}, undefined],
  [429, { 'X-RateLimit-Remaining': '12' }, 20],
])('%i with %j: uses the reset only if the rate limit was exceeded', (status, headers, seconds) => {
  const reset = { 'X-RateLimit-Reset': String(NOW / 1000 + 20) }
  expect(retryAfter(new Headers({ ...reset, ...headers }), NOW, status)).toBe(seconds)
})

onEveryMachine(() => {
  test('parses an HTTP date as GMT', () => {
    expect(retryAfter(new Headers({ 'Retry-After': IN_90_SECONDS }), NOW)).toBe(90)
  })
})
