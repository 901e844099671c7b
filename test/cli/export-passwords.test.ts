/** The targets of an export can contain a password: no message shows it, and it need not be an argument. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type LocalServer, startLocalServer } from '../support/local-server.ts'
import { noRedis, startRedis } from '../support/redis.ts'
import { FakeBillit } from '../sync/fake-billit.ts'
import { exported } from '../sync/target-file.ts'
import { runProgram, start } from './program.ts'

const PASSWORD = 's3cr3t'

let folder: string
let billit: FakeBillit
let server: LocalServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'billit-export-'))
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

const run = (args: string[], env: Record<string, string> = {}) =>
  runProgram(['export', '--quiet', ...args], {
    cwd: folder,
    env: { BILLIT_TOKEN: 'secret-token', BILLIT_BASE_URL: `${server.url}/v1`, ...env },
  })

test.each([
  `postgress://anna:${PASSWORD}@127.0.0.1/books`,
  `postgres:/anna:${PASSWORD}@127.0.0.1/books`,
  ` postgres://anna:${PASSWORD}@127.0.0.1/books`,
  `anna:${PASSWORD}@127.0.0.1/books`,
  `mysql://127.0.0.1/books?password=${PASSWORD}`,
  `host=127.0.0.1 password=${PASSWORD}`,
  `postgres://anna:${PASSWORD}#1@127.0.0.1/books`,
  `postgres://anna:12/${PASSWORD}@127.0.0.1/books`,
  `postgres://anna:12?${PASSWORD}@127.0.0.1/books`,
  `postgres://anna:12#${PASSWORD}@127.0.0.1/books`,
])('--to %s is rejected in one line without the password', async (to) => {
  const { code, stdout, stderr } = await run(['--to', to])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^(Cannot export to this target\. Use .*|The URL of the PostgreSQL database is invalid\. Encode .*)\n$/)
  expect(stderr).not.toMatch(/s3cr3t|12/)
})

test.each([PASSWORD, `${PASSWORD}%zz`, `${PASSWORD}%40`])(
  'a failed connection is reported without the password %s',
  async (password) => {
    const { code, stderr } = await run(['--to', `postgres://anna:${password}@127.0.0.1:1/books`])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Cannot connect to postgres:\/\/127\.0\.0\.1:1\/books: [^\n]*ECONNREFUSED[^\n]*\n$/),
    })
    expect(stderr).not.toContain(PASSWORD)
  },
)

test.each([
  `redis://:${PASSWORD}#@127.0.0.1`,
  `redis://:12/${PASSWORD}@127.0.0.1`,
  `redis://:12#${PASSWORD}@127.0.0.1`,
  `redis://:${PASSWORD}%zz@127.0.0.1`,
  `rediss//:${PASSWORD}@127.0.0.1`,
])('--rate-limit-store %s is rejected in one line without the password', async (url) => {
  for (const { args, env, name } of [
    { args: ['--rate-limit-store', url], env: {}, name: '--rate-limit-store' },
    { args: [], env: { REDIS_URL: url }, name: 'REDIS_URL' },
  ]) {
    const { code, stderr } = await run(['--to', 'billit.db', ...args], env)
    expect(code).toBe(2)
    expect(stderr).toMatch(/must be a URL such as redis:\/\/localhost:6379\. Encode special characters [^\n]*\n$/)
    expect(stderr.startsWith(name)).toBe(true)
    expect(stderr).not.toMatch(/s3cr3t|12/)
  }
})

test('an unreachable Redis is reported once, in one line without the password', async () => {
  const program = start(['export', '--quiet', '--to', 'billit.db', '--rate-limit-store', `redis://:${PASSWORD}@127.0.0.1:1`], {
    cwd: folder,
    env: { BILLIT_TOKEN: 'secret-token', BILLIT_BASE_URL: `${server.url}/v1` },
  })
  await program.printedToStderr(/ECONNREFUSED/)
  // The export continues with a limit of its own.
  await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBeGreaterThan(0)
  const { stderr } = await program.stop('SIGINT')
  expect(stderr).toMatch(/^The rate limit is not shared: [^\n]*ECONNREFUSED[^\n]*\nStopped\. [^\n]*\n$/)
  expect(stderr).not.toContain(PASSWORD)
})

test('BILLIT_EXPORT_TO names the target', async () => {
  billit.create('invoices')
  expect(await run([], { BILLIT_EXPORT_TO: 'billit.db' })).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(exported(join(folder, 'billit.db'), 'invoices')).toEqual(billit.expected('invoices'))
})

test.skipIf(noRedis)('REDIS_URL names the Redis that shares the rate limit, unless the limit is off', async () => {
  const redis = await startRedis()
  onTestFinished(() => redis.close())
  const keys = () => spawnSync('redis-cli', ['-p', String(redis.port), 'keys', 'billit*'], { encoding: 'utf8' }).stdout
  const env = { BILLIT_EXPORT_TO: 'billit.db', REDIS_URL: `redis://127.0.0.1:${redis.port}` }
  expect(await run(['--rate-limit', 'off'], env)).toMatchObject({ code: 0, stderr: '' })
  expect(keys().trim()).toBe('')
  expect(await run([], env)).toMatchObject({ code: 0, stderr: '' })
  expect(keys()).toMatch(/^billit/)
})
