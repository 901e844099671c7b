/** Builds the application of the page with Next.js, and sends its form. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { type Mock, startMock } from 'billit-io/mock'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const FOLDER = join(import.meta.dirname, 'nextjs')
const NEXT = join(import.meta.dirname, '../node_modules/next/dist/bin/next')
const TOKEN = 'token-that-no-browser-gets'
const LAYOUT = `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>
}
`
let mock: Mock
let server: ChildProcess
let site: string

beforeAll(async () => {
  mock = await startMock({ examples: true, rateLimit: false })
  mkdirSync(join(FOLDER, 'app'), { recursive: true })
  writeFileSync(join(FOLDER, 'app/layout.tsx'), LAYOUT)
  // The packages are two folders above.
  const root = join(import.meta.dirname, '..')
  writeFileSync(join(FOLDER, 'next.config.mjs'), `export default { turbopack: { root: ${JSON.stringify(root)} } }`)
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: mock.url }
  await promisify(execFile)(process.execPath, [NEXT, 'build'], { cwd: FOLDER, env: { ...env, NODE_ENV: 'production' } })
  server = spawn(process.execPath, [NEXT, 'start', '--port', '0'], { cwd: FOLDER, env: { ...env, NODE_ENV: 'production' } })
  site = await new Promise((resolve, reject) => {
    let printed = ''
    server.stdout?.on('data', (text) => {
      printed += text
      const [, url] = /(http:\/\/localhost:\d+)/.exec(printed) ?? []
      if (url && printed.includes('Ready in')) resolve(url)
    })
    server.once('exit', () => reject(new Error(printed)))
  })
})

afterAll(async () => {
  server?.kill()
  await mock?.close()
})

beforeEach(() => mock.reset())

const ROWS = 5
const created = () => mock.rows('invoices').length - ROWS

const address = '/customers/4821/invoice'

test('a double click, a reload and a lost response create one invoice', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '',
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage()
    await page.goto(site + address)
    expect(page.url()).toMatch(/\?key=[\w-]{36}$/)
    const send = async () => {
      await page.getByLabel('Service').fill('Annual hosting')
      await page.getByLabel('Net price').fill('120.50')
      await page.getByRole('button').dblclick()
      const outcome = page.locator('main [role]')
      await outcome.waitFor()
      return outcome.textContent()
    }
    mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
    const first = await send()
    expect(first).toMatch(/^Invoice \d+: PDF$/)
    await page.reload()
    expect(await send()).toBe(first)
    expect(created()).toBe(1)
  } finally {
    await browser.close()
  }
})

test('without JavaScript, an invalid price is reported at its field, and the corrected form creates the invoice', async () => {
  const page = await fetch(site + address)
  const form = readForm(await page.text())
  const send = async (price: string) => {
    const response = await fetch(page.url, {
      method: 'POST',
      body: withValues(form, { 'products.0.details': 'Hosting', 'products.0.price': price }),
    })
    return response.text()
  }
  const refused = await send('free')
  expect(refused).toContain('Correct the fields.')
  expect(refused).toContain('<em>')
  expect(created()).toBe(0)
  expect(await send('120')).toContain('role="status"')
  expect(await send('120')).toContain('role="status"')
  expect(created()).toBe(1)
  expect(await send('130')).toContain('with other values')
  expect(created()).toBe(1)
})

test('neither the token nor the SDK is in the files of the browser', () => {
  const files = readdirSync(join(FOLDER, '.next/static'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n')
  expect(texts).toContain('Create the invoice')
  expect(texts).not.toContain(TOKEN)
  expect(texts).not.toContain('api.billit.io')
})

/** The hidden inputs of the form, among them those with which React finds the action, and the date. */
function readForm(html: string): Array<[string, string]> {
  const inputs = [...html.matchAll(/<input ([^>]*)>/g)].map(([, attributes = '']) => attributes)
  const read = (attributes: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
  const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  return inputs.map((attributes) => [read(attributes, 'name'), decode(read(attributes, 'value'))])
}

function withValues(form: Array<[string, string]>, values: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of form) data.append(name, values[name] ?? value)
  return data
}
