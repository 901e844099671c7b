/**
 * Seconds that the server asks to wait: `Retry-After` (seconds or an HTTP date), else `X-RateLimit-Reset` (epoch
 * seconds). `undefined` where it does not ask.
 *
 * @param now Milliseconds. Used only where the server does not send its own time in `Date`: clocks differ.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const wait = headers.get('Retry-After')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(wait)) return Number(wait)
  const sent = Date.parse(headers.get('Date') ?? '')
  const current = Number.isNaN(sent) ? now : sent
  // Only a date begins with a day's name: JavaScript would read `-5` as a day in 2001.
  const until = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).* GMT$/.test(wait) ? Date.parse(wait) : Number.NaN
  if (!Number.isNaN(until)) return Math.max(0, (until - current) / 1000)
  const reset = headers.get('X-RateLimit-Reset')?.trim() ?? ''
  return /^\d+$/.test(reset) ? Math.max(0, Number(reset) - current / 1000) : undefined
}
