import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
