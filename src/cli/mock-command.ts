import { networkInterfaces } from 'node:os'
import { styleText } from 'node:util'
import { escapeControls } from '../core/text.ts'
import type { Mock, MockRequest } from '../mock/types.ts'
import { isWildcard } from '../tools/local-access.ts'
import { cannotListen } from './cli-error.ts'
import { MOCK_HELP, type MockCommand, readMockFlags } from './mock-flags.ts'
import { print, printStyled, stopped, stopSignal } from './terminal.ts'

/** `billit-io mock`: runs the mock until it is stopped. */
export async function mockCommand(args: string[]): Promise<void> {
  const command = readMockFlags(args)
  if (command.help) return print(MOCK_HELP)
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
export function withRequestLines({ quiet, options }: MockCommand, label = ''): MockCommand['options'] {
  if (quiet) return options
  const colours = process.stdout.isTTY && !process.env.NO_COLOR
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
  const url = escapeControls(request.url)
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text)
  const duration = `${Math.round(milliseconds)} ms`.padStart(7)
  const line = `${formatTime(at)}  ${method.padEnd(6)} ${url.padEnd(URL_WIDTH)} ${paint(statusStyle(status), String(status))} ${duration}`
  if (violations.length === 0) return line
  return `${line}\n${INDENT}${paint('red', `does not match the OpenAPI document: ${escapeControls(violations.join('; '))}`)}`
}

type Style = 'green' | 'yellow' | 'red'

/** In characters. The path of an invoice fits, and the whole line is 79 wide. */
const URL_WIDTH = 50

const INDENT = ' '.repeat('00:00:00  '.length)

const statusStyle = (status: number): Style => (status < 400 ? 'green' : status < 500 ? 'yellow' : 'red')

/** `09:05:07`, in the time zone of this machine. */
const formatTime = (at: Date) =>
  [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => `${part}`.padStart(2, '0')).join(':')
