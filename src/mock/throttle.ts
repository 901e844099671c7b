const REQUESTS = 60
const MILLISECONDS = 60_000

/** The headers of a request that the limit takes, or of the refusal. */
export interface Throttled {
  refused: boolean
  headers: Record<string, string>
}

/** The real API's limit: 60 requests in a window that opens with the first and does not move. What is refused does not count. */
export function createThrottle(): (token: string) => Throttled {
  const windows = new Map<string, { opened: number; count: number }>()
  return (token) => {
    const now = Date.now()
    const known = windows.get(token)
    const window = known && now < known.opened + MILLISECONDS ? known : { opened: now, count: 0 }
    windows.set(token, window)
    const refused = window.count >= REQUESTS
    if (!refused) window.count += 1
    const headers = { 'x-ratelimit-limit': String(REQUESTS), 'x-ratelimit-remaining': String(REQUESTS - window.count) }
    if (!refused) return { refused, headers }
    const ends = window.opened + MILLISECONDS
    const wait = { 'retry-after': String(Math.ceil((ends - now) / 1000)), 'x-ratelimit-reset': String(Math.ceil(ends / 1000)) }
    return { refused, headers: { ...headers, ...wait } }
  }
}
