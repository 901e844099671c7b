import { beforeEach, expect, test, vi } from 'vitest'
import { Billit, ConfigurationError } from '../../src/index.ts'

beforeEach(() => {
  for (const name of ['BILLIT_TOKEN', 'BILLIT_ENVIRONMENT', 'BILLIT_BASE_URL']) vi.stubEnv(name, '')
})

const token = 'smoke-token'
const ADDRESS = "pass an address such as 'https://api.sandbox-billit.xyz/v1' or 'http://127.0.0.1:4010'."

/** What a caller without types may pass, and all that it is told. */
const mistakes: Array<[mistake: string, options: object, message: string]> = [
  ['no token', {}, 'There is no token: pass `token`, or set BILLIT_TOKEN. Create one in the web app under Settings > API.'],
  [
    'a token with a line break',
    { token: 'secret\n' },
    'The token is too long, or has a space, a line break or another character that no token has: trim it.',
  ],
  [
    'a file in place of a token',
    { token: 'secret'.repeat(2_000) },
    'The token is too long, or has a space, a line break or another character that no token has: trim it.',
  ],
  ['a token with its scheme', { token: 'Bearer secret' }, "The token must come without 'Bearer ' in front."],
  [
    'an environment that there is not',
    { token, environment: 'staging' },
    "environment must be 'sandbox' or 'production', not 'staging'.",
  ],
  ['an address without its scheme', { token, baseUrl: 'api.billit.io' }, `baseUrl is not an absolute URL: ${ADDRESS}`],
  ['an address of another kind', { token, baseUrl: 'localhost:4010' }, `baseUrl must start with https:// or http://: ${ADDRESS}`],
  ['a time limit in seconds', { token, timeout: '30s' }, "timeout must be a positive number of milliseconds, not '30s'."],
  [
    'a zone that there is not',
    { token, timeZone: 'Athens' },
    "timeZone must be an IANA name such as 'Europe/Athens', not 'Athens'.",
  ],
]

test.each(mistakes)('%s is told in a line that names the cure', (_mistake, options, message) => {
  const make = () => new Billit(options)
  expect(make).toThrow(new ConfigurationError(message))
  expect(message).not.toMatch(/\n|secret/)
})

test('what an environment variable has wrong is told the same way', () => {
  vi.stubEnv('BILLIT_TOKEN', 'secret\r\n')
  expect(() => new Billit()).toThrow(/^The token is too long, or has a space, a line break .*: trim it\.$/)
  vi.stubEnv('BILLIT_TOKEN', token)
  vi.stubEnv('BILLIT_ENVIRONMENT', 'staging')
  expect(() => new Billit()).toThrow("environment must be 'sandbox' or 'production', not 'staging'.")
  vi.stubEnv('BILLIT_BASE_URL', 'api.billit.io')
  expect(() => new Billit()).toThrow(`baseUrl is not an absolute URL: ${ADDRESS}`)
})

test('an environment that cannot be read is none', () => {
  // As Deno does where it may not read it.
  const env = new Proxy(
    {},
    {
      get: (_, name) => {
        throw new Error(`Requires env access to "${String(name)}"`)
      },
    },
  )
  vi.stubGlobal('process', { ...process, env })
  try {
    expect(() => new Billit({ token })).not.toThrow()
    expect(() => new Billit()).toThrow('There is no token')
  } finally {
    vi.unstubAllGlobals()
  }
})
