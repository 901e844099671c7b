import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { type Program, runProgram, type Settings, start } from './program.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'billit-cli-docs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The reference on a free port, and its address once it is there. */
async function startDocs(args: string[], settings?: Settings): Promise<{ program: Program; url: string }> {
  const program = start(['docs', '--port', '0', ...args], settings)
  const [, url = ''] = await program.printed(/^(http:\S+) shows .*Ctrl-C stops it\.\n/s)
  return { program, url }
}

const read = async (url: string) => (await fetch(url)).text()

/** What is left there. Redocly leaves a cache of its code. */
const ours = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('billit-'))

/** What an open page hears. Each call waits for the next message. */
async function listen(url: string): Promise<() => Promise<string | undefined>> {
  const { body } = await fetch(`${url}_reload`)
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => (await reader?.read())?.value
  await next()
  return next
}

/** A document of a reader's own, in two files, beside something else. */
function ownDocument(): { cwd: string; part: string } {
  const cwd = temporaryFolder()
  mkdirSync(join(cwd, 'api'))
  const part = join(cwd, 'api/pets.yaml')
  const info = { title: 'Pets', version: '1.0.0' }
  writeFileSync(
    join(cwd, 'openapi.json'),
    JSON.stringify({ openapi: '3.1.0', info, paths: { '/pets': { $ref: 'api/pets.yaml' } } }),
  )
  writeFileSync(part, 'get:\n  summary: All pets\n  responses:\n    "200":\n      description: Pets.\n')
  return { cwd, part }
}

test('in a clone it shows the sources of the document, and says where', async () => {
  const { program, url } = await startDocs([])
  expect(await (await fetch(`${url}openapi.json`)).json()).toMatchObject({
    openapi: '3.1.1',
    info: { title: expect.any(String) },
  })
  const html = await read(url)
  expect(html).toContain('<title>Billit API reference</title>')
  expect(html).toContain('Create an invoice')
  expect(html).toContain("new EventSource('/_reload')")
  const { code, stdout, stderr } = await program.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(
    `${url} shows spec/, and loads again when it changes.\n${url}try/index.html sends requests, and a mock answers them at ${url}v1.\n\nCtrl-C stops it.\n\n`,
  )
})

test('the page to try it out asks the mock on the same port', async () => {
  const { url } = await startDocs([])
  const html = await read(`${url}try/index.html`)
  expect(html).toContain('<meta name="billit-server" content="/v1">')
  const billit = new Billit({ token: 'any', baseUrl: `${url}v1`, rateLimit: false })
  expect((await billit.account.get()).email).toContain('@')
  const { data } = await billit.invoices.list({ perPage: 1 })
  const { permalink = '', number } = data[0] ?? {}
  expect(new URL(permalink).origin).toBe(new URL(url).origin)
  expect(await read(permalink)).toContain(String(number))
  await billit.tags.delete(301)
  // A broken connection is passed on.
  await fetch(`${url}_mock/fail`, { method: 'POST', body: '{"disconnect": true}' })
  await expect(fetch(`${url}v1/tags`, { headers: { Authorization: 'Bearer any' } })).rejects.toThrow('fetch failed')
})

test('--no-mock leaves the answers to a mock of the reader', async () => {
  const { program, url } = await startDocs(['--no-mock'])
  expect(await read(`${url}try/index.html`)).toContain('<meta name="billit-server" content="http://localhost:4010/v1">')
  expect((await fetch(`${url}v1/tags`)).status).toBe(404)
  expect((await program.stop('SIGINT')).stdout).toContain(`${url}try/index.html sends requests.\n`)
})

test('where it is installed it shows the document of the package', async () => {
  const folder = temporaryFolder()
  for (const name of ['package.json', 'src', 'generated']) cpSync(join(project, name), join(folder, name), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  const file = join(folder, 'generated/openapi.json')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('Create an invoice', 'Make an invoice'))
  const { url } = await startDocs([], { script: join(folder, 'src/cli/billit.ts'), cwd: folder })
  expect(await read(url)).toContain('Make an invoice')
})

test('a change of any file of --spec reaches the open page, and a broken one does not', async () => {
  const { cwd, part } = ownDocument()
  const TMPDIR = temporaryFolder()
  const { program, url } = await startDocs(['--spec', 'openapi.json'], { cwd, env: { TMPDIR } })
  expect(await read(url)).toContain('All pets')
  const heard = await listen(url)
  const text = readFileSync(part, 'utf8')

  writeFileSync(part, text.replace('All pets', 'Every pet'))
  expect(await heard()).toBe('data: changed\n\n')
  expect(await read(url)).toContain('Every pet')

  writeFileSync(part, text.replace('description: Pets.', '$ref: "nowhere.yaml"'))
  await program.printed(/\nopenapi\.json has changed, but the pages stay as they were:\n.*nowhere\.yaml/s)
  expect(await read(url)).toContain('Every pet')

  // As editors save: a new file takes the old one's name.
  writeFileSync(`${part}~`, text.replace('All pets', 'Each pet'))
  renameSync(`${part}~`, part)
  expect(await heard()).toBe('data: changed\n\n')
  expect(await read(url)).toContain('Each pet')

  // The page is still open.
  const { code, stdout, stderr } = await program.stop('SIGTERM')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^openapi\.json has changed: built again\.$/gm)).toHaveLength(2)
  expect(ours(TMPDIR)).toEqual([])
})

test('settings of the folder that it is started in have no say', async () => {
  const { cwd } = ownDocument()
  writeFileSync(join(cwd, 'redocly.yaml'), 'extends: [nothing-of-this-name]\n')
  const { url } = await startDocs(['--spec', 'openapi.json'], { cwd })
  expect(await read(url)).toContain('All pets')
})

test('a document that cannot be read ends it, with what Redocly says', async () => {
  const { cwd, part } = ownDocument()
  rmSync(part)
  const { code, stdout, stderr } = await runProgram(['docs', '--port', '0', '--spec', 'openapi.json'], { cwd })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^openapi\.json cannot be shown:\n.*pets\.yaml/s)
  expect(stderr).not.toContain('    at ')
})

test('Ctrl-C while it is built', async () => {
  const TMPDIR = temporaryFolder()
  const program = start(['docs', '--port', '0'], { env: { TMPDIR } })
  // It has begun: its folder is there.
  await expect.poll(() => ours(TMPDIR).length, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(await program.stop('SIGINT')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(ours(TMPDIR)).toEqual([])
})

test('a port that is taken', async () => {
  const other = await startLocalServer((_, response) => sendJson(response, {}))
  onTestFinished(() => other.close())
  const { port } = new URL(other.url)
  const { cwd } = ownDocument()
  expect(await runProgram(['docs', '--spec', 'openapi.json', '--port', port], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} of 127.0.0.1 is taken: choose another one with --port, or a free one with --port 0.\n`,
  })
})
