/** Unsafe calls need an option in a browser. The globals of each runtime are imitated. `test/browser` runs a real browser. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Billit, ConfigurationError } from '../../src/index.ts'
import { always, connect, rejection, UUID } from './setup.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const BROWSER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const asWindow = { [Symbol.toStringTag]: 'Window' }

function imitate(globals: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
}

/** Vitest itself needs `process`, so that only its `versions` are hidden. */
const hideNode = () => vi.stubGlobal('process', Object.create(process, { versions: { value: {} } }))

describe.each<[what: string, globals: Record<string, unknown>]>([
  ['a window', { window: asWindow, navigator: { userAgent: BROWSER_AGENT } }],
  ["a window with a bundler's process", { window: asWindow, navigator: { userAgent: 'Custom WebView' } }],
  ['a worker', { WorkerNavigator: class {}, navigator: { userAgent: BROWSER_AGENT } }],
])('in %s', (_what, globals) => {
  test('an unsafe call is refused, says why, and sends nothing', async () => {
    const { billit, server } = await connect(always({ data: { id: 1 } }))
    imitate(globals)
    hideNode()
    const calls = [
      () => billit.invoices.create({ customerId: 1, invoiceTypeId: 1, invoiceDate: '2026-11-22', products: [] }),
      () => billit.invoices.delete(UUID),
      () => billit.contacts.create({} as never),
      () => billit.request({ method: 'PATCH', path: '/tags' }),
    ]
    for (const call of calls) {
      const error = await rejection(call())
      expect(error).toBeInstanceOf(ConfigurationError)
      expect(error).toMatchObject({ attempts: 0, mayHaveSucceeded: false })
      expect(String(error)).toMatch(/resends.*token.*dangerouslyAllowBrowser: true/)
    }
    expect(server.requests).toEqual([])
  })

  test('a read, and a call that is safe to retry, is sent', async () => {
    const { billit, server } = await connect(always({ data: { id: 1 } }))
    imitate(globals)
    hideNode()
    await billit.tags.get(1)
    await billit.contacts.delete(1)
    expect(server.requests).toHaveLength(2)
  })

  test('dangerouslyAllowBrowser allows the call', async () => {
    const { billit, server } = await connect(always({ data: { id: 1 } }), { dangerouslyAllowBrowser: true })
    imitate(globals)
    hideNode()
    await billit.contacts.create({} as never)
    expect(server.requests).toHaveLength(1)
  })
})

test.each<[what: string, globals: Record<string, unknown>, keepsNode?: boolean]>([
  ['jsdom on Node', { window: asWindow, navigator: { userAgent: 'Mozilla/5.0 (linux) AppleWebKit/537.36 jsdom/26.1.0' } }, true],
  [
    'jsdom without process',
    { window: asWindow, navigator: { userAgent: 'Mozilla/5.0 (linux) AppleWebKit/537.36 jsdom/26.1.0' } },
  ],
  ['happy-dom without process', { window: asWindow, navigator: { userAgent: 'Mozilla/5.0 (X11; Linux x64) HappyDOM/0.0.0' } }],
  ['happy-dom on Bun', { window: asWindow, Bun: { version: '1.4.5' }, navigator: { userAgent: BROWSER_AGENT } }],
  ['a Cloudflare worker', { navigator: { userAgent: 'Cloudflare-Workers' } }],
  ['an old Cloudflare worker', { navigator: undefined }],
])('%s is not a browser', async (_what, globals, keepsNode = false) => {
  const { billit, server } = await connect(always({ data: { id: 1 } }))
  imitate(globals)
  if (!keepsNode) hideNode()
  await billit.contacts.create({} as never)
  expect(server.requests).toHaveLength(1)
})

test('a page of Electron is a browser, although it has the versions of Node', async () => {
  const { billit, server } = await connect(always({ data: { id: 1 } }))
  imitate({ window: asWindow, navigator: { userAgent: BROWSER_AGENT } })
  vi.stubGlobal('process', Object.create(process, { type: { value: 'renderer' } }))
  expect(await rejection(billit.contacts.create({} as never))).toBeInstanceOf(ConfigurationError)
  expect(server.requests).toEqual([])
})

test('dangerouslyAllowBrowser must be a boolean', () => {
  expect(() => new Billit({ token: 'abc', dangerouslyAllowBrowser: 'yes' as never })).toThrow(
    /dangerouslyAllowBrowser must be true or false/,
  )
})
