/** The commands that read from the API, against the mock. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { displayWidth } from '../../src/cli/format/width.ts'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { type Ended, runProgram } from './program.ts'

const TOKEN = 'Qf7-secret_token'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ rows: 300, rateLimit: true })
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

const run = (args: string[], env: Record<string, string> = {}, cwd?: string): Promise<Ended> =>
  runProgram(args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: `${mock.url}/v1`, ...env },
  })

/** The objects of NDJSON. */
const parseLines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'billit-cli-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const [uuid, otherUuid] = ['7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11', '00000000-0000-4000-8000-000000000000']

describe('ping', () => {
  test('shows the server, the account and the requests that are left', async () => {
    const { code, stdout, stderr } = await run(['ping'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      new RegExp(
        `^Server +${mock.url}/v1\nAccount +[\\da-f-]{36}\nCompany +.+, VAT number \\d{9}\nMay write +not known\nRequests left +59 of 60\n$`,
      ),
    )
    expect(mock.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v1/account'])
    expect(JSON.parse((await run(['ping', '--json'])).stdout)).toMatchObject({
      ...{ baseUrl: `${mock.url}/v1`, environment: null, mayWrite: null, requestsLeft: 58, requestsPerMinute: 60 },
    })
  })

  test('says that an account cannot write if it is suspended, and copes without limits', async () => {
    const server = await startLocalServer((_, response) =>
      sendJson(response, { data: { uuid, email: '', isSuspended: true, relations: {} } }),
    )
    onTestFinished(() => server.close())
    const { stdout } = await run(['ping', '--base-url', server.url])
    expect(stdout).toContain('May write      no: the account is suspended\nRequests left  not known\n')
  })

  test.each([
    [401, /401.*\nCheck the token for http:\S+: the sandbox and production have different tokens/s],
    [403, /403.*\nA new production token is read-only until Billit grants write access/s],
  ])('explains %i', async (status, message) => {
    mock.failNext({ status })
    const { code, stdout, stderr } = await run(['ping'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain(TOKEN)
  })
})

describe('the server flags', () => {
  test('read the token from a file', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'token.txt'), `${TOKEN}\n`)
    const env = { BILLIT_TOKEN: '' }
    expect((await run(['ping', '--token-file', 'token.txt'], env, cwd)).code).toBe(0)
    writeFileSync(join(cwd, 'empty.txt'), '\n')
    expect(await run(['ping', '--token-file', 'empty.txt'], env, cwd)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--token-file: 'empty\.txt' is empty\. Create a token .* Settings > API\./),
    })
  })

  test('read variables from a file, and refuse one that contradicts the environment', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, '.env'), `BILLIT_TOKEN=other\nBILLIT_BASE_URL=${mock.url}/v1\n`)
    const withoutToken = { env: {}, cwd }
    expect(await runProgram(['ping', '--env-file', '.env'], withoutToken)).toMatchObject({ code: 0, stderr: '' })
    expect(await runProgram(['--env-file', '.env', 'ping'], withoutToken)).toMatchObject({ code: 0, stderr: '' })
    const { code, stderr } = await run(['ping', '--env-file', '.env'], {}, cwd)
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "--env-file: '.env' sets BILLIT_TOKEN, but the environment has another value. Unset one of them.\n",
    })
  })

  test.each(['ping', 'request GET /account', 'invoices list', 'contacts find x', 'products list'])(
    '%s without a token exits with 2, and says where to get one',
    async (command) => {
      expect(await run(command.split(' '), { BILLIT_TOKEN: '' })).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'Missing API token: set BILLIT_TOKEN, or use --token-file or --env-file. Create a token in the web app of Billit under Settings > API. npx billit-io mock accepts any token.\n',
      })
    },
  )

  test('name the environment variable that is wrong', async () => {
    expect(await run(['ping'], { BILLIT_BASE_URL: 'localhost' })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^BILLIT_BASE_URL /),
    })
    expect(await run(['ping'], { BILLIT_BASE_URL: '', BILLIT_ENVIRONMENT: 'live' })).toMatchObject({
      code: 2,
      stderr: "BILLIT_ENVIRONMENT must be 'sandbox' or 'production', not 'live'.\n",
    })
  })
})

describe('lists', () => {
  test.each(['invoices', 'contacts', 'products'])('%s list prints a table that fits, and counts the rest', async (resource) => {
    const total = mock.rows(resource).length
    for (const columns of [24, 80, 200]) {
      const { code, stdout, stderr } = await run([resource, 'list', '--limit', '3'], { COLUMNS: `${columns}` })
      expect(code).toBe(0)
      expect(stderr).toBe(`3 of ${total} ${resource}. Use --all for all of them, or --limit for more.\n`)
      for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
    }
  })

  test('--json prints one exact record per line, --all every one, and --quiet no note', async () => {
    const { stdout, stderr } = await run(['invoices', 'list', '--all', '--json', '--quiet'])
    expect(stderr).toBe('')
    const rows = parseLines(stdout)
    expect(rows).toHaveLength(300)
    const { data } = (await (await mock.fetch(`${mock.url}/v1/invoices?per_page=250`, authorized)).json()) as { data: unknown[] }
    expect(rows.slice(0, 250)).toEqual(data)
    expect(mock.requests.filter(({ url }) => url.includes('per_page=250'))).toHaveLength(3)
  })

  test('writes amounts as the language of the terminal does', async () => {
    const greek = await run(['invoices', 'list', '--limit', '9'], { LANG: 'el_GR.UTF-8' })
    expect(greek.stdout).toMatch(/ \d{1,3}(\.\d{3})*,\d\d €/)
    const english = await run(['invoices', 'list', '--limit', '9'], { LANG: 'en_US.UTF-8' })
    expect(english.stdout).toMatch(/ €\d{1,3}(,\d{3})*\.\d\d/)
  })

  test('sends the filters, and warns of one that the document does not have', async () => {
    const { stderr } = await run(['contacts', 'list', '--query', 'unpaid=1', '--limit', '1', '--quiet'])
    expect(stderr).toBe('')
    expect(mock.requests.at(-1)?.url).toBe('/v1/contacts?unpaid=1&page=1&per_page=1')
    expect((await run(['invoices', 'list', '--query', 'unpaid=1'])).stderr).toMatch(
      /^The OpenAPI document has no filter unpaid for listInvoices\. The server may ignore it and return all rows\.\n/,
    )
  })

  test('contacts find searches for the text', async () => {
    const contact = mock.rows('contacts').find(({ vatId }) => typeof vatId === 'string' && vatId !== '')
    const { stdout } = await run(['contacts', 'find', String(contact?.vatId), '--json'])
    expect(parseLines(stdout)).toEqual([expect.objectContaining({ id: contact?.id })])
    expect(await run(['contacts', 'find', 'no such company'])).toEqual({ code: 0, stdout: '', stderr: 'No contacts found.\n' })
  })

  test.each([
    ['invoices list --limit 0', "--limit must be a whole number from 1, not '0'."],
    ['invoices list --limit 5 --all', '--all and --limit cannot be used together.'],
    ['invoices list --query unpaid', "--query must be a name and a value such as unpaid=1, not 'unpaid'."],
    ['invoices list --query page=2', '--query page is not needed: use --limit or --all.'],
    ['invoices lst', "npx billit-io has no command 'invoices lst': did you mean 'invoices list'?"],
    ['contacts find', 'npx billit-io contacts find needs <text>: see npx billit-io contacts find --help.'],
    ['contacts get abc', "The id must be a whole number such as 300001, not 'abc'."],
  ])('rejects "npx billit-io %s"', async (args, message) => {
    expect(await run(args.split(' '))).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
  })
})

test('a word such as invoices lists its commands, as help does', async () => {
  const { code, stdout } = await run(['invoices'])
  expect(code).toBe(0)
  expect(stdout.match(/^ {2}invoices \w+/gm)).toEqual([
    '  invoices list',
    '  invoices get',
    '  invoices pdf',
    '  invoices create',
  ])
  for (const args of [
    ['help', 'invoices'],
    ['invoices', '--help'],
    ['invoices', '-h'],
  ]) {
    expect((await run(args)).stdout).toBe(stdout)
  }
})

describe('one record', () => {
  test('invoices get shows the rows and the totals, and --json the exact record', async () => {
    const [row] = mock.rows('invoices')
    const { stdout } = await run(['invoices', 'get', String(row?.uuid)], { COLUMNS: '60' })
    expect(stdout).toMatch(/^Invoice +\d+.*\nDate +\d{4}-\d\d-\d\d\n/)
    expect(stdout).toMatch(/\nPayable +€[\d,]+\.\d\d\nUnpaid +€[\d,]+\.\d\d\n$/)
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(60)
    const { data } = (await (await mock.fetch(`${mock.url}/v1/invoices/${row?.uuid}`, authorized)).json()) as { data: unknown }
    expect(JSON.parse((await run(['invoices', 'get', String(row?.uuid), '--json'])).stdout)).toEqual(data)
  })

  test('contacts get shows the fields that have a value', async () => {
    const [contact] = mock.rows('contacts')
    const { stdout } = await run(['contacts', 'get', String(contact?.id)])
    expect(stdout).toMatch(new RegExp(`^id +${contact?.id}\n`))
    expect(stdout).not.toMatch(/ $/m)
  })

  test('a record that does not exist exits with 1', async () => {
    expect(await run(['invoices', 'get', otherUuid])).toMatchObject({ code: 1, stderr: expect.stringContaining(': 404 ') })
    expect(await run(['invoices', 'get', '../account'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The uuid must look like /),
    })
  })

  test('invoices pdf saves a private file, and overwrites none', async () => {
    const cwd = folder()
    const [row] = mock.rows('invoices')
    const id = String(row?.uuid)
    const saved = await run(['invoices', 'pdf', id], {}, cwd)
    expect(saved).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining(`Saved ${id}.pdf (`) })
    expect(
      readFileSync(join(cwd, `${id}.pdf`))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(statSync(join(cwd, `${id}.pdf`)).mode & 0o077).toBe(0)
    expect(await run(['invoices', 'pdf', id], {}, cwd)).toEqual({
      code: 1,
      stdout: '',
      stderr: `'${id}.pdf' exists. Choose another file with --out.\n`,
    })
    expect((await run(['invoices', 'pdf', id, '--out', '-'], {}, cwd)).stdout.startsWith('%PDF-')).toBe(true)
  })
})

const authorized = { headers: { authorization: `Bearer ${TOKEN}`, accept: 'application/json' } }
