const EXPOSED = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After', 'Allow', 'sl-violations']
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** Any page may call the mock, and read the headers of the rate limit. */
export const CORS_HEADERS: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED.join(', '),
}

/** The headers of the response to a preflight. They echo the requested headers, because `*` does not cover `Authorization`. */
export const preflightHeaders = (requested: string | undefined): Record<string, string> => ({
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': requested ?? 'Authorization, Content-Type, Accept, Prefer',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '600',
  vary: 'Access-Control-Request-Headers',
})
