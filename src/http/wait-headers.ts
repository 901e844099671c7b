/** Reads the headers by which a server asks a client to wait. */
import { numberIn } from '../core/headers.ts'

/** A larger number of seconds is a point in time, not a length of time: it is more than three years. */
const MAX_DELTA_SECONDS = 100_000_000
/** A larger number is a point in time in milliseconds: as seconds, it would be after the year 5000. */
const MAX_EPOCH_SECONDS = 100_000_000_000

/**
 * Seconds that the server asks the client to wait. `Retry-After` (seconds or an HTTP date) comes first. `X-RateLimit-Reset` is
 * used only where the limit is the reason: on a 429, or when no requests are left. `undefined` if the server asks for no wait.
 *
 * @param now Milliseconds since 1970. Used only if the server sends no `Date` header: clocks differ.
 */
export function retryAfter({ status, headers }: { status: number; headers: Headers }, now: number): number | undefined {
  const current = dateIn(headers, 'Date') ?? now
  const until = dateIn(headers, 'Retry-After')
  const asked = numberIn(headers, 'Retry-After') ?? (until === undefined ? undefined : (until - current) / 1000)
  const isLimited = status === 429 || numberIn(headers, 'X-RateLimit-Remaining') === 0
  const seconds = asked ?? (isLimited ? secondsToReset(headers, current) : undefined)
  return seconds !== undefined && seconds > 0 ? seconds : undefined
}

/** Servers send the reset as seconds from now, as seconds since 1970, or as milliseconds since 1970. */
function secondsToReset(headers: Headers, current: number): number | undefined {
  const reset = numberIn(headers, 'X-RateLimit-Reset')
  if (reset === undefined || reset < MAX_DELTA_SECONDS) return reset
  return (reset > MAX_EPOCH_SECONDS ? reset / 1000 : reset) - current / 1000
}

/**
 * A header's date in milliseconds since 1970. The latest one, if the header is repeated. Only texts that end in GMT are dates:
 * JavaScript would read `-5` as a day in 2001.
 */
export function dateIn(headers: Headers, name: string): number | undefined {
  const dates = (headers.get(name) ?? '').match(/[A-Z][a-z]{2,8}, [^,]*? GMT/g) ?? []
  const times = dates.map((date) => Date.parse(date)).filter((time) => !Number.isNaN(time))
  return times.length > 0 ? Math.max(...times) : undefined
}
