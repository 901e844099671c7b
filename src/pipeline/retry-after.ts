/** Seconds. What the server asks to wait: `Retry-After` (seconds or an HTTP date), else `X-RateLimit-Reset`. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const wait = headers.get('Retry-After')
  if (wait !== null && /^\d+$/.test(wait.trim())) return Number(wait)
  const until = wait === null ? Number.NaN : Date.parse(wait)
  if (!Number.isNaN(until)) return Math.max(0, (until - now) / 1000)
  const reset = headers.get('X-RateLimit-Reset')
  return reset !== null && /^\d+$/.test(reset.trim()) ? Math.max(0, Number(reset) - now / 1000) : undefined
}
