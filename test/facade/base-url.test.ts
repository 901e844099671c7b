import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, type BillitOptions, ConfigurationError } from '../../src/index.ts'
import { always, connect, serve, TOKEN } from './setup.ts'

beforeEach(() => {
  vi.stubEnv('BILLIT_ENVIRONMENT', '')
  vi.stubEnv('BILLIT_BASE_URL', '')
})

/** Returns the URL that a client requests, without sending anything. */
async function requestedUrl(options: BillitOptions): Promise<string> {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input))
    return Response.json({ data: { id: 7, tag: 'hosting' } })
  }
  await new Billit({ token: TOKEN, rateLimit: false, fetch, ...options }).tags.get(7)
  return asked.join()
}

const SANDBOX = 'https://api.sandbox-billit.xyz/v1/tags/7'
const PRODUCTION = 'https://api.billit.io/v1/tags/7'

describe('environment', () => {
  test('defaults to the sandbox', async () => {
    expect(await requestedUrl({})).toBe(SANDBOX)
    expect(await requestedUrl({ environment: 'sandbox' })).toBe(SANDBOX)
    expect(await requestedUrl({ environment: 'production' })).toBe(PRODUCTION)
  })

  test('uses BILLIT_ENVIRONMENT if no environment is passed', async () => {
    vi.stubEnv('BILLIT_ENVIRONMENT', 'production')
    expect(await requestedUrl({})).toBe(PRODUCTION)
    expect(await requestedUrl({ environment: 'sandbox' })).toBe(SANDBOX)
  })

  test.each(['prod', 'Production', 'live', 'toString'])('rejects %s', (environment) => {
    // JavaScript callers can pass this.
    expect(() => new Billit({ token: TOKEN, environment: environment as 'sandbox' })).toThrow(ConfigurationError)
    vi.stubEnv('BILLIT_ENVIRONMENT', environment)
    expect(() => new Billit({ token: TOKEN })).toThrow(`must be 'sandbox' or 'production', not '${environment}'`)
  })
})

describe('baseUrl', () => {
  test('takes precedence over the environment', async () => {
    const baseUrl = 'https://proxy.example/billit'
    expect(await requestedUrl({ baseUrl, environment: 'production' })).toBe('https://proxy.example/billit/tags/7')
    vi.stubEnv('BILLIT_ENVIRONMENT', 'production')
    expect(await requestedUrl({ baseUrl })).toBe('https://proxy.example/billit/tags/7')
  })

  test('uses BILLIT_BASE_URL if neither baseUrl nor environment is passed', async () => {
    vi.stubEnv('BILLIT_BASE_URL', 'http://127.0.0.1:4010')
    expect(await requestedUrl({})).toBe('http://127.0.0.1:4010/tags/7')
    vi.stubEnv('BILLIT_ENVIRONMENT', 'production')
    expect(await requestedUrl({})).toBe('http://127.0.0.1:4010/tags/7')
    expect(await requestedUrl({ baseUrl: 'http://127.0.0.1:4020' })).toBe('http://127.0.0.1:4020/tags/7')
  })

  test.each(['http://127.0.0.1:4010', 'https://proxy.example', 'not a URL'])(
    'ignores BILLIT_BASE_URL %s if an environment is passed',
    async (url) => {
      vi.stubEnv('BILLIT_BASE_URL', url)
      expect(await requestedUrl({ environment: 'production' })).toBe(PRODUCTION)
      expect(await requestedUrl({ environment: 'sandbox' })).toBe(SANDBOX)
    },
  )

  test.each([
    'http://api.billit.io/v1',
    'http://proxy.example',
    'http://10.0.0.7:4010',
    'http://0.0.0.0:4010',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://notlocalhost',
    'http://[::2]',
    'http://[::ffff:10.0.0.7]',
  ])('rejects %s, which would send the token unencrypted to another machine', async (baseUrl) => {
    const why = 'baseUrl must start with https://, because http:// would send the token unencrypted to another machine'
    expect(() => new Billit({ token: TOKEN, baseUrl })).toThrow(why)
    vi.stubEnv('BILLIT_BASE_URL', baseUrl)
    expect(() => new Billit({ token: TOKEN })).toThrow(why)
    expect(await requestedUrl({ baseUrl: 'https://proxy.example' })).toBe('https://proxy.example/tags/7')
  })

  test.each([
    ['http://localhost:4010', 'http://localhost:4010'],
    ['http://mock.localhost', 'http://mock.localhost'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://0x7f.1:80', 'http://127.0.0.1'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('accepts %s on this machine', async (baseUrl, base) => {
    expect(await requestedUrl({ baseUrl })).toBe(`${base}/tags/7`)
  })

  test.each([
    ['without a slash', ''],
    ['with a slash', '/'],
    ['with several', '///'],
  ])('normalizes the end of the path: %s', async (_what, end) => {
    const { url, requests } = await serve(always({ msg: 'Hello', data: {} }))
    for (const path of ['', '/v1', '/a/b/v1']) {
      const billit = new Billit({ token: TOKEN, baseUrl: `${url}${path}${end}`, rateLimit: false })
      await billit.ping()
      await billit.tags.get(7)
      expect(requests.splice(0).map(({ target }) => target)).toEqual([path === '' ? '/' : path, `${path}/tags/7`])
    }
  })

  test('accepts a URL object and reads it once', async () => {
    const { url, requests } = await serve(always({ data: {} }))
    const baseUrl = new URL(`${url}/v1`)
    const billit = new Billit({ token: TOKEN, baseUrl, rateLimit: false })
    baseUrl.port = '1'
    await billit.tags.get(7)
    expect(requests.map(({ target }) => target)).toEqual(['/v1/tags/7'])
  })

  test.each([
    ['', 'is not an absolute URL'],
    ['api.billit.io/v1', 'is not an absolute URL'],
    ['/v1', 'is not an absolute URL'],
    ['localhost:4010', 'must start with https:// or http://'],
    ['ftp://api.billit.io', 'must start with https:// or http://'],
    ['javascript:alert(1)', 'must start with https:// or http://'],
    ['https://anna:pa55word@api.billit.io', 'must not contain a user name or password'],
    ['https://api.billit.io/v1?key=1', 'must not have a query'],
    ['https://api.billit.io/v1#top', 'must not have a query or a fragment'],
  ])('rejects %j: %s', (baseUrl, why) => {
    const make = () => new Billit({ token: TOKEN, baseUrl })
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(why)
    expect(make).not.toThrow('pa55word')
  })

  test('names an unreachable address in the error', async () => {
    const { billit, server } = await connect(always({}))
    await server.close()
    await expect(billit.ping()).rejects.toThrow(`${server.url}: no response (`)
  })
})

test.each(['http://127.0.0.1:4010/v1?', 'http://127.0.0.1:4010/v1#', 'http://127.0.0.1:4010/v1?#'])(
  '%s is refused: every path would become a query',
  (baseUrl) => {
    expect(() => new Billit({ token: TOKEN, baseUrl })).toThrow('baseUrl must not have a query or a fragment')
  },
)
