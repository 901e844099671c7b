import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { mydataStateOf } from '../../src/mydata/index.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { type Program, runProgram, start } from './program.ts'

/** Starts the mock on a free port, and returns its URL. */
async function startMockProgram(
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ program: Program; url: string }> {
  const program = start(['mock', '--port', '0', ...args], { env })
  await program.printed(/Press Ctrl-C to stop\.\n/)
  const [, url = ''] = await program.printed(/^The mock listens on (http:\S+\/v1) /)
  return { program, url }
}

const get = (url: string) => fetch(url, { headers: { authorization: 'Bearer anything' } })

test('prints its URL with commands to copy', async () => {
  const { program, url } = await startMockProgram()
  const { code, stdout, stderr } = await program.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(`The mock listens on ${url} with 600 generated invoices (seed 1).

  curl -H "Authorization: Bearer anything" ${url}/invoices
  new Billit({ token: 'anything', baseUrl: '${url}', rateLimit: false })

Press Ctrl-C to stop.

`)
})

test.each(['0.0.0.0', '0'])('--host %s prints an address that works, and those for other machines', async (host) => {
  const { program, url } = await startMockProgram(['--examples', '--host', host])
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
  expect((await get(`${url}/tags`)).status).toBe(200)
  const [, list = ''] = await program.printed(/\nOther machines can connect(?: too\.| to\n\n((?: {2}\S+\n)+))/)
  for (const other of list.match(/http\S+/g) ?? []) expect((await get(`${other}/tags`)).status).toBe(200)
})

test('--workers runs a mock for each worker, with its own records and faults', async () => {
  const program = start(['mock', '--port', '0', '--workers', '2', '--rows', '3', '--host', '127.0.0.1'])
  const [, first = '', second = ''] = await program.printed(
    /^2 mocks, one for each worker, listen with 3 generated invoices \(seed 1\) each:\n\n {2}0 {2}(\S+)\n {2}1 {2}(\S+)\n\n/,
  )
  const clients = [first, second].map((baseUrl) => new Billit({ token: 'any', baseUrl, rateLimit: false, maxRetries: 0 }))
  const body = JSON.stringify({ operation: 'listTags', status: 503 })
  const headers = { 'Content-Type': 'application/json' }
  await fetch(new URL('/_mock/fail', first), { method: 'POST', headers, body })
  await clients[0]?.tags.delete(301)
  expect((await get(`${first}/tags`)).status).toBe(503)
  const counts = await Promise.all(clients.map(async ({ tags }) => (await tags.list()).data.some(({ id }) => id === 301)))
  expect(counts).toEqual([false, true])
  await program.printed(/\n 1 {2}\d\d:\d\d:\d\d {2}GET {4}\/v1\/tags/)
  expect(await program.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' })
})

test('--workers starts no mock if one of the ports is in use', async () => {
  const other = await startLocalServer((_, response) => sendJson(response, {}))
  onTestFinished(() => other.close())
  const port = Number(new URL(other.url).port)
  const { code, stdout, stderr } = await runProgram(['mock', '--examples', '--port', `${port - 1}`, '--workers', '2'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^Port \d+ on 127\.0\.0\.1 is already in use/)
})

test('logs one line per request, without colours in a pipe', async () => {
  const { program, url } = await startMockProgram(['--rows', '3'], { FORCE_COLOR: '1' })
  const billit = new Billit({ token: 'not-to-be-printed', baseUrl: url, rateLimit: false, maxRetries: 0 })
  const { data } = await billit.invoices.list({ perPage: 2 })
  await billit.invoices.get(`${data[0]?.uuid}`)
  await fetch(`${url}/tags`)
  await program.printed(/\/tags .*\n/)
  const { stdout } = await program.stop('SIGINT')
  const lines = stdout.split('\n').slice(7, -1)
  expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d/, 'hh:mm:ss').replace(/ +\d+ ms$/, ' n ms'))).toEqual([
    'hh:mm:ss  GET    /v1/invoices?page=1&per_page=2                     200 n ms',
    `hh:mm:ss  GET    /v1/invoices/${data[0]?.uuid}  200 n ms`,
    'hh:mm:ss  GET    /v1/tags                                           401 n ms',
  ])
  expect(lines.map((line) => line.length)).toEqual([79, 79, 79])
})

test('--quiet logs no requests, and --examples loads the examples of the document', async () => {
  const { program, url } = await startMockProgram(['--quiet', '--examples'])
  expect((await get(`${url}/tags`)).status).toBe(200)
  expect((await program.stop('SIGINT')).stdout).toMatch(
    / with the examples of the OpenAPI document\.\n.*Press Ctrl-C to stop\.\n\n$/s,
  )
})

test('--fault-rate fails requests, and --latency delays responses', async () => {
  const { url } = await startMockProgram(['--examples', '--fault-rate', '1', '--latency', '150-160'])
  const started = performance.now()
  expect((await get(`${url}/tags`)).status).toBeGreaterThanOrEqual(500)
  expect(performance.now() - started).toBeGreaterThan(149)
})

test('--mark-later leaves created invoices without a MARK until POST /_mock/advance', async () => {
  const { url } = await startMockProgram(['--examples', '--mark-later'])
  const billit = new Billit({ token: 'anything', baseUrl: url, rateLimit: false })
  const { uuid } = await billit.invoices.create({
    ...{ customerId: 4825, invoiceDate: '2026-11-22', invoiceTypeId: 31, mydataInvoiceType: '2.1' },
    products: [{ details: 'Συμβουλές', vatId: 901, price: 100, quantity: 1 }],
    mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 124 },
  })
  const readMark = async () => mydataStateOf(await billit.invoices.get(uuid)).mark
  expect(await readMark()).toBeNull()
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ uuid, to: 'marked' }) }
  expect((await fetch(new URL('/_mock/advance', url), init)).status).toBe(204)
  expect(await readMark()).toMatch(/^4\d{14}$/)
})

test('--rate-limit rejects the 61st request, and suggests a client with a rate limit', async () => {
  const { program, url } = await startMockProgram(['--examples', '--rate-limit'])
  await program.printed(/new Billit\(\{ token: 'anything', baseUrl: '\S+' \}\)\n/)
  const responses = await Promise.all(Array.from({ length: 61 }, () => get(`${url}/tags`)))
  expect(responses.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
})

test('exits with 1 if the port is in use', async () => {
  const other = await startLocalServer((_, response) => sendJson(response, {}))
  const { port } = new URL(other.url)
  try {
    expect(await runProgram(['mock', '--examples', '--port', port])).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} on 127.0.0.1 is already in use. Choose another port with --port, or use --port 0 for a free one.\n`,
    })
  } finally {
    await other.close()
  }
})

test('exits with 1 if the host is not this machine', async () => {
  expect(await runProgram(['mock', '--examples', '--port', '0', '--host', '203.0.113.7'])).toEqual({
    code: 1,
    stdout: '',
    stderr: '203.0.113.7 is not an address of this machine. Choose one with --host, such as 127.0.0.1.\n',
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)('closes open connections and exits with 0 on %s', async (signal) => {
  const { program, url } = await startMockProgram(['--examples'])
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const closed = once(socket, 'close')
  // One complete request, so that the connection is established, and then an incomplete one.
  socket.write('GET /v1/ HTTP/1.1\r\nHost: mock\r\n\r\n')
  await once(socket, 'data')
  socket.write('GET /v1/tags HTTP/1.1\r\n')
  expect(await program.stop(signal)).toMatchObject({ code: 0, stderr: '' })
  await closed
})

test('exits with 0 when the reader of stdout is gone', async () => {
  const { program, url } = await startMockProgram(['--examples'])
  program.stopReading()
  await get(`${url}/tags`)
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
})
