/** Redaction of a token that the server returns. `test/facade/token-leaks.test.ts` covers every place where it could leak. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BadRequestError, type BillitOptions, type RequestOptions } from '../../src/index.ts'
import { createTestClient, json } from './test-client.ts'

const REDACTED = '[token]'

/** The `body` of the error after the server returns a 400 with the given body. */
async function readErrorBody(body: unknown, options: BillitOptions): Promise<unknown> {
  const error = await createTestClient(() => json(body, 400), options)
    .contacts.get(7)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(BadRequestError)
  return (error as BadRequestError).body
}

test.each([
  ['abcdef', REDACTED],
  // Redacting so short a token would garble ordinary words.
  ['abcde', 'abcde'],
])('shows the token %s as %s', async (token, expected) => {
  expect(await readErrorBody({ message: `for ${token}` }, { token })).toEqual({ message: `for ${expected}` })
})

test('redacts every occurrence, in values and in keys', async () => {
  const token = 'token-of-a-baker'
  expect(await readErrorBody({ [token]: `${token}, ${token}.` }, { token })).toEqual({ [REDACTED]: `${REDACTED}, ${REDACTED}.` })
})

test.each([
  ['escaped by PHP', 'ab\\/cd+ef=gh'],
  ['with JSON escapes', 'ab\\u002fcd\\u002bef\\u003dgh'],
  ['with JSON escapes in upper case', 'ab\\u002Fcd\\u002Bef\\u003Dgh'],
  ['percent-encoded', 'ab%2Fcd%2Bef%3Dgh'],
  ['percent-encoded in lower case', 'ab%2fcd%2bef%3dgh'],
  ['percent-encoded twice', 'ab%252Fcd%252Bef%253Dgh'],
  ['in JSON inside JSON', 'ab\\\\\\/cd+ef=gh'],
  ['with JSON escapes in JSON inside JSON', 'ab\\\\u002fcd\\\\u002bef\\\\u003dgh'],
  ['with decimal HTML entities', 'ab&#47;cd&#43;ef&#061;gh'],
  ['with hexadecimal HTML entities', 'ab&#x2F;cd&#x2b;ef&#x03D;gh'],
])('redacts a token %s', async (_, spelling) => {
  expect(await readErrorBody(`at ${spelling}!`, { token: 'ab/cd+ef=gh' })).toBe(`at ${REDACTED}!`)
})

test('redacts a token with named HTML entities', async () => {
  expect(await readErrorBody('at a&amp;b&lt;c&gt;d&quot;e&apos;f!', { token: `a&b<c>d"e'f` })).toBe(`at ${REDACTED}!`)
})

test.each([
  ['in JSON escapes', (code: string) => `\\u00${code}`],
  ['in JSON escapes in JSON inside JSON', (code: string) => `\\\\\\u00${code}`],
  ['in JavaScript escapes', (code: string) => `\\x${code}`],
  ['percent-encoded', (code: string) => `%${code}`],
  ['percent-encoded three times', (code: string) => `%2525${code}`],
  ['in decimal HTML entities', (code: string) => `&#${Number.parseInt(code, 16)};`],
  ['in hexadecimal HTML entities, escaped again', (code: string) => `&amp;#x${code};`],
])('redacts a token whose letters and digits are all %s', async (_, spell) => {
  const spelled = [...'Token1of/a%41baker'].map((letter) => spell(letter.charCodeAt(0).toString(16))).join('')
  expect(await readErrorBody(`at ${spelled}!`, { token: 'Token1of/a%41baker' })).toBe(`at ${REDACTED}!`)
  expect(await readErrorBody(`at ${spelled.slice(0, -2)}`, { token: 'Token1of/a%41baker' })).toBe(`at ${REDACTED}`)
})

test('redacts a token after a character that could begin an escape', async () => {
  expect(await readErrorBody('a%abcdef12, \\x61abcdef12 and \\abcdef12.', { token: 'abcdef12' })).toBe(
    `a%${REDACTED}, \\x61${REDACTED} and ${REDACTED}.`,
  )
})

test('leaves escapes that spell no token', async () => {
  const text = '100% of \\u0041\\n%41&amp;&#65; &lt;b&gt; C:\\temp\\'
  expect(await readErrorBody(text, { token: 'token-of-a-baker' })).toBe(text)
})

test.each(['\\', '\\u0041', '%', '%25', '%41', '&', '&amp;', '&#0', '&#65;', 'A\\'])(
  'searches a megabyte of %s in linear time',
  async (unit) => {
    const text = unit.repeat(2 ** 20 / unit.length)
    const started = performance.now()
    await readErrorBody(text, { token: `${'A'.repeat(40)}-of-a-baker` })
    // Takes half a second, and hours in quadratic time.
    expect(performance.now() - started).toBeLessThan(15_000)
  },
)

test.each([500, 501, 8000])('redacts a token of %i characters, and leaves the text after it', async (length) => {
  const token = 'k'.repeat(length)
  expect(await readErrorBody(`at ${token}/next and on`, { token })).toBe(`at ${REDACTED}/next and on`)
})

describe('a token truncated at the end of a text', () => {
  const token = 'tok/en-of-a-baker'
  test.each([
    ['tok/en', REDACTED],
    ['tok/en-of-a-bake', REDACTED],
    ['tok%2Fen-of', REDACTED],
    ['tok\\/en-of\\', REDACTED],
    // Five characters reveal too little of a token.
    ['tok/e', 'tok/e'],
  ])('shows %s as %s', async (prefix, expected) => {
    expect(await readErrorBody(`at ${prefix}`, { token })).toBe(`at ${expected}`)
  })

  test('is not redacted in the middle of a text, where its prefix may be any word', async () => {
    expect(await readErrorBody('tok/en-of-a-butcher came', { token })).toBe('tok/en-of-a-butcher came')
  })

  test.each([
    [
      'letters and digits',
      Array.from({ length: 2000 }, (_, index) => `k${index}`)
        .join('')
        .slice(0, 8000),
    ],
    ['other characters', '/+=|'.repeat(2000)],
  ])('is redacted at any length, for a token of 8,000 characters: %s', async (_, token) => {
    for (const length of [400, 500, 1500, 8000]) {
      expect(await readErrorBody(`at ${token.slice(0, length)}`, { token })).toBe(`at ${REDACTED}`)
    }
    expect(await readErrorBody(`at ${token} and on`, { token })).toBe(`at ${REDACTED} and on`)
  })
})

test('redacts the last ten tokens that a token function returned', async () => {
  const tokens = Array.from({ length: 11 }, (_, index) => `token-number-${String.fromCharCode(97 + index)}`)
  const left = [...tokens]
  const token = () => left.shift() ?? 'no-more-tokens'
  const client = createTestClient(() => json({ message: tokens.join(' ') }, 400), { token })
  let error: unknown
  for (const _ of tokens) error = await client.contacts.get(7).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ body: { message: `${tokens[0]} ${Array(10).fill(REDACTED).join(' ')}` } })
})

test.each([
  ['arrays', '[', ']'],
  ['objects', '{"a":', '}'],
])('replaces %s below the 100th level with a note', async (_, open, close) => {
  const text = `${open.repeat(50_000)}1${close.repeat(50_000)}`
  const client = createTestClient(() => new Response(text, { status: 400 }))
  const error = await client.contacts.get(7).catch((thrown: unknown) => thrown)
  expect(JSON.stringify((error as BadRequestError).body)).toBe(
    `${open.repeat(100)}"[deeper levels are left out]"${close.repeat(100)}`,
  )
})

describe('the secrets in custom headers', () => {
  const SECRET = 'gateway-secret-9'

  test.each([
    ['of the client', { headers: { 'X-Gateway-Key': SECRET } }, {}],
    ['under any name', { headers: { 'X-Gateway': SECRET } }, {}],
    ['of the call', {}, { headers: { 'X-Gateway-Key': SECRET } }],
    ['that onRequest adds', { onRequest: ({ headers }) => headers.set('X-Gateway-Key', SECRET) }, {}],
    ['after a scheme', { headers: { 'Proxy-Authorization': `Basic ${SECRET}` } }, {}],
    ['in a cookie', { headers: { Cookie: `lang=el; session=${SECRET}` } }, {}],
  ] satisfies Array<[string, BillitOptions, RequestOptions]>)(
    '%s are redacted in the error and in the log',
    async (_, options, call) => {
      const lines: unknown[] = []
      const log = (...line: unknown[]) => lines.push(line)
      const client = createTestClient(
        () =>
          json({ message: `from ${SECRET}`, echo: [SECRET, encodeURIComponent(SECRET).replaceAll('-', '%2d')] }, 400, {
            'X-Echo': SECRET,
          }),
        { ...options, logger: { debug: log, info: log, warn: log, error: log } },
      )
      const error = await client.contacts.get(7, call).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ body: { message: `from ${REDACTED}`, echo: [REDACTED, REDACTED] } })
      expect(inspect([error, lines], { depth: 9 })).not.toContain(SECRET)
      expect(lines).not.toEqual([])
    },
  )

  test('do not include headers that negotiate the content or identify the request, and words', async () => {
    const headers = { 'Accept-Language': 'el-GR, el', 'X-Request-Id': 'request-number-4711', 'X-Part': 'contacts' }
    const message = 'request-number-4711: no contacts in el-GR, el'
    expect(await readErrorBody({ message }, { headers })).toEqual({ message })
  })

  test('that differ in each call do not push the token out', async () => {
    const token = 'token-of-a-baker'
    const client = createTestClient(() => json({ message: token }, 400), { token })
    const calls = Array.from({ length: 60 }, (_, index) =>
      client.contacts.get(7, { headers: { 'X-Gateway-Token': `nonce-${index}` } }),
    )
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ reason: { body: { message: REDACTED } } })
  })
})
