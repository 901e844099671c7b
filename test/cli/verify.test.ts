import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type LocalServer, sendJson, startLocalServer } from '../support/local-server.ts'
import { runProgram, start } from './program.ts'

const TOKEN = 'Qf7-secret_token.of+nobody/9Zk2Vw8'
const MARK = 'zq7marker'

let mock: Mock
/** Forwards to the mock, and adds a field to each contact whose value must not be printed. */
let proxy: LocalServer
beforeAll(async () => {
  mock = await startMock({ rows: 40 })
  proxy = await startLocalServer(async ({ method, target, headers, body }, response) => {
    const { authorization = '' } = headers
    const forwarded = await fetch(mock.url + target, {
      method,
      headers: { accept: 'application/json', authorization, ...(body === '' ? {} : { 'content-type': 'application/json' }) },
      ...(body === '' || method === 'GET' ? {} : { body }),
    })
    const json = forwarded.status === 204 ? undefined : await forwarded.json()
    if (target.startsWith('/v1/contacts?')) for (const row of json.data ?? []) row.loyalty = `${MARK} ${authorization}`
    const limits = Object.fromEntries([...forwarded.headers].filter(([name]) => name.startsWith('x-ratelimit')))
    if (json === undefined) response.writeHead(forwarded.status, limits).end()
    else sendJson(response, json, forwarded.status, limits)
  })
})
beforeEach(() => mock.reset())
afterAll(async () => {
  await proxy.close()
  await mock.close()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'billit-verify-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const env = { BILLIT_TOKEN: TOKEN, BILLIT_LOG: 'debug', BILLIT_BASE_URL: 'http://127.0.0.1:9/v1' }

const verify = (url: string, cwd: string, ...flags: string[]) =>
  runProgram(['verify', '--base-url', `${url}/v1`, ...flags], { cwd, env })

test('finds nothing in the mock, and writes a report', async () => {
  const cwd = folder()
  const { code, stdout, stderr } = await verify(mock.url, cwd)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ {2}GET {4}\/invoices\/\{uuid\} +200$/m)
  expect(stdout).toMatch(/\n(\d\d) requests, 0 findings\.\nWrote billit-verify\.md and billit-verify\.json: paths/)
  expect(mock.requests.every(({ method }) => method === 'GET')).toBe(true)
  expect(mock.requests.length).toBeLessThanOrEqual(60)
  expect(readdirSync(cwd)).toEqual(['billit-verify.json', 'billit-verify.md'])
  expect(readFileSync(join(cwd, 'billit-verify.md'), 'utf8')).toContain(
    '- Does GET accept filters and paging in a JSON body? Yes.',
  )
})

test('prints findings and changes without values or tokens, and exits with 1', async () => {
  const cwd = folder()
  const finding = 'GET /contacts 200 data[].loyalty: undeclared field, string'
  const last = { kind: 'billit-io verify', environment: 'another URL', date: '2026-11-23', findings: [] }
  writeFileSync(join(cwd, 'billit-verify.json'), JSON.stringify(last))
  const { code, stdout, stderr } = await verify(proxy.url, cwd)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '1 finding: attach billit-verify.md to an issue.\n' })
  expect(stdout).toContain(`\n${finding} (`)
  expect(stdout).toMatch(/\nSince 2026-11-23: 1 new, 0 gone\.\n/)
  const report = readFileSync(join(cwd, 'billit-verify.md'), 'utf8') + readFileSync(join(cwd, 'billit-verify.json'), 'utf8')
  expect(report).toContain(`- new: \`${finding}\``)
  const names = mock.rows('contacts').map(({ company }) => String(company))
  for (const secret of [MARK, TOKEN, ...names]) expect(stdout + stderr + report).not.toContain(secret)
})

test('--write --yes creates test records and deletes them', async () => {
  const before = ['invoices', 'contacts', 'tags', 'payments'].map((resource) => mock.rows(resource))
  const { code, stdout, stderr } = await verify(mock.url, folder(), '--write', '--yes')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ {2}POST {3}\/invoices +201$/m)
  expect(['invoices', 'contacts', 'tags', 'payments'].map((resource) => mock.rows(resource))).toEqual(before)
})

test('Ctrl-C with --write deletes the test records and reports an incomplete run', async () => {
  const before = mock.rows('contacts')
  const cwd = folder()
  const program = start(['verify', '--write', '--yes', '--base-url', `${mock.url}/v1`], { cwd, env })
  await program.printed(/POST {3}\/contacts +201/)
  const { code, stderr } = await program.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 3, stderr: 'The run is incomplete. The report has the results so far.\n' })
  expect(mock.rows('contacts')).toEqual(before)
})

test.each(['billit-verify.json', 'billit-verify.md'])('does not overwrite a file that is not a report: %s', async (name) => {
  const cwd = folder()
  writeFileSync(join(cwd, name), '{"mine":true}')
  expect(await verify(mock.url, cwd)).toEqual({
    code: 3,
    stdout: '',
    stderr: `${name} is not a report of billit-io verify. Move or rename it, or choose another folder with --out.\n`,
  })
  expect(readdirSync(cwd)).toEqual([name])
  expect((await verify(mock.url, cwd, '--out', 'reports')).code).toBe(0)
  expect(readdirSync(join(cwd, 'reports'))).toEqual(['billit-verify.json', 'billit-verify.md'])
})

test('sends nothing if the report could not be written', async () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'file'), '')
  const before = mock.requests.length
  const { code, stdout, stderr } = await verify(mock.url, cwd, '--out', 'file/reports')
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(/^Cannot write a report to file\/reports: ENOTDIR.*--out, or use --json\.\n$/)
  expect(mock.requests.length).toBe(before)
})

test('prints a report that it cannot save after the run', async () => {
  const cwd = folder()
  const program = start(['verify', '--base-url', `${mock.url}/v1`, '--out', 'reports'], { cwd, env })
  await program.printed(/GET/)
  rmSync(join(cwd, 'reports'), { recursive: true })
  const { code, stdout, stderr } = await program.ended
  expect(code).toBe(3)
  expect(stdout).toContain('# Billit API and OpenAPI document')
  expect(stderr).toMatch(/^The report above could not be saved: ENOENT.*\n$/)
})

test('--json prints the report as JSON, and writes no file', async () => {
  const cwd = folder()
  const { code, stdout } = await verify(proxy.url, cwd, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'billit-io verify', findings: [{ path: 'data[].loyalty' }] })
  expect(readdirSync(cwd)).toEqual([])
})

test('exits with 2 without a token', async () => {
  const { code, stderr } = await runProgram(['verify', '--base-url', mock.url], { cwd: folder() })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^Missing API token: .*BILLIT_TOKEN.*\n$/)
})

test('prints one line if the server is unreachable', async () => {
  const { code, stderr } = await verify('http://127.0.0.1:9', folder())
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: 'No response. Check the URL and your network connection.\n',
  })
})
