/** How an error preserves its cause, for any value that `fetch` throws. */
import { expect, test } from 'vitest'
import { ConnectionError } from '../../src/index.ts'
import { captureOutcome, createTestClient } from './test-client.ts'

const TOKEN = 'token-in-a-cause'

/** The error of a call whose `fetch` throws the given value. */
async function catchError(thrown: unknown): Promise<ConnectionError> {
  const client = createTestClient(
    () => {
      throw thrown
    },
    { token: TOKEN, maxRetries: 0 },
  )
  const outcome = await captureOutcome(client.tags.get(301))
  const error = 'error' in outcome ? outcome.error : undefined
  if (!(error instanceof ConnectionError)) throw new Error('Expected a ConnectionError', { cause: error })
  return error
}

/** An error and its causes, from the outermost to the innermost. */
const listCauses = (error: unknown): Error[] => (error instanceof Error ? [error, ...listCauses(error.cause)] : [])

const nestErrors = (depth: number) =>
  Array.from({ length: depth }, (_, index) => index)
    .reverse()
    .reduce<Error | undefined>((cause, index) => new Error(`level ${index}`, cause && { cause }), undefined)

test('keeps only the redacted name, message, stack and code of each cause', async () => {
  const inner = Object.assign(new RangeError(`closed on ${TOKEN}`), { code: `E_${TOKEN}` })
  inner.name = `Odd ${TOKEN}`
  const outer = Object.assign(new TypeError('fetch failed', { cause: inner }), { request: { authorization: `Bearer ${TOKEN}` } })
  const error = await catchError(outer)
  expect(error.message).toBe('GET https://billit.example/v1/tags/301: no response (closed on [token]).')
  const [, first, second, ...others] = listCauses(error)
  expect(others).toEqual([])
  expect(first).toMatchObject({ name: 'TypeError', message: 'fetch failed', stack: outer.stack })
  expect(first).not.toHaveProperty('code')
  expect(first).not.toHaveProperty('request')
  expect(second).toMatchObject({ name: 'Odd [token]', message: 'closed on [token]', code: 'E_[token]' })
  expect(second?.stack).toBe(inner.stack?.replaceAll(TOKEN, '[token]'))
  expect(second).not.toHaveProperty('cause')
})

test.each<[string, unknown, string]>([
  ['a thrown string', `gone on ${TOKEN}`, 'gone on [token]'],
  ['a thrown number', 7, '7'],
  ['an error whose cause is a string', new Error('outer', { cause: 'inner' }), 'outer'],
])('builds the message from %s', async (_case, thrown, expected) => {
  const error = await catchError(thrown)
  expect(error.message).toBe(`GET https://billit.example/v1/tags/301: no response (${expected}).`)
  if (thrown instanceof Error) expect(error.cause).toHaveProperty('cause', 'inner')
})

test('accepts a thrown object without a name, message or stack', async () => {
  const error = await catchError({ code: 'E_NAMELESS' })
  expect(error.message).toContain('no response (E_NAMELESS)')
  expect(error.cause).toMatchObject({ name: 'Error', stack: '', code: 'E_NAMELESS' })
})

test.each([
  [5, 5],
  [6, 6],
  [7, 6],
  [40, 6],
])('of %i nested causes, keeps %i', async (depth, kept) => {
  const error = await catchError(nestErrors(depth))
  const messages = listCauses(error.cause).map(({ message }) => message)
  expect(messages).toEqual(Array.from({ length: kept }, (_, index) => `level ${index}`))
  expect(error.message).toContain(`no response (level ${kept - 1})`)
})

test('keeps six causes of an error that is its own cause', async () => {
  const error = new Error('round and round')
  error.cause = error
  expect(listCauses(await catchError(error))).toHaveLength(7)
})
