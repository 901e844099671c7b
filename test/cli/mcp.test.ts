/** `billit-io mcp` and `approve` as processes, with the official client and a terminal. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { draft, type Result, readResult, tempFolder } from '../mcp/agent.ts'
import { BILLIT, runProgram } from './program.ts'

const TOKEN = 'production-token-1042'
let mock: Mock
let baseUrl: string

beforeAll(async () => {
  mock = await startMock({ examples: true })
  baseUrl = `${mock.url}/v1`
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

interface Session {
  call(tool: string, args?: Record<string, unknown>): Promise<Result>
  client: Client
  pid: number
  stderr(): string
  /** Everything that the client received. */
  received(): string
}

/** Starts the server as a client does. The client claims to be able to ask the user, and answers every question with yes. */
async function connect(flags: string[], state = tempFolder()): Promise<Session> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BILLIT, 'mcp', '--base-url', baseUrl, ...flags],
    env: { BILLIT_TOKEN: TOKEN, XDG_STATE_HOME: state, BILLIT_LOG: 'debug' },
    stderr: 'pipe',
  })
  let stderr = ''
  transport.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } })
  client.setRequestHandler('elicitation/create', () => {
    asked += 1
    return { action: 'accept', content: { confirmed: true } }
  })
  await client.connect(transport)
  onTestFinished(() => client.close())
  let received = ''
  return {
    client,
    pid: Number(transport.pid),
    stderr: () => stderr,
    received: () => received,
    async call(name, args = {}) {
      const result = readResult(await client.callTool({ name, arguments: args }))
      received += result.raw
      return result
    },
  }
}

/** How often a server asked the client for a confirmation. */
let asked = 0

/** Runs `billit-io approve` in a terminal, and types an answer when it asks. */
async function approve(code: unknown, typed: string, state: string): Promise<{ code: number | null; output: string }> {
  const command = [process.execPath, BILLIT, 'approve', String(code)].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, XDG_STATE_HOME: state } })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk
    if (output.includes('to refuse: ') && child.stdin.writable) child.stdin.end(`${typed}\n`)
  })
  const [exitCode] = await once(child, 'close')
  return { code: exitCode, output: output.replaceAll('\r\n', '\n') }
}

const countCreated = () => mock.requests.filter(({ operationId }) => operationId === 'createInvoice').length

const PRODUCTION = ['--environment', 'production', '--allow-issue']

test('lists its tools in fewer than 6,000 tokens', async () => {
  const { client } = await connect(['--allow-issue'])
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual([
    'find',
    'get',
    'account',
    'lookup_vat',
    'summary',
    'check_draft',
    'issue_invoice',
  ])
  // A token has about four bytes.
  expect(Buffer.byteLength(JSON.stringify(tools)) / 4).toBeLessThan(3000)
})

test('every tool works over stdio', async () => {
  const { call } = await connect(['--allow-issue'])
  const { data } = await call('find', { kind: 'contacts', text: 'Φως' })
  expect(data.rows).toMatchObject([{ id: 4821 }])
  expect((await call('get', { kind: 'contact', id: '4821' })).data).toMatchObject({ vatId: '523456110' })
  expect((await call('account')).data).toMatchObject({ environment: 'local', maxAmount: 500, maxInvoices: 5 })
  expect((await call('lookup_vat', { vatId: '523456110' })).isError).toBe(false)
  expect((await call('summary', { kind: 'vat', from: '2026-10-01', to: '2026-12-31' })).isError).toBe(false)
  const { hash } = (await call('check_draft', { draft: draft() })).data
  expect((await call('issue_invoice', { hash, key: 'order-1' })).data).toMatchObject({ status: 'created', number: 133 })
  expect(countCreated()).toBe(1)
})

describe('production', () => {
  test('an agent finds a customer, checks a draft, is stopped, and issues it after approval', async () => {
    const state = tempFolder()
    const { call } = await connect(PRODUCTION, state)
    await call('find', { kind: 'contacts', text: 'Φως' })
    const { hash } = (await call('check_draft', { draft: draft() })).data
    const stopped = (await call('issue_invoice', { hash, key: 'order-1042' })).data
    expect(stopped).toMatchObject({ status: 'approval_required' })
    expect(countCreated()).toBe(0)

    const { code, output } = await approve(stopped.code, '124.00', state)
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Approved, once. Tell the agent to go on.') })
    expect(output).toContain('  Customer  Νυχτερινό Φως Α.Ε. (523456110, id 4821)')
    expect(output).toContain('  Total     124.00')

    expect((await call('issue_invoice', { hash, key: 'order-1042' })).data).toMatchObject({ status: 'created', number: 133 })
    expect(countCreated()).toBe(1)
    expect((await approve(stopped.code, '124.00', state)).output).toContain('No invoice waits for the code')
  })

  test('a client that confirms by itself issues nothing, and is never asked', async () => {
    asked = 0
    const { call } = await connect(PRODUCTION)
    const { hash } = (await call('check_draft', { draft: draft() })).data
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await call('issue_invoice', { hash, key: 'order-1' })).data.status).toBe('approval_required')
    }
    expect((await call('issue_invoice', { hash, key: 'order-1', confirmed: true })).isError).toBe(true)
    expect(asked).toBe(0)
    expect(countCreated()).toBe(0)
  })

  test('approve needs a terminal, so that a command of an agent cannot approve', async () => {
    const state = tempFolder()
    const { call } = await connect(PRODUCTION, state)
    const { hash } = (await call('check_draft', { draft: draft() })).data
    const { code } = (await call('issue_invoice', { hash, key: 'order-1' })).data
    expect(await runProgram(['approve', String(code)], { env: { XDG_STATE_HOME: state } })).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('needs a terminal'),
    })
    expect((await call('issue_invoice', { hash, key: 'order-1' })).data.status).toBe('approval_required')
  })

  test.each([
    ['no', 'Refused.', 'refused_by_person'],
    ['y', 'This is not the total. Nothing was approved.', undefined],
    ['', 'This is not the total. Nothing was approved.', undefined],
  ])('typing %j approves nothing', async (typed, message, refused) => {
    const state = tempFolder()
    const { call } = await connect(PRODUCTION, state)
    const { hash } = (await call('check_draft', { draft: draft() })).data
    const { code } = (await call('issue_invoice', { hash, key: 'order-1' })).data
    const ended = await approve(code, typed, state)
    expect(ended).toEqual({ code: 1, output: expect.stringContaining(message) })
    expect((await call('issue_invoice', { hash, key: 'order-1' })).refused).toBe(refused)
    expect(countCreated()).toBe(0)
  })
})

test('the token is in no result, no log and no file', async () => {
  const state = tempFolder()
  const { call, stderr, received } = await connect(PRODUCTION, state)
  const { hash } = (await call('check_draft', { draft: draft() })).data
  const { code } = (await call('issue_invoice', { hash, key: 'order-1' })).data
  await approve(code, '124.00', state)
  await call('issue_invoice', { hash, key: 'order-1' })
  mock.failNext({ status: 401 })
  await call('find', { kind: 'tags' })
  await call('find', { kind: 'invoices' })
  expect(stderr()).toMatch(/POST .*\/invoices attempt 1: 201/)
  const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{32}\.db$/)]))
  const written = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join()
  for (const each of [received(), stderr(), written]) expect(each).not.toContain(TOKEN)
})

test('stdout has the protocol alone, and the server ends with its client', async () => {
  const child = spawn(process.execPath, [BILLIT, 'mcp', '--base-url', baseUrl], {
    env: { BILLIT_TOKEN: TOKEN, BILLIT_LOG: 'debug' },
  })
  const [output, errors] = [text(child.stdout), text(child.stderr)]
  const initialize = {
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  }
  child.stdin.write(`${JSON.stringify(initialize)}\n`)
  await once(child.stdout, 'readable')
  child.stdin.end()
  expect(await once(child, 'close')).toEqual([0, null])
  for (const line of (await output).trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
  expect(await errors).toContain(`npx billit-io mcp uses this machine (${baseUrl}), and only reads.`)
})

test.each(['SIGTERM', 'SIGINT'] as const)('the server ends after %s, and removes the requests for approval', async (signal) => {
  const state = tempFolder()
  const { call, client, pid } = await connect(PRODUCTION, state)
  const { hash } = (await call('check_draft', { draft: draft() })).data
  await call('issue_invoice', { hash, key: 'order-1' })
  const files = () => readdirSync(join(state, 'billit-io', 'approvals'))
  expect(files()).toHaveLength(1)
  const closed = new Promise<void>((resolve) => {
    client.onclose = resolve
  })
  process.kill(pid, signal)
  await closed
  expect(files()).toEqual([])
})

describe('the command line', () => {
  const run = (flags: string[], env: Record<string, string> = {}) =>
    runProgram(['mcp', ...flags], { env: { BILLIT_TOKEN: TOKEN, ...env } })

  test.each([
    [[], { BILLIT_ENVIRONMENT: 'production' }, 'must be named on the command line: --environment production'],
    [[], { BILLIT_BASE_URL: 'https://api.billit.io/v1' }, 'must be named on the command line'],
    [['--base-url', 'https://proxy.example/v1'], {}, '--environment production --base-url https://proxy.example/v1'],
    [['--environment', 'live'], {}, "--environment must be sandbox or production, not 'live'."],
    [['--max-amount', '10'], {}, '--max-amount can only be used with --allow-issue.'],
    [['--allow-issue', '--max-amount', '1e9'], {}, "--max-amount must be an amount in euros such as 500 or 99.90, not '1e9'."],
    [['--allow-issue', '--max-amount', '-5'], {}, '--max-amount must be an amount'],
    [['--allow-issue', '--max-invoices', '0'], {}, "--max-invoices must be a whole number from 1 to 1000, not '0'."],
    [['--copy', 'nowhere.db'], {}, 'There is no file nowhere.db'],
    [[], { BILLIT_TOKEN: 'a b' }, 'The token is too long, or contains a space'],
  ])('refuses %j with %j', async (flags, env, message) => {
    expect(await run(flags, env)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
  })

  test('says where to get a token if there is none', async () => {
    expect(await runProgram(['mcp'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Missing API token') })
  })

  test('refuses a file that is not a copy', async () => {
    const path = join(tempFolder(), 'notes.db')
    writeFileSync(path, 'not a database')
    expect(await run(['--copy', path])).toMatchObject({ code: 2, stderr: expect.stringContaining('--copy: ') })
  })
})
