const EXPOSED = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After', 'Allow', 'sl-violations']
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** Any page may call the mock, and read what it says about the limit. */
export const CORS_HEADERS: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED.join(', '),
}

/** The answer to a browser's preflight. `*` would not cover `Authorization`, so the names that it asks for are repeated. */
export const preflightHeaders = (requested: string | undefined): Record<string, string> => ({
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': requested ?? 'Authorization, Content-Type, Accept, Prefer',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '600',
  vary: 'Access-Control-Request-Headers',
})
