/** Redaction of a token that the server returns. `test/facade/token-leaks.test.ts` covers every place where it could leak. */
import { describe, expect, test } from 'vitest'
import { BadRequestError, type BillitOptions } from '../../src/index.ts'
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
  [500, '/next'],
  [501, ''],
])('after a token of %i characters, leaves %j of the same word', async (length, rest) => {
  const token = 'k'.repeat(length)
  expect(await readErrorBody(`at ${token}/next and on`, { token })).toBe(`at ${REDACTED}${rest} and on`)
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
