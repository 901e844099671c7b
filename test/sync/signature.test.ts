import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sign } from '../../src/sync/signature.ts'
import { verifySignature } from '../../src/sync/watch.ts'

const BODY = '{"id":"1","after":{"note":"Ά"}}'
const SECRET = 'a secret'
const MINUTE_MS = 60_000

describe('verifySignature', () => {
  test('accepts what the command signs, as text and as bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (body, secret) => {
        const signature = sign(body, secret, Date.now())
        expect(verifySignature(body, signature, secret)).toBe(true)
        expect(verifySignature(Buffer.from(body), signature, secret)).toBe(true)
      }),
    )
  })

  test('is an HMAC-SHA256 of time and body', () => {
    expect(sign('{}', 'secret', 1_700_000_000_999)).toBe(
      't=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163',
    )
  })

  test.each<[string, string, string | undefined, string]>([
    ['another body', `${BODY} `, sign(BODY, SECRET, Date.now()), SECRET],
    ['another secret', BODY, sign(BODY, 'another', Date.now()), SECRET],
    ['an empty secret', BODY, sign(BODY, '', Date.now()), ''],
    ['no signature', BODY, undefined, SECRET],
    ['another form', BODY, sign(BODY, SECRET, Date.now()).replace('v1=', 'v0='), SECRET],
    ['a signature with a changed time', BODY, sign(BODY, SECRET, Date.now()).replace(/t=\d/, 't=9'), SECRET],
    ['an old signature', BODY, sign(BODY, SECRET, Date.now() - 6 * MINUTE_MS), SECRET],
    ['a signature of the future', BODY, sign(BODY, SECRET, Date.now() + 6 * MINUTE_MS), SECRET],
  ])('refuses %s', (_, body, signature, secret) => {
    expect(verifySignature(body, signature, secret)).toBe(false)
  })

  test('accepts an older signature with a larger tolerance', () => {
    const signature = sign(BODY, SECRET, Date.now() - 6 * MINUTE_MS)
    expect(verifySignature(BODY, signature, SECRET, { tolerance: 600 })).toBe(true)
  })
})
