import type { Mock, MockRequest } from '../mock/types.ts'
import { type MockCommand, readMockFlags } from './mock-flags.ts'
import { MOCK_HELP } from './mock-help.ts'
import { openMock } from './open-mock.ts'
import { print } from './print.ts'
import { requestLine } from './request-line.ts'
import { stopped, stopSignal } from './stop-signal.ts'

/** `billit mock`: runs until it is stopped. */
export async function mockCommand(args: string[]): Promise<void> {
  const command = readMockFlags(args)
  if (command.help) return print(MOCK_HELP)
  const mock = await openMock(withRequestLines(command))
  const signal = stopSignal()
  print(greeting(mock, command))
  await stopped(signal)
  await mock.close()
}

/** The options, with a printed line for each request unless they are to be quiet. */
export function withRequestLines({ quiet, options }: MockCommand): MockCommand['options'] {
  if (quiet) return options
  const colours = process.stdout.isTTY && !process.env.NO_COLOR
  return { ...options, onRequest: (request: MockRequest) => print(requestLine(request, new Date(), colours)) }
}

/** Where the mock is, what it has, and two lines to copy. */
export function greeting(mock: Mock, { options }: MockCommand): string {
  const { seed, rateLimit } = options
  const records =
    seed === undefined ? "the document's examples" : `${mock.rows('invoices').length} invented invoices (seed ${seed})`
  // Limited as the real one is, it wants a client that holds back.
  const limit = rateLimit ? '' : ', rateLimit: false'
  const url = `${mock.url}/v1`
  return `Billit answers on ${url} with ${records}.

  curl -H "Authorization: Bearer anything" ${url}/invoices
  new Billit({ token: 'anything', baseUrl: '${url}'${limit} })

Ctrl-C stops it.
`
}
