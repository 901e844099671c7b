/** What an error keeps of the one that caused it, whatever a fetch throws. */
import { expect, test } from 'vitest'
import { ConnectionError } from '../../src/index.ts'
import { settled, virtualClient } from './virtual.ts'

const TOKEN = 'token-of-a-causing-baker'

/** The error of a call whose fetch throws. */
async function errorAfter(thrown: unknown): Promise<ConnectionError> {
  const client = virtualClient(
    () => {
      throw thrown
    },
    { token: TOKEN, maxRetries: 0 },
  )
  const outcome = await settled(client.tags.get(301))
  const error = 'error' in outcome ? outcome.error : undefined
  if (!(error instanceof ConnectionError)) throw new Error('A ConnectionError was expected', { cause: error })
  return error
}

/** An error and its causes, from the outermost. */
const chainOf = (error: unknown): Error[] => (error instanceof Error ? [error, ...chainOf(error.cause)] : [])

const nested = (depth: number) =>
  Array.from({ length: depth }, (_, index) => index)
    .reverse()
    .reduce<Error | undefined>((cause, index) => new Error(`level ${index}`, cause && { cause }), undefined)

test('it keeps the name, message, stack and code of each cause, without the token, and nothing else', async () => {
  const inner = Object.assign(new RangeError(`closed on ${TOKEN}`), { code: `E_${TOKEN}` })
  inner.name = `Odd ${TOKEN}`
  const outer = Object.assign(new TypeError('fetch failed', { cause: inner }), { request: { authorization: `Bearer ${TOKEN}` } })
  const error = await errorAfter(outer)
  expect(error.message).toBe('GET https://billit.example/v1/tags/301: no response (closed on [token]).')
  const [, first, second, ...others] = chainOf(error)
  expect(others).toEqual([])
  expect(first).toMatchObject({ name: 'TypeError', message: 'fetch failed', stack: outer.stack })
  expect(first).not.toHaveProperty('code')
  expect(first).not.toHaveProperty('request')
  expect(second).toMatchObject({ name: 'Odd [token]', message: 'closed on [token]', code: 'E_[token]' })
  expect(second?.stack).toBe(inner.stack?.replaceAll(TOKEN, '[token]'))
  expect(second).not.toHaveProperty('cause')
})

test.each<[string, unknown, string]>([
  ['a text', `gone on ${TOKEN}`, 'gone on [token]'],
  ['a number', 7, '7'],
  ['a text as the cause of an error', new Error('outer', { cause: 'inner' }), 'outer'],
])('%s that is thrown is told as a text', async (_what, thrown, told) => {
  const error = await errorAfter(thrown)
  expect(error.message).toBe(`GET https://billit.example/v1/tags/301: no response (${told}).`)
  if (thrown instanceof Error) expect(error.cause).toHaveProperty('cause', 'inner')
})

test('an error without a name, message or stack', async () => {
  const error = await errorAfter({ code: 'E_NAMELESS' })
  expect(error.message).toContain('no response (E_NAMELESS)')
  expect(error.cause).toMatchObject({ name: 'Error', stack: '', code: 'E_NAMELESS' })
})

test.each([
  [5, 5],
  [6, 6],
  [7, 6],
  [40, 6],
])('of %i causes, it keeps %i', async (depth, kept) => {
  const error = await errorAfter(nested(depth))
  const messages = chainOf(error.cause).map(({ message }) => message)
  expect(messages).toEqual(Array.from({ length: kept }, (_, index) => `level ${index}`))
  expect(error.message).toContain(`no response (level ${kept - 1})`)
})

test('an error that is its own cause', async () => {
  const error = new Error('round and round')
  error.cause = error
  expect(chainOf(await errorAfter(error))).toHaveLength(7)
})
