/** `billit-io request`: any read, and no write. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { operations } from '../../generated/operations.ts'
import { flagsOf } from '../../src/cli/command.ts'
import { readArguments } from '../../src/cli/flags.ts'
import { requestCommand } from '../../src/cli/request-command.ts'
import { findTarget } from '../../src/cli/request-target.ts'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { RESOURCES } from '../../src/sync/resources.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { type Ended, runProgram } from './program.ts'

const TOKEN = 'Qf7-secret_token'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ rows: 300 })
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

const run = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  runProgram(args, { env: { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: `${mock.url}/v1`, ...env } })

describe('findTarget', () => {
  test.each(Object.entries(operations))('finds %s by its operationId, and by its method and path', (id, { method, url }) => {
    const values = [...url.matchAll(/\{\w+\}/g)].map((_, index) => `${index + 1}`)
    const path = url.replaceAll(/\{\w+\}/g, () => values[0] ?? '')
    expect(findTarget([id, ...values])).toMatchObject({ id, method, path })
    expect(findTarget([method, path])).toMatchObject({ id, method, path })
    expect(findTarget([method.toLowerCase(), path])).toMatchObject({ id })
  })

  test('encodes a parameter, so that it stays one segment', () => {
    expect(findTarget(['getContact', '../account?x'])).toMatchObject({ path: '/contacts/..%2Faccount%3Fx' })
  })

  test('every operation that returns a page has a list in the SDK', () => {
    const pages = Object.values(operations).filter((each) => 'shape' in each && each.shape === 'page')
    expect(pages.map(({ url }) => url.slice(1)).sort()).toEqual([...RESOURCES].sort())
  })
})

test('prints the response of a read as it is', async () => {
  const { code, stdout, stderr } = await run(['request', 'GET', '/invoices', '--query', 'per_page=2', '--query', 'page=3'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ meta: { current_page: 3, per_page: 2 } })
  const compact = await run(['request', '/invoices', '--query', 'per_page=2', '--query', 'page=3', '--json'])
  expect(compact.stdout).toBe(`${JSON.stringify(JSON.parse(stdout))}\n`)
})

test('--all reads every page: NDJSON with --json, otherwise one array', async () => {
  const uuids = mock.rows('invoices').map(({ uuid }) => uuid)
  const lines = (await run(['request', 'listInvoices', '--all', '--json'])).stdout.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).uuid)).toEqual(uuids)
  const { stdout } = await run(['request', 'listInvoices', '--all'])
  expect(JSON.parse(stdout).map(({ uuid }: { uuid: string }) => uuid)).toEqual(uuids)
  expect((await run(['request', 'listContacts', '--all', '--query', 'q=no such company'])).stdout).toBe('[\n]\n')
})

test('--all exits with 1 if the server returns fewer rows than it reports', async () => {
  const row = { id: 1, tag: 'a' }
  const server = await startLocalServer(({ query }, response) =>
    sendJson(response, {
      data: Number(query.page) === 1 ? [row] : [],
      meta: { current_page: Number(query.page), last_page: 1, per_page: 250, total: 2 },
    }),
  )
  onTestFinished(() => server.close())
  const { code, stdout, stderr } = await run(['request', 'listTags', '--all', '--json', '--base-url', server.url])
  expect({ code, stdout }).toEqual({ code: 1, stdout: `${JSON.stringify(row)}\n` })
  expect(stderr).toMatch(/2 rows?/)
})

const writes = Object.entries(operations).filter(([, { method }]) => method !== 'GET')

test.each(writes)('does not send %s, which is not a read', async (id, { url }) => {
  const values = [...url.matchAll(/\{\w+\}/g)].map(() => '1')
  const flags = readArguments('request', ['--data', '{}', '--base-url', `${mock.url}/v1`], flagsOf(requestCommand)).flags
  const sent = Promise.resolve(requestCommand.run({ flags, operands: [id, ...values] }))
  await expect(sent).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(`^${id} is not a read, so it is not sent\\. Use `),
  })
  expect(mock.requests).toEqual([])
})

test('names the safe alternative to a write', async () => {
  expect(writes.length).toBeGreaterThan(20)
  expect((await run(['request', 'POST', '/invoices'])).stderr).toContain('Use npx billit-io invoices create draft.json --key')
  expect((await run(['request', 'POST', '/'])).stderr).toContain('Use npx billit-io ping')
  expect(mock.requests).toEqual([])
})

test('--dry-run shows the request without the token, and sends nothing', async () => {
  const body = '{"company":"Ελληνικά Μπισκότα"}'
  for (const env of [{}, { BILLIT_TOKEN: '' }]) {
    const { code, stdout, stderr } = await run(['request', 'POST', '/contacts', '--data', body, '--dry-run'], env)
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Nothing was sent.\n' })
    expect(stdout).toMatch(
      new RegExp(`^POST ${mock.url}/v1/contacts\\naccept: application/json\\nauthorization: Bearer \\[redacted\\]\\n`),
    )
    expect(JSON.parse(stdout.slice(stdout.indexOf('\n\n')))).toEqual(JSON.parse(body))
    expect(stdout + stderr).not.toContain(TOKEN)
  }
  const all = await run(['request', 'listInvoices', '--all', '--dry-run', '--json', '--quiet'])
  expect(JSON.parse(all.stdout)).toMatchObject({ method: 'GET', url: `${mock.url}/v1/invoices?page=1&per_page=250` })
  expect(mock.requests).toEqual([])
})

test.each([
  ['request', 'npx billit-io request needs [GET] <path> | <operation> [<parameter>...]: see npx billit-io request --help.'],
  ['request GET /invoicess', 'The OpenAPI document has no operation GET /invoicess. Did you mean /invoices?'],
  ['request PATCH /invoices', 'The OpenAPI document has no operation PATCH /invoices. It has GET, POST for this path.'],
  ['request getInvoic', "The OpenAPI document has no operation 'getInvoic'. Did you mean getInvoice?"],
  ['request getInvoice', 'npx billit-io request getInvoice accepts <uuid> after the operation.'],
  ['request listTags 5', 'npx billit-io request listTags accepts no parameter after the operation.'],
  ['request GET /tags 5', "npx billit-io request does not accept '5' after a path."],
  ['request /tags?page=2', 'Pass the query with --query, such as --query unpaid=1, not in the path.'],
  ['request /account --all', '--all: getAccount does not return a list.'],
  ['request /tags --all --query page=2', '--query page cannot be used with --all, which reads every page.'],
  ['request /tags --data {}', '--data: a read has no body. Use --query.'],
  ['request POST /contacts --dry-run --data []', '--data must be a JSON object, such as {"name": "value"}.'],
  ['request POST /contacts --dry-run --data @nowhere.json', "--data: no such file: 'nowhere.json'."],
])('rejects "npx billit-io %s"', async (args, message) => {
  expect(await run(args.split(' '))).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
})
