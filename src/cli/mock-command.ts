import { networkInterfaces } from 'node:os'
import { styleText } from 'node:util'
import { escapeLine } from '../core/text.ts'
import type { Mock, MockRequest } from '../mock/types.ts'
import { isWildcard } from '../tools/local-access.ts'
import { cannotListen } from './cli-error.ts'
import type { Command } from './command.ts'
import { MOCK_SECTIONS, type MockCommand, readMockFlags } from './mock-flags.ts'
import { print, printStyled, stopped, stopSignal } from './terminal.ts'

/** `billit-io mock`: runs the mock until it is stopped. */
export const mockCommand: Command = {
  name: 'mock',
  summary: 'Run a mock Billit API on this machine.',
  description: [
    'The mock validates every request against the OpenAPI document. It remembers the records that you create, change and delete until it stops, or for longer with --persist. It accepts any token. It sends no mail and reports nothing to myDATA.',
  ],
  sections: MOCK_SECTIONS,
  notes: [
    'Requests with an unknown id get a 422. The account has the invoice types 31 service invoice, 32 sales invoice, 33 service receipt, 34 credit note and 35 retail credit note. GET /v1/account lists its VAT rates, taxes and payment methods. GET /_mock/state has all of them, and a file for --state can add more: "invoiceTypes": [{ "id": 36, "name": "Proforma" }].',
    'Press Ctrl-C to stop.',
    "In a test, start it from code: import { startMock } from 'billit-io/mock'",
  ],
  examples: [
    'npx billit-io mock',
    'npx billit-io mock --port 8080 --latency 100-400 --fault-rate 0.05',
    'npx billit-io mock --examples --quiet',
  ],
  run: ({ flags }) => runMock(readMockFlags(flags)),
}

async function runMock(command: MockCommand): Promise<void> {
  const mocks = await openMocks(command)
  const signal = stopSignal()
  print(greeting(mocks, command))
  await stopped(signal)
  await closeAll(mocks)
}

/** Starts a mock for each worker, or none if one of them fails. */
async function openMocks(command: MockCommand): Promise<Mock[]> {
  const { port } = command.options
  const mocks: Mock[] = []
  try {
    for (let worker = 0; worker < command.workers; worker += 1) {
      const options = withRequestLines(command, command.workers === 1 ? '' : `${worker}  `.padStart(4))
      mocks.push(await openMock({ ...options, port: port === 0 ? 0 : port + worker }))
    }
    return mocks
  } catch (error) {
    await closeAll(mocks)
    throw error
  }
}

const closeAll = (mocks: Mock[]): Promise<unknown> => Promise.all(mocks.map((mock) => mock.close()))

/**
 * Loads the mock and starts it. The other commands do not need it, so it is not loaded before.
 *
 * @throws CliError if the server cannot listen.
 */
export async function openMock(options: MockCommand['options']): Promise<Mock> {
  try {
    const { startMock } = await import('../mock/index.ts')
    return await startMock(options)
  } catch (error) {
    throw cannotListen(error, options) ?? error
  }
}

/** Logs each request, unless --quiet is set. Each line starts with the label. */
export function withRequestLines({ quiet, colours, options }: MockCommand, label = ''): MockCommand['options'] {
  if (quiet) return options
  return { ...options, onRequest: (request: MockRequest) => printStyled(label + requestLine(request, new Date(), colours)) }
}

/** The addresses of the mocks, their records, and two lines to copy. */
export function greeting(mocks: Mock[], { options }: MockCommand): string {
  // With --rate-limit, the client needs its own limit too, as it does with Billit.
  const limit = options.rateLimit ? '' : ', rateLimit: false'
  const urls = mocks.map(({ url }) => `${url}/v1`)
  const [url = ''] = urls
  const list = urls.map((each, worker) => `  ${worker}  ${each}\n`).join('')
  const listens =
    mocks.length === 1
      ? `The mock listens on ${url} with ${describeRecords(mocks, options)}.\n`
      : `${mocks.length} mocks, one for each worker, listen with ${describeRecords(mocks, options)} each:\n\n${list}`
  return `${listens}${describeAddresses(urls, options.host)}
  curl -H "Authorization: Bearer anything" ${url}/invoices
  new Billit({ token: 'anything', baseUrl: '${url}'${limit} })

Press Ctrl-C to stop.
`
}

function describeRecords([mock]: Mock[], { persist, state, examples, seed }: MockCommand['options']): string {
  if (examples) return 'the examples of the OpenAPI document'
  const file = persist ?? state
  const count = mock?.rows('invoices').length
  return file === undefined ? `${count} generated invoices (seed ${seed})` : `${count} invoices from ${file}`
}

/** For a host that is every address of the machine: the addresses that other machines can use. */
function describeAddresses(urls: string[], host: string): string {
  if (!isWildcard(host)) return ''
  const addresses = Object.values(networkInterfaces())
    .flatMap((each = []) => each)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  const others = addresses.flatMap(({ address }) => urls.map((url) => `  http://${address}:${new URL(url).port}/v1\n`))
  return `\nOther machines can connect${others.length === 0 ? ' too.\n' : ` to\n\n${others.join('')}`}`
}

/** One line for a request, and a second one if the response does not match the OpenAPI document. */
export function requestLine(request: MockRequest, at: Date, colours: boolean): string {
  const { method, status, milliseconds, violations } = request
  const url = escapeLine(request.url)
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text)
  const duration = `${Math.round(milliseconds)} ms`.padStart(7)
  const line = `${formatTime(at)}  ${method.padEnd(6)} ${url.padEnd(URL_WIDTH)} ${paint(statusStyle(status), String(status))} ${duration}`
  if (violations.length === 0) return line
  return `${line}\n${INDENT}${paint('red', `does not match the OpenAPI document: ${escapeLine(violations.join('; '))}`)}`
}

type Style = 'green' | 'yellow' | 'red'

/** In characters. The path of an invoice fits, and the whole line is 79 wide. */
const URL_WIDTH = 50

const INDENT = ' '.repeat('00:00:00  '.length)

const statusStyle = (status: number): Style => (status < 400 ? 'green' : status < 500 ? 'yellow' : 'red')

/** `09:05:07`, in the time zone of this machine. */
const formatTime = (at: Date) =>
  [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => `${part}`.padStart(2, '0')).join(':')
