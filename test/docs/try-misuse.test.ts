/** The page "Try it out" with invalid input and unexpected responses. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { formatCurl, formatTypeScript } from '../../src/reference/try/code.ts'
import type { Operation } from '../../src/reference/try/model.ts'
import { buildTryPage, TRY_PAGE } from '../../src/reference/try-page.ts'
import { ownDocument } from '../../src/tools/own-document.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { startLocalServer } from '../support/local-server.ts'
import { openPage } from './browser.ts'

test('escapes values in the curl and TypeScript samples', () => {
  const parameters = [{ name: 'id', in: 'path' as const, required: true, description: '', schema: { type: 'integer' } }]
  const operation = {
    id: 'getContact',
    method: 'GET',
    path: '/contacts/{id}',
    sdk: 'contacts.get',
    parameters,
  } as Partial<Operation>
  const complete = operation as Operation
  const request = { path: "/contacts/'%3B(id)", query: { q: "it's" }, body: undefined }
  expect(formatCurl(complete, request, 'http://localhost:4010/v1').split(' \\\n')[0]).toBe(
    `curl 'http://localhost:4010/v1/contacts/'\\''%3B(id)?q=it%27s'`,
  )
  expect(formatTypeScript(complete, { id: "'; run(" }, request)).toContain(`billit.contacts.get("'; run(", {`)
  expect(formatTypeScript(complete, { id: ' 4822 ' }, request)).toContain('billit.contacts.get(4822, {')
})

describe.skipIf(noChromium)('in Chromium', () => {
  let folder: string
  let file: string
  let browser: Browser
  let mock: Mock
  let server: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'billit-try-'))
    await buildTryPage(ownDocument(), folder)
    file = pathToFileURL(join(folder, TRY_PAGE)).href
    browser = await launchChromium()
    mock = await startMock({ examples: true })
    server = `${mock.url}/v1`
  }, 60_000)
  afterAll(async () => {
    await Promise.all([browser?.close(), mock?.close()])
    await rm(folder, { recursive: true })
  })
  beforeEach(() => mock.reset())

  const open = (operation: string, to = server, allowed = mock.url) =>
    openPage(browser, `${file}?${new URLSearchParams({ operation, server: to })}`, { allowed: [allowed] })
  const send = (page: Page) => page.getByRole('button', { name: 'Send' }).click()
  const alert = (page: Page) => page.getByRole('alert')
  const status = (page: Page) => page.locator('.response [role=status]')

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://localhost/v1',
    'https://api.sandbox-billit.xyz/v2',
    'http://localhost:4010@evil.example/v1',
  ])('rejects a link with the server %s', async (to) => {
    const { page, context, problems } = await open('getAccount', to)
    expect(await alert(page).textContent()).toBe(
      `This page sends requests only to http://localhost, http://127.0.0.1 and the sandbox (https://api.sandbox-billit.xyz/v1), not to ${to}. The mock is selected instead.`,
    )
    expect(await page.getByLabel('Mock URL').inputValue()).toBe('http://localhost:4010/v1')
    // Nothing listens at the default address, which the page asks whether it is the mock.
    expect(problems.filter((problem) => !problem.includes('net::ERR_FAILED'))).toEqual([])
    await context.close()
  })

  test.each(['nope', '__proto__', '<img src=x>'])('reports the unknown operation of a link: %s', async (id) => {
    const { page, context, problems } = await open(id)
    expect(await alert(page).textContent()).toBe(`Unknown operation '${id}'.`)
    await page.getByRole('link', { name: 'List tags' }).click()
    expect(await alert(page).count()).toBe(0)
    await page.goBack()
    expect(await alert(page).textContent()).toBe(`Unknown operation '${id}'.`)
    expect(problems).toEqual([])
    await context.close()
  })

  test('rejects a body that is not a JSON object, and keeps working', async () => {
    const { page, context, problems } = await open('createInvoice')
    const body = page.getByLabel('Body, as JSON')
    for (const [text, problem] of [
      ['{ // hello\n}', 'Invalid JSON: invalid comment token.'],
      ['{ "a": 1, }', 'Invalid JSON: property name expected.'],
      ["{ 'a': 1 }", 'Invalid JSON: invalid symbol.'],
      ['', 'Invalid JSON: value expected.'],
      ['[1]', 'The body must be an object'],
      ['null', 'The body must be an object'],
      ['{ "__proto__": 1 }', 'The body is missing the required field invoiceDate'],
      ['['.repeat(20_000), 'The body cannot be validated: Maximum call stack size exceeded.'],
    ] as const) {
      await body.fill(text)
      await expect.poll(() => page.locator('#problems').textContent()).toContain(problem)
      if (!text.startsWith('{ "__')) {
        await send(page)
        expect(await alert(page).textContent()).toMatch(/^The body (is not valid JSON|must be a JSON object)\.$/)
      }
    }
    expect(mock.requests).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })

  test.each(['λέξη', 'two words', 'x'.repeat(20_000)])('rejects an invalid token without showing it: %#', async (token) => {
    const { page, context } = await open('getAccount')
    await page.getByLabel('Token').fill(token)
    await send(page)
    await expect.poll(() => status(page).textContent()).toMatch(/^The token is too long, or contains /)
    expect(await status(page).textContent()).not.toContain(token.slice(0, 9))
    expect(mock.requests).toEqual([])
    await context.close()
  })

  test.each(['..', '.', 'a/b'])('rejects the id %s, which would change the path', async (id) => {
    const { page, context } = await open('getContact')
    await page.locator('#parameter-id').fill(id)
    await send(page)
    expect(await alert(page).textContent()).toBe(`id cannot be '${id}': it would change the path.`)
    expect(mock.requests).toEqual([])
    await context.close()
  })

  test('sends once for two quick clicks', async () => {
    const { page, context } = await open('createContact')
    await page.getByRole('button', { name: 'Send' }).evaluate((button: HTMLButtonElement) => {
      button.click()
      button.click()
    })
    await page.locator('.status').waitFor()
    expect(mock.requests).toHaveLength(1)
    await context.close()
  })

  test('the history restores the server too', async () => {
    const { page, context } = await open('getAccount')
    await send(page)
    await page.locator('.status').waitFor()
    await page.getByRole('combobox', { name: 'Server' }).selectOption('sandbox')
    await page.getByRole('button', { name: /Get the account/ }).click()
    expect(await page.getByLabel('Mock URL').inputValue()).toBe(server)
    expect(new URL(page.url()).searchParams.get('server')).toBe(server)
    await context.close()
  })

  test('a token does not stay when the server changes to the sandbox or from it', async () => {
    const { page, context } = await open('getAccount')
    const choice = page.getByRole('combobox', { name: 'Server' })
    for (const to of ['sandbox', 'mock']) {
      await page.getByLabel('Token').fill('token-of-a-reader')
      await choice.selectOption(to)
      expect(await page.getByLabel('Token').inputValue()).toBe('')
    }
    await context.close()
  })

  const selected = (page: Page) => page.locator('#server-choice option:checked').textContent()

  test('calls a server the mock only after it has identified itself', async () => {
    const named = await open('getAccount')
    await expect.poll(() => selected(named.page)).toBe('Mock on this machine')
    const other = await startLocalServer((_, response) =>
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' }).end('{"data":[]}'),
    )
    const { page, context } = await open('getAccount', `${other.url}/v1`, other.url)
    await expect.poll(() => other.requests.map(({ target }) => target)).toEqual(['/_mock/health'])
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
    await expect.poll(() => selected(page)).toBe('Unknown local server')
    await Promise.all([named.context.close(), context.close(), other.close()])
  })

  test('asks the default server too before it calls it the mock', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const asked = new Promise<Route>((resolve) => context.route('http://localhost:4010/**', resolve))
    await page.goto(file)
    const question = await asked
    expect(question.request().url()).toBe('http://localhost:4010/_mock/health')
    // The server has not responded yet.
    expect(await selected(page)).toBe('Server on this machine')
    await question.abort()
    await expect.poll(() => selected(page)).toBe('Unknown local server')
    await context.close()
  })

  describe('on a page from the web', () => {
    const PAGE = 'https://docs.example/try/index.html'
    /** Opens the page as if it were published. Nothing listens at the default address of the mock. */
    async function openPublished(browserIs: string) {
      const context = await browser.newContext()
      await context.addInitScript(browserIs)
      await context.route('**', (route) =>
        route.request().url() === PAGE ? route.fulfill({ path: fileURLToPath(file) }) : route.abort(),
      )
      const page = await context.newPage()
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      await page.goto(PAGE)
      return { page, context, requests }
    }
    const KNOWS_NO_PERMISSION = "navigator.permissions.query = () => Promise.reject(new TypeError('unknown'))"

    test('connects to this machine only after the reader has sent a request', async () => {
      const { page, context, requests } = await openPublished(KNOWS_NO_PERMISSION)
      expect(await selected(page)).toBe('Server on this machine')
      expect(requests).toEqual([PAGE])
      await send(page)
      await expect.poll(() => requests).toContain('http://localhost:4010/_mock/health')
      await context.close()
    })

    test.each([
      [
        'Safari blocks it',
        "Object.defineProperty(navigator, 'vendor', { get: () => 'Apple Computer, Inc.' })",
        'Safari does not let a page from the web',
      ],
      [
        'Chrome has no permission',
        "navigator.permissions.query = () => Promise.resolve({ state: 'denied' })",
        'Allow it in the settings of this site',
      ],
    ])('reports that %s, and offers a page on this machine', async (_, browserIs, reason) => {
      const { page, context } = await openPublished(browserIs)
      await send(page)
      await expect.poll(() => page.locator('.response').textContent()).toContain(reason)
      expect(await page.locator('.response').textContent()).toContain('npx billit-io docs')
      await context.close()
    })

    test('otherwise reports that no mock is running', async () => {
      const { page, context } = await openPublished(KNOWS_NO_PERMISSION)
      await send(page)
      await expect.poll(() => page.locator('.response').textContent()).toContain('No mock is running at http://localhost:4010/v1')
      await context.close()
    })
  })

  test('asks before it deletes a record of the sandbox', async () => {
    const { page, context, requests } = await open('deleteContact', 'https://api.sandbox-billit.xyz/v1')
    await page.locator('#parameter-id').fill('1')
    await page.getByLabel('Token').fill('token-of-a-reader')
    await send(page)
    expect(await page.getByRole('dialog').textContent()).toContain(
      'in the sandbox? It deletes the record. This cannot be undone.',
    )
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(requests.filter((url) => url.startsWith('https:'))).toEqual([])
    await context.close()
  })

  describe('with another server', () => {
    const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }
    async function openOn(respond: RequestListener) {
      const other = await startLocalServer((request, response) => {
        for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value)
        if (request.method === 'OPTIONS') return response.writeHead(204).end()
        return respond(request as never, response)
      })
      const opened = await open('getAccount', `${other.url}/v1`, other.url)
      await send(opened.page)
      return { ...opened, close: () => Promise.all([opened.context.close(), other.close()]) }
    }

    test('does not show a PDF as text', async () => {
      const { page, close } = await openOn((_, response) =>
        response.writeHead(200, { 'Content-Type': 'application/pdf' }).end(Buffer.from('%PDF-1.7\n\u0000\u00ff')),
      )
      await expect.poll(() => page.locator('.response').textContent()).toContain('The body is not text (application/pdf)')
      expect(await page.locator('.response').textContent()).not.toContain('%PDF')
      await close()
    })

    test('shows HTML as text, and does not run it', async () => {
      const { page, problems, close } = await openOn((_, response) =>
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<b id="evil">Hello</b><script>alert(1)</script>'),
      )
      await expect.poll(() => page.locator('.response').textContent()).toContain('<b id="evil">Hello</b>')
      expect(await page.locator('#evil').count()).toBe(0)
      expect(problems).toEqual([])
      await close()
    })

    test('reports a redirect, and does not follow it', async () => {
      const { page, close } = await openOn((_, response) => response.writeHead(302, { Location: 'https://example.org/' }).end())
      await expect
        .poll(() => status(page).textContent())
        .toContain('responded with a redirect, and this page does not follow redirects')
      await close()
    })

    test('shows ten megabytes within seconds, and copies all of them', async () => {
      const rows = Array.from({ length: 40_000 }, (_, id) => ({ id, company: `Kestrel ${id}`, notes: 'n'.repeat(200) }))
      const { page, context, close } = await openOn((_, response) =>
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ data: rows })),
      )
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.locator('.tree').getByText('40000 items').click()
      await page.getByText('39500 more').waitFor()
      const started = performance.now()
      await page.getByRole('button', { name: 'Show as text' }).click()
      await page.getByText('Only the first 100,000 characters are shown').waitFor()
      expect(performance.now() - started).toBeLessThan(5_000)
      await page.locator('.response').getByRole('button', { name: 'Copy the response body' }).click()
      await page.locator('.response').getByText('Copied').waitFor()
      expect(await page.evaluate('navigator.clipboard.readText().then((text) => JSON.parse(text).data.length)')).toBe(40_000)
      await close()
    })
  })
})
