/**
 * Seconds that the server asks to wait: `Retry-After` (seconds or an HTTP date), else `X-RateLimit-Reset` (epoch
 * seconds). `undefined` where it does not ask.
 *
 * @param now Milliseconds. Used only where the server does not send its own time in `Date`: clocks differ.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const seconds = numberIn(headers, 'Retry-After')
  if (seconds !== undefined) return seconds
  const current = dateIn(headers, 'Date') ?? now
  const until = dateIn(headers, 'Retry-After') ?? (numberIn(headers, 'X-RateLimit-Reset') ?? Number.NaN) * 1000
  return Number.isNaN(until) ? undefined : Math.max(0, (until - current) / 1000)
}

/** A header that is a number from 0. `undefined` where it is none. */
export function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

/** Milliseconds. Only a date ends so: JavaScript would read `-5` as a day in 2001. */
function dateIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name) ?? ''
  const time = Date.parse(text)
  return / GMT\s*$/.test(text) && !Number.isNaN(time) ? time : undefined
}
