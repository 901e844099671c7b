import { expect, test, vi } from 'vitest'
import { Billit, ConfigurationError } from '../../src/index.ts'
import { always, connect, rejection, serve, TOKEN } from './setup.ts'

const authorization = async (token: string | (() => string | Promise<string>)) => {
  const { billit, server } = await connect(always({ msg: 'Hello' }), { token })
  await billit.ping()
  return server.requests[0]?.headers.authorization
}

test('sends the token as a bearer token', async () => {
  expect(await authorization(TOKEN)).toBe(`Bearer ${TOKEN}`)
})

test('accepts a function that returns the token', async () => {
  expect(await authorization(() => 'from-a-function')).toBe('Bearer from-a-function')
  expect(await authorization(async () => 'from-a-promise')).toBe('Bearer from-a-promise')
})

test('calls the function before every call', async () => {
  const tokens = ['first-token', 'second-token']
  const { billit, server } = await connect(always({ msg: 'Hello' }), { token: () => tokens.shift() ?? '' })
  await billit.ping()
  await billit.ping()
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first-token', 'Bearer second-token'])
})

test('rejects a missing token and names where to create one', () => {
  vi.stubEnv('BILLIT_TOKEN', '')
  for (const options of [undefined, {}, { token: undefined }, { token: '' }]) {
    expect(() => new Billit(options)).toThrow(ConfigurationError)
    expect(() => new Billit(options)).toThrow(/BILLIT_TOKEN.*Settings > API/)
  }
})

test.each([
  ['a line break at the end', 'secret-token\n', /line break/],
  ['a line break inside', 'secret\r\nX-Other: token', /line break/],
  ['a space', 'secret token', /space/],
  ['a letter that headers do not take', 'secret-tokén', /character/],
  ['the scheme', 'Bearer secret-token', /without 'Bearer '/],
  ['the scheme in lower case', 'bearer secret-token', /without 'Bearer '/],
])('rejects %s without showing the token', async (_what, token, message) => {
  const { billit, server } = await connect(always({}), { token: () => token })
  const late = await rejection(billit.ping())
  expect(late).toBeInstanceOf(ConfigurationError)
  const early = thrownBy(() => new Billit({ token }))
  expect(early).toBeInstanceOf(ConfigurationError)
  for (const error of [early, late]) {
    expect(String(error)).toMatch(message)
    expect(String(error)).not.toContain('secret')
  }
  expect(server.requests).toEqual([])
})

test.each([[42], [{}], [true]])('rejects a token of the wrong type: %j', (token) => {
  // JavaScript callers can pass this.
  expect(() => new Billit({ token: token as never })).toThrow(/The token must be a string/)
})

test('sends nothing if the function throws', async () => {
  const vault = new Error('The vault is closed')
  for (const token of [
    () => {
      throw vault
    },
    () => Promise.reject(vault),
  ]) {
    const { billit, server } = await connect(always({}), { token })
    const error = await rejection(billit.contacts.delete(1))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain('The vault is closed')
    expect((error as ConfigurationError).cause).toMatchObject({ message: 'The vault is closed' })
    expect(server.requests).toEqual([])
  }
})

test('sends nothing if the function returns nothing', async () => {
  const { billit, server } = await connect(always({}), { token: () => '' })
  expect(await rejection(billit.ping())).toBeInstanceOf(ConfigurationError)
  expect(server.requests).toEqual([])
})

test('uses BILLIT_TOKEN only if no token is passed', async () => {
  const { url, requests } = await serve(always({ msg: 'Hello' }))
  vi.stubEnv('BILLIT_TOKEN', 'from-the-environment')
  await new Billit({ baseUrl: url }).ping()
  await new Billit({ baseUrl: url, token: 'from-the-options' }).ping()
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer from-the-environment', 'Bearer from-the-options'])
})

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}
