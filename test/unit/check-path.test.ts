import { posix } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPath } from '../../src/http/encode.ts'
import { InvalidArgumentError } from '../../src/index.ts'

const BASES = ['https://api.sandbox-billit.xyz/v1', 'http://127.0.0.1:4010', 'https://proxy.example/a/b/v1']

const accepted = (path: string): boolean => {
  try {
    return checkPath(path) === path
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgumentError)
    return false
  }
}

/** Texts with characters that have a meaning in a URL, or that browsers and servers remove or convert. */
const DANGEROUS = [
  ...['/', '//', '\\', '.', '..', '...', '%2e', '%2E', '%252e', '%2f', '%2F', '%5c', '%5C', '%00', '%09', '%', '%zz', ';', ';/'],
  ...[
    '?',
    '#',
    '@',
    ':',
    ':80',
    '[::1]',
    '\t',
    '\n',
    '\r',
    '\0',
    ' ',
    '\u3002',
    '\uFF0F',
    '\uFF0E',
    '\u2024',
    '\u202E',
    '\uD800',
  ],
  ...['invoices', 'a', '1', '-', '_', '~', 'evil.example', 'http:', 'https://evil.example', 'é', '😀', '{', '}', '|', '^', '`'],
]
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...DANGEROUS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
)
const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)

test('keeps an accepted path unchanged and below the base URL', () => {
  let passed = 0
  fc.assert(
    fc.property(fc.oneof(path, path.map(decodeSafely)), fc.constantFrom(...BASES), (candidate, base) => {
      if (!accepted(candidate)) return
      passed++
      const [url, below] = [new URL(base + candidate), new URL(base)]
      expect(url.origin).toBe(below.origin)
      expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', ''])
      expect(url.href, 'nothing was resolved').toBe(base + candidate)
      // A server may decode the path before it resolves it.
      const root = below.pathname.replace(/\/$/, '')
      const seen = posix.normalize(root + decodeSafely(candidate))
      expect(seen.startsWith(`${root}/`), seen).toBe(true)
    }),
    { numRuns: 5000 },
  )
  expect(passed, 'paths that were accepted').toBeGreaterThan(200)
})

test('accepts a path of letters, digits and dashes', () => {
  const segment = fc.stringMatching(/^[\w~-][\w.~-]{0,20}$/)
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      expect(checkPath(`/${segments.join('/')}`)).toBe(`/${segments.join('/')}`)
    }),
  )
})

test.each([
  ...['', 'invoices', '.', '..', '/..', '/../v2', '/a/..', '/a/../b', '/./a', '/%2e%2e/a', '/.%2E', '/a/%2e', '//evil.example'],
  ...['/a//b', '/a\\b', '/\\evil.example', '/a%2f..', '/a%5Cb', '/a?b=1', '/a#b', '/a b', '/a\n', '/\t/evil.example', '/é'],
  ...['https://evil.example/', '@evil.example', ':80/', '.evil.example/'],
])('rejects %j', (candidate) => {
  expect(accepted(candidate)).toBe(false)
})

test.each([null, undefined, 5, {}, ['/invoices'], new URL('http://127.0.0.1/invoices')])('rejects %j', (candidate) => {
  // JavaScript callers can pass this.
  expect(accepted(candidate as string)).toBe(false)
})

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
