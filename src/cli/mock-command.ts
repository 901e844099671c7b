import { styleText } from 'node:util'
import { messageOf } from '../core/text.ts'
import type { Mock, MockRequest } from '../mock/types.ts'
import { MissingPeer, MOCK, missingPeers, type Tool } from '../tools/peers.ts'
import { CliError, cannotListen } from './cli-error.ts'
import { MOCK_HELP, type MockCommand, readMockFlags } from './mock-flags.ts'
import { print, stopped, stopSignal } from './terminal.ts'

/** The oldest Node that Prism supports. */
export const PRISM_NODE = '24.18'

/** `billit-io mock`: runs until it is stopped. */
export async function mockCommand(args: string[]): Promise<void> {
  const command = readMockFlags(args)
  if (command.help) return print(MOCK_HELP)
  const mock = await openMock(withRequestLines(command))
  const signal = stopSignal()
  print(greeting(mock, command))
  await stopped(signal)
  await mock.close()
}

/**
 * Loads the mock and starts it. The packages it needs are optional, so nothing of it is loaded before this.
 * @throws CliError that says in one sentence what went wrong, and the cure.
 */
export async function openMock(options: MockCommand['options']): Promise<Mock> {
  try {
    const { startMock } = await import('../mock/index.ts')
    return await startMock(options)
  } catch (error) {
    throw cannotListen(error, options) ?? cannotLoad(error, MOCK) ?? error
  }
}

/** Explains why a tool that needs Prism could not be loaded. `undefined` when the error has another cause. */
export function cannotLoad(error: unknown, tool: Tool): CliError | undefined {
  const { node } = process.versions
  const needed = `Node ${PRISM_NODE} or later (this is ${node})`
  const isOld = isOlder(node, PRISM_NODE)
  if (error instanceof MissingPeer) return new CliError(1, missingPeers(tool, isOld ? `, and ${needed}` : ''), { cause: error })
  // Much of it works on an older Node, so the version is blamed only when something has failed.
  return isOld ? new CliError(1, `${tool.name} needs ${needed}: ${messageOf(error)}`, { cause: error }) : undefined
}

function isOlder(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major < leastMajor || (major === leastMajor && minor < leastMinor)
}

/** Adds a printed line for each request, unless the command is quiet. */
export function withRequestLines({ quiet, options }: MockCommand): MockCommand['options'] {
  if (quiet) return options
  const colours = process.stdout.isTTY && !process.env.NO_COLOR
  return { ...options, onRequest: (request: MockRequest) => print(requestLine(request, new Date(), colours)) }
}

/** Where the mock answers, what it holds, and two lines to copy. */
export function greeting(mock: Mock, { options }: MockCommand): string {
  const { seed, rateLimit } = options
  const count = mock.rows('invoices').length
  // With the limit on, the client must keep to it, as against Billit itself.
  const limit = rateLimit ? '' : ', rateLimit: false'
  const url = `${mock.url}/v1`
  const kept = [options.persist, options.state].find((file) => file !== undefined)
  const records = options.examples
    ? "the document's examples"
    : kept === undefined
      ? `${count} invented invoices (seed ${seed})`
      : `${count} invoices, from ${kept}`
  return `Billit answers on ${url} with ${records}.

  curl -H "Authorization: Bearer anything" ${url}/invoices
  new Billit({ token: 'anything', baseUrl: '${url}'${limit} })

Ctrl-C stops it.
`
}

/** One line for a request, and a second one when the answer breaks the document. */
export function requestLine(request: MockRequest, at: Date, colours: boolean): string {
  const { method, url, status, milliseconds, violations } = request
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text)
  const took = `${Math.round(milliseconds)} ms`.padStart(7)
  const line = `${timeOf(at)}  ${method.padEnd(6)} ${url.padEnd(URL_WIDTH)} ${paint(styleOf(status), String(status))} ${took}`
  if (violations.length === 0) return line
  return `${line}\n${INDENT}${paint('red', `breaks the document: ${violations.join('; ')}`)}`
}

type Style = 'green' | 'yellow' | 'red'

/** In characters: the path of one invoice fits, and the whole line has 79. */
const URL_WIDTH = 50

const INDENT = ' '.repeat('00:00:00  '.length)

const styleOf = (status: number): Style => (status < 400 ? 'green' : status < 500 ? 'yellow' : 'red')

/** By the clock of this machine. */
const timeOf = (at: Date) => [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => `${part}`.padStart(2, '0')).join(':')
