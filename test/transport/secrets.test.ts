/** How a token that the server sends back is hidden. `test/facade/token-leaks.test.ts` looks at every place where it may come out. */
import { describe, expect, test } from 'vitest'
import { BadRequestError, type BillitOptions } from '../../src/index.ts'
import { json, virtualClient } from './virtual.ts'

const HIDDEN = '[token]'

/** What an error shows of a body in which the server sends the token back. */
async function shown(body: unknown, options: BillitOptions): Promise<unknown> {
  const error = await virtualClient(() => json(body, 400), options)
    .contacts.get(7)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(BadRequestError)
  return (error as BadRequestError).body
}

test.each([
  ['abcdef', HIDDEN],
  // Part of any word: hiding it would garble every message.
  ['abcde', 'abcde'],
])('the token %s is shown as %s', async (token, as) => {
  expect(await shown({ message: `for ${token}` }, { token })).toEqual({ message: `for ${as}` })
})

test('every occurrence in a text is hidden, and in keys too', async () => {
  const token = 'token-of-a-baker'
  expect(await shown({ [token]: `${token}, ${token}.` }, { token })).toEqual({ [HIDDEN]: `${HIDDEN}, ${HIDDEN}.` })
})

test.each([
  ['escaped as PHP does it', 'ab\\/cd+ef=gh'],
  ['escaped as JSON may do it', 'ab\\u002fcd\\u002bef\\u003dgh'],
  ['in capitals', 'ab\\u002Fcd\\u002Bef\\u003Dgh'],
  ['percent-encoded', 'ab%2Fcd%2Bef%3Dgh'],
  ['percent-encoded in small letters', 'ab%2fcd%2bef%3dgh'],
  ['percent-encoded twice', 'ab%252Fcd%252Bef%253Dgh'],
  ['as JSON inside JSON', 'ab\\\\\\/cd+ef=gh'],
  ['escaped as JSON inside JSON', 'ab\\\\u002fcd\\\\u002bef\\\\u003dgh'],
  ['as decimal entities of HTML', 'ab&#47;cd&#43;ef&#061;gh'],
  ['as hexadecimal entities of HTML', 'ab&#x2F;cd&#x2b;ef&#x03D;gh'],
])('%s', async (_, spelling) => {
  expect(await shown(`at ${spelling}!`, { token: 'ab/cd+ef=gh' })).toBe(`at ${HIDDEN}!`)
})

test('as named entities of HTML', async () => {
  expect(await shown('at a&amp;b&lt;c&gt;d&quot;e&apos;f!', { token: `a&b<c>d"e'f` })).toBe(`at ${HIDDEN}!`)
})

test.each([
  [500, '/next'],
  [501, ''],
])('of what follows a token of %i characters, %j is shown', async (length, rest) => {
  const token = 'k'.repeat(length)
  expect(await shown(`at ${token}/next and on`, { token })).toBe(`at ${HIDDEN}${rest} and on`)
})

describe('cut at the end of a text', () => {
  const token = 'tok/en-of-a-baker'
  test.each([
    ['tok/en', HIDDEN],
    ['tok/en-of-a-bake', HIDDEN],
    ['tok%2Fen-of', HIDDEN],
    ['tok\\/en-of\\', HIDDEN],
    // Five letters give nothing away.
    ['tok/e', 'tok/e'],
  ])('%s is shown as %s', async (piece, as) => {
    expect(await shown(`at ${piece}`, { token })).toBe(`at ${as}`)
  })

  test('in the middle, a beginning alone may be any word', async () => {
    expect(await shown('tok/en-of-a-butcher came', { token })).toBe('tok/en-of-a-butcher came')
  })

  test.each([
    [
      'of letters',
      Array.from({ length: 2000 }, (_, index) => `k${index}`)
        .join('')
        .slice(0, 8000),
    ],
    ['of other characters', '/+=|'.repeat(2000)],
  ])('a token of 8,000 characters leaves nothing either: %s', async (_, token) => {
    for (const length of [400, 500, 1500, 8000]) {
      expect(await shown(`at ${token.slice(0, length)}`, { token })).toBe(`at ${HIDDEN}`)
    }
    expect(await shown(`at ${token} and on`, { token })).toBe(`at ${HIDDEN} and on`)
  })
})

test('of tokens that change, the ten that were sent last are remembered, and hidden whichever comes back', async () => {
  const tokens = Array.from({ length: 11 }, (_, index) => `token-number-${String.fromCharCode(97 + index)}`)
  const left = [...tokens]
  const token = () => left.shift() ?? 'no-more-of-them'
  const client = virtualClient(() => json({ message: tokens.join(' ') }, 400), { token })
  let error: unknown
  for (const _ of tokens) error = await client.contacts.get(7).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ body: { message: `${tokens[0]} ${Array(10).fill(HIDDEN).join(' ')}` } })
})

test.each([
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
])('%s nested 50,000 deep are cut off, and say so', async (_, open, close) => {
  const text = `${open.repeat(50_000)}1${close.repeat(50_000)}`
  const client = virtualClient(() => new Response(text, { status: 400 }))
  const error = await client.contacts.get(7).catch((thrown: unknown) => thrown)
  expect(JSON.stringify((error as BadRequestError).body)).toBe(
    `${open.repeat(100)}"[deeper levels are left out]"${close.repeat(100)}`,
  )
})
