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
import { explainConnectionError, type FailureText } from './connection-error.ts'
import type { Operation } from './model.ts'
import type { ApiRequest } from './request.ts'

export type SendResult = ReceivedResponse | SendFailure

export interface ReceivedResponse {
  kind: 'response'
  status: number
  milliseconds: number
  /** Rate-limit headers first. */
  headers: Array<[name: string, value: string]>
  /** Parsed JSON, or text if it is not JSON. `undefined` if the response has no body. */
  body: unknown
  /** The media type of a binary body, such as a PDF. */
  binaryType?: string
  /** The validation messages, by field. */
  fields: Record<string, string[]>
}

/** No response was received. */
export interface SendFailure extends FailureText {
  kind: 'failure'
}

export interface SendOptions {
  operation: Operation
  request: ApiRequest
  server: string
  sandbox: string
  token: string
  signal: AbortSignal
}

/** Sends a request once, without retries. */
export async function send(options: SendOptions): Promise<SendResult> {
  const { operation, request, server, signal } = options
  let event: ResponseEvent | undefined
  try {
    const billit = new Billit({
      // The mock accepts any token, but the SDK requires one.
      token: options.token.trim() || (server === options.sandbox ? '' : 'any'),
      baseUrl: server,
      rateLimit: false,
      maxRetries: 0,
      // The reader sends each request by hand, to a mock or the sandbox, and sees how it ended.
      dangerouslyAllowBrowser: true,
      onResponse: (received) => {
        event = received
      },
    })
    // The OpenAPI document uses only methods that the SDK accepts.
    const method = operation.method as 'GET' | 'POST' | 'PUT' | 'DELETE'
    const { data } = await billit.request({ ...request, method, signal }).withResponse()
    return createResponse(event, data)
  } catch (error) {
    if (event && error instanceof ResponseParseError) return { ...createResponse(event, error.body), ...findBinaryType(event) }
    if (event?.status === 0)
      return { kind: 'failure', message: `${server} responded with a redirect, and this page does not follow redirects.` }
    if (event && isApiError(error)) return createResponse(event, error.body, fieldErrors(error))
    return { kind: 'failure', ...(await explainError(error, options)) }
  }
}

const isApiError = (error: unknown): error is ApiError => error instanceof BillitError && 'status' in error && 'headers' in error

function createResponse(
  event: ResponseEvent | undefined,
  body: unknown,
  fields: Record<string, string[]> = {},
): ReceivedResponse {
  const { status = 0, milliseconds = 0, headers = new Headers() } = event ?? {}
  const isLimit = (name: string) => name.startsWith('x-ratelimit') || name === 'retry-after'
  const sorted = [...headers].toSorted(([one], [other]) => Number(isLimit(other)) - Number(isLimit(one)))
  return { kind: 'response', status, milliseconds, headers: sorted, body, fields }
}

function findBinaryType({ headers }: ResponseEvent): { binaryType?: string } {
  const [type = ''] = headers.get('Content-Type')?.split(';') ?? []
  return type === '' || /^text\/|json|xml/.test(type) ? {} : { binaryType: type }
}

async function explainError(error: unknown, options: SendOptions): Promise<FailureText> {
  const { operation, server, sandbox, token, signal } = options
  const warning = operation.unsafe ? ' The request may have succeeded. Check before you retry.' : ''
  if (signal.aborted) return { message: `Stopped.${warning}` }
  if (error instanceof TimeoutError) return { message: `No response within 30 seconds.${warning}` }
  if (error instanceof ConnectionError) return explainConnectionError(server, sandbox, warning)
  if (server === sandbox && token.trim() === '')
    return { message: "Enter your sandbox account's API token. You find it in the web app, under Settings > API." }
  return { message: error instanceof Error ? error.message : String(error) }
}
