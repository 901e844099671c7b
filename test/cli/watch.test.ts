import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifySignature } from '../../src/sync/watch.ts'
import { type LocalServer, startLocalServer } from '../support/local-server.ts'
import { FakeBillit } from '../sync/fake-billit.ts'
import { type Program, runProgram, start } from './program.ts'

let folder: string
let billit: FakeBillit
let server: LocalServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'billit-watch-'))
  billit = new FakeBillit()
  server = await startLocalServer(async ({ target }, response) => {
    const fake = await billit.fetch(`${server.url}${target}`)
    response.writeHead(fake.status, Object.fromEntries(fake.headers)).end(await fake.text())
  })
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (args: string[], env: Record<string, string> = {}): Program =>
  start(['watch', '--to', 'billit.db', '--rate-limit', 'off', '--share', '1', ...args], {
    cwd: folder,
    env: { BILLIT_TOKEN: 'secret-token', BILLIT_BASE_URL: `${server.url}/v1`, PATH: process.env.PATH ?? '', ...env },
  })
const once = (args: string[], env?: Record<string, string>) => run(['--once', ...args], env).ended

/** Makes the first copy, and then a change. */
async function prepare(note = 'changed'): Promise<string> {
  const { key } = billit.create('invoices')
  expect(await once(['--json', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' })
  billit.change('invoices', 0, { note, mark: '4000' })
  return key
}

test('--json prints each change as a line, and says where it stands', async () => {
  const key = await prepare('text that \u009b2J clears a terminal')
  const { code, stdout, stderr } = await once(['--json'])
  expect(code).toBe(0)
  expect(stdout.split('\n')).toEqual([expect.any(String), ''])
  expect(stdout).not.toContain('\u009b')
  const change = JSON.parse(stdout)
  expect(change).toEqual({
    ...{ id: expect.any(String), at: expect.any(String), resource: 'invoices', key, kinds: ['updated', 'marked'] },
    ...{
      before: expect.any(Object),
      after: expect.objectContaining({ note: 'text that \u009b2J clears a terminal' }),
      deliveries: 1,
    },
  })
  expect(stderr).toBe(
    `Watching the account 0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e at ${server.url}/v1, with its copy in billit.db.\n1 change delivered, 0 waiting, 0 dead.\n`,
  )
})

test('--exec runs a command with the change on its stdin, and --kinds selects changes', async () => {
  const key = await prepare()
  billit.create('payments')
  const { code, stderr } = await once(['--exec', 'cat >> changes', '--kinds', 'marked'])
  expect(code).toBe(0)
  expect(stderr).toContain(`\ninvoices ${key} updated marked\n1 change delivered, 0 waiting, 0 dead.\n`)
  expect(JSON.parse(readFileSync(join(folder, 'changes'), 'utf8'))).toMatchObject({ key, kinds: ['updated', 'marked'] })
})

test('a command that fails does not acknowledge, and the last failure makes the change dead until --retry-dead', async () => {
  const key = await prepare()
  const failed = await once(['--exec', 'exit 3', '--max-deliveries', '1'])
  expect(failed.code).toBe(0)
  expect(failed.stderr).toContain(
    `invoices ${key} updated marked: not delivered (the command exited with 3), delivery 1\n0 changes delivered, 0 waiting, 1 dead.\n`,
  )
  const status = await run(['--status']).ended
  expect(status).toMatchObject({ code: 0, stderr: '' })
  expect(status.stdout).toMatch(/^billit\.db: 0 changes waiting, 1 dead\.\n/)
  expect(status.stdout).toContain(`invoices ${key} updated marked, 1 delivery, the command exited with 3\n`)
  expect(JSON.parse((await run(['--status', '--json']).ended).stdout)).toMatchObject({
    waiting: 0,
    dead: 1,
    deadChanges: [{ key }],
  })
  expect(await run(['--retry-dead']).ended).toEqual({ code: 0, stdout: '1 dead changes are delivered again.\n', stderr: '' })
  expect((await once(['--json'])).stdout).toContain(key)
})

test('--once exits with 1 if a change was not delivered', async () => {
  await prepare()
  const { code, stderr } = await once(['--exec', 'false'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/\n0 changes delivered, 1 waiting, 0 dead\.\n$/)
})

test('a change comes again if the command is killed while it delivers', async () => {
  const key = await prepare()
  expect((await once(['--exec', 'kill -9 $PPID'])).code).toBe(null)
  const { stdout } = await once(['--json'])
  expect(JSON.parse(stdout)).toMatchObject({ key, deliveries: 2 })
})

describe('--post', () => {
  const SECRET = 'a secret of the receiver'

  /** A receiver that responds with these statuses, one after the other. */
  async function receiver(...statuses: number[]) {
    const received: Array<{ body: string; signature: string | undefined; target: string }> = []
    const hook = await startLocalServer(({ body, headers, target }, response) => {
      received.push({ body, signature: headers['x-billit-signature']?.toString(), target })
      response.writeHead(statuses.shift() ?? 204, { location: '/elsewhere' }).end()
    })
    return { received, url: `${hook.url}/hook`, close: hook.close }
  }

  test('signs each change', async () => {
    const key = await prepare()
    const { received, url, close } = await receiver()
    writeFileSync(join(folder, 'secret'), `${SECRET}\n`)
    expect((await once(['--post', url, '--secret-file', 'secret'])).code).toBe(0)
    await close()
    const [{ body, signature } = { body: '', signature: '' }] = received
    expect(JSON.parse(body)).toMatchObject({ key, kinds: ['updated', 'marked'] })
    expect(verifySignature(body, signature, SECRET)).toBe(true)
    expect(verifySignature(body, signature, 'another secret')).toBe(false)
  })

  test.each([500, 302])('does not acknowledge a status of %i, and follows no redirect', async (status) => {
    await prepare()
    const { received, url, close } = await receiver(status)
    const { code, stderr } = await once(['--post', url], { BILLIT_WATCH_SECRET: SECRET })
    await close()
    expect(code).toBe(1)
    expect(stderr).toContain(`not delivered (the receiver returned ${status}), delivery 1`)
    expect(stderr).not.toContain(SECRET)
    expect(received.every(({ target }) => target === '/hook')).toBe(true)
  })
})

test('Ctrl-C says where it stands, also while a status is read beside it', async () => {
  const key = await prepare()
  const program = run(['--json'])
  await program.printed(new RegExp(key))
  expect((await run(['--status']).ended).stdout).toContain('0 dead')
  const { code, stderr } = await program.stop('SIGINT')
  expect(code).toBe(130)
  expect(stderr).toMatch(/Stopped\. 1 change delivered, 0 waiting, 0 dead\. Run the same command again to continue\.\n$/)
})

test('a second watch takes over when the first one ends', async () => {
  const key = await prepare()
  const first = run(['--json'])
  await first.printed(new RegExp(key))
  const second = run(['--json'])
  await second.printedToStderr(/Another process is watching or exporting to billit\.db\. This one takes over when it ends\./)
  await first.stop('SIGKILL')
  billit.change('invoices', 0, { note: 'changed again' })
  await second.printed(/"note":"changed again"/)
  await second.stop('SIGTERM')
})

test('goes on after an error, and reports it once', async () => {
  await prepare()
  billit.intercept = (path) => (path === '/tags' ? billit.fail(403) : undefined)
  const { code, stdout, stderr } = await once(['--json'])
  expect(code).toBe(1)
  expect(stdout).toContain('"marked"')
  expect(stderr.match(/\/tags/g)).toHaveLength(1)
})

test.each([
  ['watch --json', 'npx billit-io watch needs --to: see npx billit-io watch --help.'],
  ['watch --to a.db', 'npx billit-io watch needs --json, --exec or --post: how to deliver changes.'],
  ['watch --to a.db --json --exec x', '--json and --exec cannot be used together: each delivers changes.'],
  ['watch --to a.db --once --status', '--once and --status cannot be used together.'],
  ['watch --to a.db --json --kinds payed', /^--kinds accepts created, .*, but not 'payed'\.$/],
  ['watch --to a.db --json --share 2', "--share must be a number more than 0 and at most 1, such as 0.3, not '2'."],
  ['watch --to a.db --json --secret-file x', '--secret-file is for --post.'],
  ['watch --to folder/ --json', /^Cannot watch with folder\/ as the target, because files cannot keep the changes that wait\./],
  ['watch --to a.db --post http://example.com/', /^--post must be a URL with https, or on this machine, such as /],
  ['watch --to a.db --post https://example.com/', /^--post needs a secret for the signature: set BILLIT_WATCH_SECRET/],
  ['watch --to a.db --post https://user:pw@example.com/', /^--post must be a URL without a user name and password, such as /],
])('%s is wrong usage', async (line, message) => {
  const { code, stdout, stderr } = await runProgram(line.split(' '))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.trim()).toMatch(message)
})

test('--status of a target that was never watched explains how to start', async () => {
  expect(await run(['--status']).ended).toMatchObject({
    code: 1,
    stderr: 'billit.db does not exist. Run npx billit-io watch --to billit.db first.\n',
  })
})
