const MAX_REQUESTS = 60
const WINDOW_MS = 60_000

/** The state of a token's rate limit after a request. */
export interface Quota {
  isExceeded: boolean
  /** The headers of every response but a 429. */
  headers: Record<string, string>
  /** The headers of a 429. */
  rejectionHeaders: Record<string, string>
}

/**
 * Billit's rate limit: 60 requests in a fixed window that opens with the first request. Rejected requests do not count.
 * If it is not `enforced`, the headers count down too, and a new window opens as soon as the last one is used up.
 */
export function createRateLimit(enforced: boolean) {
  const windows = new Map<string, { opened: number; count: number }>()
  return {
    /** Counts a request. */
    use(token: string): Quota {
      const now = Date.now()
      const last = windows.get(token)
      const isOpen = last && now < last.opened + WINDOW_MS && (enforced || last.count < MAX_REQUESTS)
      const window = isOpen ? last : { opened: now, count: 0 }
      windows.set(token, window)
      const isExceeded = window.count >= MAX_REQUESTS
      if (!isExceeded) window.count += 1
      const end = window.opened + WINDOW_MS
      const limit = { 'x-ratelimit-limit': String(MAX_REQUESTS) }
      return {
        isExceeded,
        headers: { ...limit, 'x-ratelimit-remaining': String(MAX_REQUESTS - window.count) },
        rejectionHeaders: {
          ...limit,
          'x-ratelimit-remaining': '0',
          'retry-after': String(Math.ceil((end - now) / 1000)),
          'x-ratelimit-reset': String(Math.ceil(end / 1000)),
        },
      }
    },

    reset(): void {
      windows.clear()
    },
  }
}
