import {
  type ApiError,
  Billit,
  BillitError,
  ConnectionError,
  fieldErrors,
  type ResponseEvent,
  ResponseParseError,
  TimeoutError,
} from '../../index.ts'
import type { Operation } from './model.ts'
import type { Request } from './request.ts'
import { mockCommand } from './servers.ts'

/** What came back. */
export type Outcome = Answer | Failure

export interface Answer {
  kind: 'answer'
  status: number
  milliseconds: number
  /** The rate limit first. */
  headers: Array<[name: string, value: string]>
  /** Parsed, or the text if it is not JSON. `undefined` if there is none. */
  body: unknown
  /** The type of a body that is not text, such as a PDF. */
  binaryType?: string
  /** The messages for each field that was refused. */
  fields: Record<string, string[]>
}

/** No answer came. */
export interface Failure {
  kind: 'failure'
  /** What happened, and what to do. */
  message: string
  /** A command that solves it. */
  command?: string
}

export interface Sending {
  operation: Operation
  request: Request
  server: string
  sandbox: string
  token: string
  signal: AbortSignal
}

/** Sends a request once. Nothing is ever sent again on its own. */
export async function send(sending: Sending): Promise<Outcome> {
  const { operation, request, server, signal } = sending
  let seen: ResponseEvent | undefined
  try {
    const billit = new Billit({
      // The mock takes any token, so it needs none.
      token: sending.token.trim() || (server === sending.sandbox ? '' : 'any'),
      baseUrl: server,
      rateLimit: false,
      maxRetries: 0,
      onResponse: (event) => {
        seen = event
      },
    })
    // The document has only methods that the SDK takes.
    const method = operation.method as 'GET' | 'POST' | 'PUT' | 'DELETE'
    const { data } = await billit.request({ ...request, method, signal }).withResponse()
    return answerOf(seen, data)
  } catch (error) {
    if (seen && error instanceof ResponseParseError) return { ...answerOf(seen, error.body), ...binaryTypeOf(seen) }
    if (seen?.status === 0)
      return { kind: 'failure', message: `${server} redirects to another address, which this page does not follow.` }
    if (seen && isApiError(error)) return answerOf(seen, error.body, fieldErrors(error))
    return { kind: 'failure', ...(await explained(error, sending)) }
  }
}

const isApiError = (error: unknown): error is ApiError => error instanceof BillitError && 'status' in error && 'headers' in error

function answerOf(seen: ResponseEvent | undefined, body: unknown, fields: Record<string, string[]> = {}): Answer {
  const { status = 0, milliseconds = 0, headers = new Headers() } = seen ?? {}
  const isLimit = (name: string) => name.startsWith('x-ratelimit') || name === 'retry-after'
  const sorted = [...headers].toSorted(([one], [other]) => Number(isLimit(other)) - Number(isLimit(one)))
  return { kind: 'answer', status, milliseconds, headers: sorted, body, fields }
}

function binaryTypeOf({ headers }: ResponseEvent): { binaryType?: string } {
  const [type = ''] = headers.get('Content-Type')?.split(';') ?? []
  return type === '' || /^text\/|json|xml/.test(type) ? {} : { binaryType: type }
}

async function explained(error: unknown, { operation, server, sandbox, token, signal }: Sending): Promise<Omit<Failure, 'kind'>> {
  const warning = operation.unsafe ? ' It may have been carried out all the same: check before you send it again.' : ''
  if (signal.aborted) return { message: `Stopped.${warning}` }
  if (error instanceof TimeoutError) return { message: `No answer came within 30 seconds.${warning}` }
  if (error instanceof ConnectionError) {
    const reached = await isReachable(server)
    if (server === sandbox) {
      const cause = reached
        ? 'The sandbox does not let web pages read its answers (CORS).'
        : 'The sandbox cannot be reached from here.'
      return { message: `${cause}${warning} Copy the request as curl and run it in a terminal.` }
    }
    if (reached)
      return {
        message: `A server at ${server} broke the connection, or does not let web pages read its answers (CORS).${warning}`,
      }
    return { message: `No mock answers at ${server}. Start one, and send again:`, command: mockCommand(server) }
  }
  if (server === sandbox && token.trim() === '')
    return { message: "Fill in your sandbox account's token: it is under Settings > API in the web app." }
  return { message: error instanceof Error ? error.message : String(error) }
}

/** Whether anything answers there. No token is sent, and the page cannot read the answer, so no permission is needed. */
const isReachable = (server: string): Promise<boolean> =>
  fetch(server, { mode: 'no-cors', credentials: 'omit' }).then(
    () => true,
    () => false,
  )
