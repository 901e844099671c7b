const REQUESTS = 60
const WINDOW_MS = 60_000

/** What the rate limit says about a request. */
export interface Quota {
  isUsedUp: boolean
  /** The headers that every answer has. */
  headers: Record<string, string>
  /** The headers of a 429: nothing left, and when to come back. */
  refusal: Record<string, string>
}

/**
 * Billit's limit: 60 requests in a window that opens with the first request and does not move. Refused requests do not count.
 * Without `enforced` the headers count down just the same, and a new window opens when one is used up.
 */
export function createThrottle(enforced: boolean): (token: string) => Quota {
  const windows = new Map<string, { opened: number; count: number }>()
  return (token) => {
    const now = Date.now()
    const known = windows.get(token)
    const isOpen = known && now < known.opened + WINDOW_MS && (enforced || known.count < REQUESTS)
    const window = isOpen ? known : { opened: now, count: 0 }
    windows.set(token, window)
    const isUsedUp = window.count >= REQUESTS
    if (!isUsedUp) window.count += 1
    const ends = window.opened + WINDOW_MS
    const limit = { 'x-ratelimit-limit': String(REQUESTS) }
    return {
      isUsedUp,
      headers: { ...limit, 'x-ratelimit-remaining': String(REQUESTS - window.count) },
      refusal: {
        ...limit,
        'x-ratelimit-remaining': '0',
        'retry-after': String(Math.ceil((ends - now) / 1000)),
        'x-ratelimit-reset': String(Math.ceil(ends / 1000)),
      },
    }
  }
}
