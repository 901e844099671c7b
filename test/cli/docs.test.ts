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
import { describe, expect, onTestFinished, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { type Program, runProgram, type Settings, start } from './program.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'billit-cli-docs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Serves the reference on a free port, and returns its URL. */
async function startDocs(args: string[], settings?: Settings): Promise<{ program: Program; url: string }> {
  const program = start(['docs', '--port', '0', ...args], settings)
  const [, url = ''] = await program.printed(/^Serving [^\n]+ at (http:\S+)\n.*Press Ctrl-C to stop\.\n/s)
  return { program, url }
}

const read = async (url: string) => (await fetch(url)).text()

/** Our files in a temporary folder, where Redocly also leaves a cache. */
const ownFiles = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('billit-'))

/** Listens like an open page. Each call of the result waits for the next message. */
async function listenForReload(url: string): Promise<() => Promise<string | undefined>> {
  const { body } = await fetch(`${url}_reload`)
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => (await reader?.read())?.value
  await next()
  return next
}

/** Writes another OpenAPI document, in two files. */
function writeDocument(): { cwd: string; part: string } {
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

test('serves the sources of the document in a clone, and prints the URLs', async () => {
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
    `Serving spec/ at ${url}\nTry it out: ${url}try/index.html, with a mock at ${url}v1\nOpen pages reload after a change.\n\nPress Ctrl-C to stop.\n\n`,
  )
})

test('serves a mock on the same port for "Try it out"', async () => {
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
  // A closed connection is forwarded.
  const json = { 'Content-Type': 'application/json' }
  await fetch(`${url}_mock/fail`, { method: 'POST', headers: json, body: '{"disconnect": true}' })
  await expect(fetch(`${url}v1/tags`, { headers: { Authorization: 'Bearer any' } })).rejects.toThrow('fetch failed')
})

test('--no-mock starts no mock, and points "Try it out" to port 4010', async () => {
  const { program, url } = await startDocs(['--no-mock'])
  expect(await read(`${url}try/index.html`)).toContain('<meta name="billit-server" content="http://localhost:4010/v1">')
  expect((await fetch(`${url}v1/tags`)).status).toBe(404)
  expect((await program.stop('SIGINT')).stdout).toContain(`Try it out: ${url}try/index.html\n`)
})

test('serves the pages of the package where it is installed, without Redocly', async () => {
  const folder = temporaryFolder()
  for (const name of ['package.json', 'src', 'generated']) cpSync(join(project, name), join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'dist/reference/try'), { recursive: true })
  writeFileSync(join(folder, 'dist/reference/index.html'), '<head></head>The built reference.')
  writeFileSync(join(folder, 'dist/reference/try/index.html'), 'The page that sends requests.')
  // The packages that the build bundles.
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(join(project, 'node_modules')).filter((each) => each !== '@redocly' && !each.startsWith('.'))) {
    symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name))
  }
  const { program, url } = await startDocs([], { script: join(folder, 'src/cli/billit.ts'), cwd: folder })
  expect(await read(url)).toContain('The built reference.')
  expect(await read(`${url}openapi.json`)).toBe(readFileSync(join(folder, 'generated/openapi.json'), 'utf8'))
  const billit = new Billit({ token: 'any', baseUrl: `${url}v1`, rateLimit: false })
  expect((await billit.account.get()).email).toContain('@')
  const { stdout } = await program.stop('SIGINT')
  expect(stdout).toBe(
    `Serving the Billit API reference at ${url}\nTry it out: ${url}try/index.html, with a mock at ${url}v1\n\nPress Ctrl-C to stop.\n\n`,
  )
})

test('reloads open pages after a change of any file of --spec, unless the build fails', async () => {
  const { cwd, part } = writeDocument()
  const TMPDIR = temporaryFolder()
  const { program, url } = await startDocs(['--spec', 'openapi.json'], { cwd, env: { TMPDIR } })
  expect(await read(url)).toContain('All pets')
  const nextMessage = await listenForReload(url)
  const text = readFileSync(part, 'utf8')

  writeFileSync(part, text.replace('All pets', 'Every pet'))
  expect(await nextMessage()).toBe('data: changed\n\n')
  expect(await read(url)).toContain('Every pet')

  writeFileSync(part, text.replace('description: Pets.', '$ref: "nowhere.yaml"'))
  await program.printed(/\nopenapi\.json changed, but the pages could not be rebuilt:\n.*nowhere\.yaml/s)
  expect(await read(url)).toContain('Every pet')

  // Editors save like this: they rename a new file.
  writeFileSync(`${part}~`, text.replace('All pets', 'Each pet'))
  renameSync(`${part}~`, part)
  expect(await nextMessage()).toBe('data: changed\n\n')
  expect(await read(url)).toContain('Each pet')

  // The page is still open.
  const { code, stdout, stderr } = await program.stop('SIGTERM')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^openapi\.json changed, and the pages are rebuilt\.$/gm)).toHaveLength(2)
  expect(ownFiles(TMPDIR)).toEqual([])
})

test('ignores a redocly.yaml in the working directory', async () => {
  const { cwd } = writeDocument()
  writeFileSync(join(cwd, 'redocly.yaml'), 'extends: [nothing-of-this-name]\n')
  const { url } = await startDocs(['--spec', 'openapi.json'], { cwd })
  expect(await read(url)).toContain('All pets')
})

test('prints the message of Redocly and exits with 1 if a document cannot be read', async () => {
  const { cwd, part } = writeDocument()
  rmSync(part)
  const { code, stdout, stderr } = await runProgram(['docs', '--port', '0', '--spec', 'openapi.json'], { cwd })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^Cannot build the reference from openapi\.json:\n.*pets\.yaml/s)
  expect(stderr).not.toContain('    at ')
})

describe('--spec with a document that someone else wrote', () => {
  const writeSpec = (description: object, name = 'openapi.json') => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'api'))
    writeFileSync(join(cwd, 'secret.yaml'), 'type: string\ndescription: a-secret-of-this-machine\n')
    symlinkSync(join(cwd, 'secret.yaml'), join(cwd, 'api/link.yaml'))
    const schema = { 200: { description: 'Pets.', content: { 'application/json': { schema: description } } } }
    const document = {
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1.0.0' },
      paths: { '/pets': { get: { summary: 'All pets', responses: schema } } },
    }
    writeFileSync(join(cwd, 'api', name), JSON.stringify(document))
    return { cwd, file: join('api', name) }
  }

  test.each(['../secret.yaml', './../secret.yaml#/', 'link.yaml', join('..', 'api', 'link.yaml')])(
    'does not read %s, outside its folder, without a flag',
    async ($ref) => {
      const { cwd, file } = writeSpec({ $ref })
      const { code, stdout, stderr } = await runProgram(['docs', '--port', '0', '--spec', file], { cwd })
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('is outside the folder of the document')
      expect(stderr).toContain('--allow-external-refs')
      expect(stderr).not.toContain('a-secret-of-this-machine')
    },
  )

  test('does not read an escaped reference either', async () => {
    const { cwd, file } = writeSpec({ type: 'string' })
    const path = join(cwd, file)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"type":"string"', '"\\u0024ref":"../secret.yaml"'))
    const { code, stderr } = await runProgram(['docs', '--port', '0', '--spec', file], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('is outside the folder of the document')
  })

  test('requests no URL without a flag', async () => {
    const other = await startLocalServer((_, response) => sendJson(response, { type: 'string' }))
    onTestFinished(() => other.close())
    const { cwd, file } = writeSpec({ $ref: `${other.url}/pet.json` })
    const { code, stderr } = await runProgram(['docs', '--port', '0', '--spec', file], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('--allow-external-refs')
    expect(other.requests).toEqual([])
  })

  test('reads both with --allow-external-refs', async () => {
    const { cwd, file } = writeSpec({ $ref: '../secret.yaml' })
    const { url } = await startDocs(['--spec', file, '--allow-external-refs'], { cwd })
    expect(await read(url)).toContain('a-secret-of-this-machine')
  })

  test('shows a <meta> element in a description as text', async () => {
    const evil = 'Pets. <meta http-equiv="refresh" content="0;url=https://evil.example/">'
    const { cwd, file } = writeSpec({ type: 'string', description: `${evil} ${evil.toUpperCase()}` })
    const { url } = await startDocs(['--spec', file], { cwd })
    expect((await read(url)).match(/<meta [^>]*(refresh|evil)/gi)).toBeNull()
  })
})

test('passes no variable of the API to Redocly', async () => {
  const { cwd } = writeDocument()
  const preload = join(cwd, 'preload.cjs')
  const output = join(cwd, 'environment.txt')
  writeFileSync(preload, `require('node:fs').appendFileSync(${JSON.stringify(output)}, JSON.stringify(process.env) + '\\n')`)
  const env = { BILLIT_TOKEN: 'token-of-a-reader', BILLIT_LOG: 'debug', NODE_OPTIONS: `--require ${preload}` }
  await startDocs(['--spec', 'openapi.json'], { cwd, env })
  const [own, ...children] = readFileSync(output, 'utf8').trim().split('\n')
  expect(own).toContain('token-of-a-reader')
  expect(children.length).toBeGreaterThan(1)
  expect(children.join()).not.toContain('BILLIT_')
})

test('Ctrl-C during the build removes the temporary files', async () => {
  const TMPDIR = temporaryFolder()
  const program = start(['docs', '--port', '0'], { env: { TMPDIR } })
  // The build has started, because its folder exists.
  await expect.poll(() => ownFiles(TMPDIR).length, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(await program.stop('SIGINT')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(ownFiles(TMPDIR)).toEqual([])
})

test('exits with 1 if the port is in use', async () => {
  const other = await startLocalServer((_, response) => sendJson(response, {}))
  onTestFinished(() => other.close())
  const { port } = new URL(other.url)
  const { cwd } = writeDocument()
  expect(await runProgram(['docs', '--spec', 'openapi.json', '--port', port], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} on 127.0.0.1 is already in use. Choose another port with --port, or use --port 0 for a free one.\n`,
  })
})
