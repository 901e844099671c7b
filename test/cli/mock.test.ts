import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { type Program, runProgram, start } from './program.ts'

/** The mock on a free port, and its address once it listens. */
async function startMockProgram(
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ program: Program; url: string }> {
  const program = start(['mock', '--port', '0', ...args], { env })
  await program.printed(/Ctrl-C stops it\.\n/)
  const [, url = ''] = await program.printed(/^Billit answers on (http:\S+\/v1) /)
  return { program, url }
}

const ask = (url: string) => fetch(url, { headers: { authorization: 'Bearer anything' } })

test('what it prints at the start can be copied', async () => {
  const { program, url } = await startMockProgram()
  const { code, stdout, stderr } = await program.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(`Billit answers on ${url} with 600 invented invoices (seed 1).

  curl -H "Authorization: Bearer anything" ${url}/invoices
  new Billit({ token: 'anything', baseUrl: '${url}', rateLimit: false })

Ctrl-C stops it.

`)
})

test('a line for each request, without colour in a pipe', async () => {
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

test('--quiet prints nothing for a request, and --examples has the records of the document', async () => {
  const { program, url } = await startMockProgram(['--quiet', '--examples'])
  expect((await ask(`${url}/tags`)).status).toBe(200)
  expect((await program.stop('SIGINT')).stdout).toMatch(/ with the document's examples\.\n.*Ctrl-C stops it\.\n\n$/s)
})

test('--fault-rate and --latency', async () => {
  const { url } = await startMockProgram(['--examples', '--fault-rate', '1', '--latency', '150-160'])
  const asked = performance.now()
  expect((await ask(`${url}/tags`)).status).toBeGreaterThanOrEqual(500)
  expect(performance.now() - asked).toBeGreaterThan(149)
})

test('--rate-limit refuses the 61st request, and tells the client to hold back', async () => {
  const { program, url } = await startMockProgram(['--examples', '--rate-limit'])
  await program.printed(/new Billit\(\{ token: 'anything', baseUrl: '\S+' \}\)\n/)
  const answers = await Promise.all(Array.from({ length: 61 }, () => ask(`${url}/tags`)))
  expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
})

test('a port that is taken', async () => {
  const other = await startLocalServer((_, response) => sendJson(response, {}))
  const { port } = new URL(other.url)
  try {
    expect(await runProgram(['mock', '--examples', '--port', port])).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} of 127.0.0.1 is taken: choose another one with --port, or a free one with --port 0.\n`,
    })
  } finally {
    await other.close()
  }
})

test('a host that is not this machine', async () => {
  expect(await runProgram(['mock', '--examples', '--port', '0', '--host', '203.0.113.7'])).toEqual({
    code: 1,
    stdout: '',
    stderr: '203.0.113.7 is not an address of this machine: choose one with --host, such as 127.0.0.1.\n',
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s closes the open connections and ends well', async (signal) => {
  const { program, url } = await startMockProgram(['--examples'])
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const closed = once(socket, 'close')
  // An answer, so that the mock knows the connection, and then a request that is never complete.
  socket.write('GET /v1/ HTTP/1.1\r\nHost: mock\r\n\r\n')
  await once(socket, 'data')
  socket.write('GET /v1/tags HTTP/1.1\r\n')
  expect(await program.stop(signal)).toMatchObject({ code: 0, stderr: '' })
  await closed
})

test('it ends well when nobody reads what it prints', async () => {
  const { program, url } = await startMockProgram(['--examples'])
  program.stopReading()
  await ask(`${url}/tags`)
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
})
