import type { SendResult } from './send.ts'

/** One line: the status of the response, or what happened instead. */
export function ResponseStatus({ result, isSending }: { result: SendResult | undefined; isSending: boolean }) {
  if (isSending) return <p class="quiet">Waiting for the response…</p>
  if (!result) return <p class="quiet">No request has been sent.</p>
  if (result.kind === 'failure') return <p class="failure">{result.message}</p>
  const { status, milliseconds } = result
  const kind = status < 300 ? 'success' : status < 500 ? 'client-error' : 'server-error'
  return (
    <p>
      <strong class={`status ${kind}`}>
        {status} {REASONS[status] ?? ''}
      </strong>{' '}
      <span class="quiet">in {Math.round(milliseconds)} ms</span>
    </p>
  )
}

/** HTTP/2 responses have no reason phrase. */
const REASONS: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
