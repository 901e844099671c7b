import { styleText } from 'node:util'
import { isOlder } from '../core/peer-versions.ts'
import { escapeControls, messageOf } from '../core/text.ts'
import type { Mock, MockRequest } from '../mock/types.ts'
import { MissingPeer, MOCK, type Tool } from '../tools/peers.ts'
import { CliError, cannotListen } from './cli-error.ts'
import type { Command } from './command.ts'
import { MOCK_SECTIONS, type MockCommand, readMockFlags } from './mock-flags.ts'
import { print, printStyled, stopped, stopSignal } from './terminal.ts'

/** The oldest Node that Prism supports. */
export const PRISM_NODE = '24.18'

/** `billit-io mock`: runs the mock until it is stopped. */
export const mockCommand: Command = {
  name: 'mock',
  summary: 'Run a mock Billit API on this machine.',
  description: [
    'The mock validates every request against the OpenAPI document. It remembers the records that you create, change and delete until it stops, or for longer with --persist. It accepts any token. It sends no mail and reports nothing to myDATA.',
  ],
  sections: MOCK_SECTIONS,
  notes: ['Press Ctrl-C to stop.', "In a test, start it from code: import { startMock } from 'billit-io/mock'"],
  examples: [
    'npx billit-io mock',
    'npx billit-io mock --port 8080 --latency 100-400 --fault-rate 0.05',
    'npx billit-io mock --examples --quiet',
  ],
  run: ({ flags }) => runMock(readMockFlags(flags)),
}

async function runMock(command: MockCommand): Promise<void> {
  const mock = await openMock(withRequestLines(command))
  const signal = stopSignal()
  print(greeting(mock, command))
  await stopped(signal)
  await mock.close()
}

/**
 * Loads the mock and starts it. The mock imports optional packages, so it is not loaded before.
 *
 * @throws CliError if a package is missing, Node is too old or the server cannot listen.
 */
export async function openMock(options: MockCommand['options']): Promise<Mock> {
  try {
    const { startMock } = await import('../mock/index.ts')
    return await startMock(options)
  } catch (error) {
    throw cannotListen(error, options) ?? cannotLoad(error, MOCK) ?? error
  }
}

/** Explains why a tool that needs Prism could not be loaded. `undefined` for any other error. */
export function cannotLoad(error: unknown, tool: Tool): CliError | undefined {
  const { node } = process.versions
  const isOld = isOlder(node, PRISM_NODE)
  const needsNode = `${tool.name} needs Node ${PRISM_NODE} or later (this is ${node})`
  if (error instanceof MissingPeer) {
    return new CliError(1, isOld ? `${needsNode}. ${error.message}` : error.message, { cause: error })
  }
  // Most features work on an older Node, so its version is reported only after a failure.
  return isOld ? new CliError(1, `${needsNode}: ${messageOf(error)}`, { cause: error }) : undefined
}

/** Logs each request, unless --quiet is set. */
export function withRequestLines({ quiet, colours, options }: MockCommand): MockCommand['options'] {
  if (quiet) return options
  return { ...options, onRequest: (request: MockRequest) => printStyled(requestLine(request, new Date(), colours)) }
}

/** The address of the mock, its records, and two lines to copy. */
export function greeting(mock: Mock, { options }: MockCommand): string {
  const { seed, rateLimit } = options
  const count = mock.rows('invoices').length
  // With --rate-limit, the client needs its own limit too, as it does with Billit.
  const limit = rateLimit ? '' : ', rateLimit: false'
  const url = `${mock.url}/v1`
  const file = [options.persist, options.state].find((each) => each !== undefined)
  const records = options.examples
    ? 'the examples of the OpenAPI document'
    : file === undefined
      ? `${count} generated invoices (seed ${seed})`
      : `${count} invoices from ${file}`
  return `The mock listens on ${url} with ${records}.

  curl -H "Authorization: Bearer anything" ${url}/invoices
  new Billit({ token: 'anything', baseUrl: '${url}'${limit} })

Press Ctrl-C to stop.
`
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
