import { beforeEach, expect, test, vi } from 'vitest'
import { Billit, ConfigurationError } from '../../src/index.ts'

beforeEach(() => {
  for (const name of ['BILLIT_TOKEN', 'BILLIT_ENVIRONMENT', 'BILLIT_BASE_URL']) vi.stubEnv(name, '')
})

const token = 'smoke-token'
const ADDRESS = "pass a URL such as 'https://api.sandbox-billit.xyz/v1' or 'http://127.0.0.1:4010'."

/** Mistakes of JavaScript callers, and the exact messages of their errors. */
const mistakes: Array<[mistake: string, options: object, message: string]> = [
  ['no token', {}, 'Missing API token: pass `token`, or set BILLIT_TOKEN. Create one in the web app under Settings > API.'],
  [
    'a token with a line break',
    { token: 'secret\n' },
    'The token is too long, or contains a space, a line break or another invalid character: trim it.',
  ],
  [
    'a file as a token',
    { token: 'secret'.repeat(2_000) },
    'The token is too long, or contains a space, a line break or another invalid character: trim it.',
  ],
  ['a token with its scheme', { token: 'Bearer secret' }, "The token must come without 'Bearer ' in front."],
  ['an unknown environment', { token, environment: 'staging' }, "environment must be 'sandbox' or 'production', not 'staging'."],
  ['an address without its scheme', { token, baseUrl: 'api.billit.io' }, `baseUrl is not an absolute URL: ${ADDRESS}`],
  ['an address of another kind', { token, baseUrl: 'localhost:4010' }, `baseUrl must start with https:// or http://: ${ADDRESS}`],
  ['a time limit in seconds', { token, timeout: '30s' }, "timeout must be a positive number of milliseconds, not '30s'."],
  ['an unknown time zone', { token, timeZone: 'Athens' }, "timeZone must be an IANA name such as 'Europe/Athens', not 'Athens'."],
  ['a token with its scheme in small letters', { token: 'bearer\tsecret' }, "The token must come without 'Bearer ' in front."],
  [
    'a password in the base URL',
    { token, baseUrl: 'https://:secret@api.billit.io' },
    `baseUrl must not contain a user name or password: ${ADDRESS}`,
  ],
  [
    'a user name in the base URL',
    { token, baseUrl: 'https://secret@api.billit.io' },
    `baseUrl must not contain a user name or password: ${ADDRESS}`,
  ],
  [
    'a base URL whose scheme ends with https',
    { token, baseUrl: 'xhttp://api.billit.io' },
    `baseUrl must start with https:// or http://: ${ADDRESS}`,
  ],
  [
    'a base URL whose scheme starts with http',
    { token, baseUrl: 'https.x://api.billit.io' },
    `baseUrl must start with https:// or http://: ${ADDRESS}`,
  ],
  ['a fetch that is none', { token, fetch: {} }, 'fetch must be a function.'],
  ['onRequest that is none', { token, onRequest: 'log' }, "onRequest must be a function, not 'log'."],
  ['onResponse that is none', { token, onResponse: {} }, 'onResponse must be a function, not an object.'],
  ['onWait that is none', { token, onWait: null }, 'onWait must be a function, not null.'],
  ['a wait that is none', { token, maxWait: -1 }, 'maxWait must be a number of milliseconds from 0, not -1.'],
  ['a wait that is not a number', { token, maxWait: Number.NaN }, 'maxWait must be a number of milliseconds from 0, not NaN.'],
  ['a wait that is a text', { token, maxWait: '5' }, "maxWait must be a number of milliseconds from 0, not '5'."],
  ['a number for a token', { token: 5 }, 'The token must be a string, not number.'],
  // null must not fall back to the default, which is the sandbox or the token of another account.
  ['null for a token', { token: null }, 'The token must be a string, not null.'],
  ['null for an environment', { token, environment: null }, "environment must be 'sandbox' or 'production', not null."],
  ['null for an address', { token, baseUrl: null }, `baseUrl is not an absolute URL: ${ADDRESS}`],
  ['null for a logger', { token, logger: null }, 'logger must be an object such as console, not null.'],
  ['a level for a logger', { token, logger: 'debug' }, "logger must be an object such as console, not 'debug'."],
  [
    'a logger without a level',
    { token, logger: { debug() {}, info() {}, warn() {} } },
    'logger must have the method error(), as console has.',
  ],
  ['invalid HTTP headers', { token, headers: { 'a b': 'secret' } }, 'headers has a name or a value that HTTP does not allow.'],
  [
    'a preflight with a mistyped option',
    { token, preflight: { check() {}, contact: true } },
    "preflight has no option 'contact': did you mean 'contacts'?",
  ],
  [
    'a store without a method',
    { token, idempotencyStore: { read() {}, write() {}, remove() {}, claimed() {} } },
    "idempotencyStore must be an IdempotencyStore such as sqliteStore('invoices.db') of billit-io/idempotency, with the methods read, write, remove, claimed, unsettled, not an object.",
  ],
  [
    'a path as a store',
    { token, idempotencyStore: 'invoices.db' },
    "idempotencyStore must be an IdempotencyStore such as sqliteStore('invoices.db') of billit-io/idempotency, with the methods read, write, remove, claimed, unsettled, not 'invoices.db'.",
  ],
  ...[
    true,
    60,
    null,
    {},
    { acquire: 5 },
    { requests: 0, perMilliseconds: 1 },
    { requests: 1.5, perMilliseconds: 1 },
    { requests: '60', perMilliseconds: 1 },
    () => {},
  ].map((rateLimit, index): [string, object, string] => [
    `rate limit ${index} that is none`,
    { token, rateLimit },
    'rateLimit must be { requests, perMilliseconds }, an object with acquire(), or false.',
  ]),
  [
    'a rate limit with a mistyped option',
    { token, rateLimit: { requests: 60, perMillisecond: 1 } },
    "rateLimit has no option 'perMillisecond': did you mean 'perMilliseconds'?",
  ],
  [
    'a rate limit with an undefined window',
    { token, rateLimit: { requests: 60 } },
    'rateLimit.perMilliseconds must be a positive number of milliseconds, not undefined.',
  ],
  [
    'a rate limit with a window of 0',
    { token, rateLimit: { requests: 60, perMilliseconds: 0 } },
    'rateLimit.perMilliseconds must be a positive number of milliseconds, not 0.',
  ],
]

test.each(mistakes)('throws a one-line message with the cure for %s', (_mistake, options, message) => {
  const make = () => new Billit(options)
  expect(make).toThrow(new ConfigurationError(message))
  expect(message).not.toMatch(/\n|secret/)
})

test('throws the same message for an invalid environment variable', () => {
  vi.stubEnv('BILLIT_TOKEN', 'secret\r\n')
  expect(() => new Billit()).toThrow(/^The token is too long, or contains a space, a line break .*: trim it\.$/)
  vi.stubEnv('BILLIT_TOKEN', token)
  vi.stubEnv('BILLIT_ENVIRONMENT', 'staging')
  expect(() => new Billit()).toThrow("environment must be 'sandbox' or 'production', not 'staging'.")
  vi.stubEnv('BILLIT_BASE_URL', 'api.billit.io')
  expect(() => new Billit()).toThrow(`baseUrl is not an absolute URL: ${ADDRESS}`)
})

test('ignores an environment that cannot be read', () => {
  // Deno throws if the permission is missing.
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
    expect(() => new Billit()).toThrow('Missing API token')
  } finally {
    vi.unstubAllGlobals()
  }
})
