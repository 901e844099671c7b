import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type Site, serveSite } from '../../src/reference/serve.ts'

const PAGE = `<html><head><meta content="script-src 'sha256-x'; connect-src 'none'"></head></html>`

let outside: string
let folder: string
let site: Site

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'billit-docs-'))
  folder = await mkdtemp(join(outside, 'site-'))
  await writeFile(join(outside, 'secret.txt'), 'not for you')
  await writeFile(join(folder, 'index.html'), PAGE)
  await writeFile(join(folder, 'openapi.yaml'), 'openapi: 3.1.1\n')
  site = await serveSite(folder, { port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  await site.close()
  await rm(outside, { recursive: true })
})

test('serves files with their media types, and none from outside the folder', async () => {
  const yaml = await fetch(`${site.url}openapi.yaml`)
  expect([yaml.headers.get('Content-Type'), await yaml.text()]).toEqual(['application/yaml; charset=utf-8', 'openapi: 3.1.1\n'])
  for (const path of ['none.html', '..%2Fsecret.txt', '%2e%2e/secret.txt', '%']) {
    expect([path, (await fetch(site.url + path)).status]).toEqual([path, 404])
  }
})

test('redirects a folder without a trailing slash, and keeps the query', async () => {
  await mkdir(join(folder, 'try'))
  await writeFile(join(folder, 'try', 'index.html'), 'Try it out')
  const response = await fetch(`${site.url}try?operation=createTag`)
  expect([response.status, response.url, await response.text()]).toEqual([
    200,
    `${site.url}try/?operation=createTag`,
    'Try it out',
  ])
  const none = await fetch(`${site.url}no`, { redirect: 'manual' })
  expect(none.status).toBe(404)
})

test('keeps serving after a request with an invalid target', async () => {
  const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
  socket.write('GET // HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  const [response] = await once(socket, 'data')
  expect(String(response)).toMatch(/^HTTP\/1\.1 (200|404) /)
  socket.destroy()
  expect((await fetch(site.url)).status).toBe(200)
})

test('reloads the page on request', async () => {
  const html = await (await fetch(site.url)).text()
  expect(html).toContain("new EventSource('/_reload')")
  expect(html).toContain("connect-src 'self'")
  const { body } = await fetch(`${site.url}_reload`)
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe(': hello\n\n')
  site.reload()
  expect((await reader?.read())?.value).toBe('data: changed\n\n')
  await reader?.cancel()
})

test('forbids other pages to show it in a frame', async () => {
  const { headers } = await fetch(site.url)
  expect([headers.get('content-security-policy'), headers.get('x-frame-options')]).toEqual(["frame-ancestors 'none'", 'DENY'])
})

/** Sends a request with its own Host or Origin, which `fetch` would not. */
const getStatus = async (url: string, headers: Record<string, string>): Promise<number | undefined> => {
  const sent = request(url, { headers }).end()
  const [response] = await once(sent, 'response')
  response.destroy()
  return response.statusCode
}

test('reports changes to pages of this machine only', async () => {
  const reload = `${site.url.replace('localhost', '127.0.0.1')}_reload`
  expect(await getStatus(reload, { Host: 'evil.example' })).toBe(403)
  expect(await getStatus(reload, { Origin: 'https://evil.example' })).toBe(403)
  expect(await getStatus(reload, { Origin: 'http://localhost:4020' })).toBe(200)
})

describe('with an API on the same port', () => {
  let mock: Mock
  let url: string
  beforeEach(async () => {
    mock = await startMock({ examples: true })
    const api = { path: '/v1', owns: (path: string) => !path.endsWith('.html'), fetch: mock.fetch }
    const both = await serveSite(folder, { port: 0, host: '127.0.0.1', api })
    url = both.url.replace('localhost', '127.0.0.1')
    onTestFinished(async () => {
      await Promise.all([both.close(), mock.close()])
    })
  })

  test('keeps pages of other sites from the controls of the mock', async () => {
    const state = `${url}_mock/state`
    expect(await getStatus(state, { Host: 'evil.example' })).toBe(403)
    expect(await getStatus(state, { Origin: 'https://evil.example' })).toBe(403)
    expect(await getStatus(state, { Origin: 'null' })).toBe(403)
    expect(await getStatus(state, { Origin: url.slice(0, -1) })).toBe(200)
  })

  test('stops reading a body that is too large', async () => {
    let sentBytes = 0
    const body = async function* () {
      for (; sentBytes < 200 * 2 ** 20; sentBytes += 2 ** 20) yield new Uint8Array(2 ** 20)
    }
    // The connection may close before the client reads the response.
    // Node's fetch sends an iterable, which the types of the browser lack.
    const options = { method: 'POST', body: body(), duplex: 'half' } as unknown as RequestInit
    const response = await fetch(`${url}v1/contacts`, options).catch(() => undefined)
    expect(response?.status ?? 413).toBe(413)
    expect(sentBytes).toBeLessThan(100 * 2 ** 20)
    expect((await fetch(`${url}v1/tags`)).status).toBe(401)
  })
})
