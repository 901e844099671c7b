import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Code, CopyButton } from './parts.tsx'
import { prettyJson } from './request.ts'
import type { Answer, Outcome } from './send.ts'
import { Tree } from './tree.tsx'

export interface AnswerViewProps {
  outcome: Outcome | undefined
  isSending: boolean
  /** Whether the request's body has this field. */
  hasField: (path: string) => boolean
  onField: (path: string) => void
}

/** The status of the answer must be in view: this much of it. */
const MIN_VISIBLE_PX = 80

/** What came back. */
export function AnswerView({ outcome, isSending, hasField, onField }: AnswerViewProps) {
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a narrow screen the answer is below the request, out of sight.
    const top = section.current?.getBoundingClientRect().top ?? 0
    if (outcome && top > window.innerHeight - MIN_VISIBLE_PX) section.current?.scrollIntoView()
  }, [outcome])
  return (
    <section ref={section} class="answer" aria-labelledby="answer" aria-busy={isSending}>
      <h2 id="answer">Answer</h2>
      <div role="status">{statusLine(outcome, isSending)}</div>
      {outcome?.kind === 'failure' && outcome.command && <Code label="command" text={outcome.command} />}
      {outcome?.kind === 'answer' && (
        <>
          <Fields fields={outcome.fields} hasField={hasField} onField={onField} />
          <Headers headers={outcome.headers} />
          {outcome.binaryType ? (
            <p class="quiet">The body is not text ({outcome.binaryType}). Save it with curl: add --output and a file name.</p>
          ) : (
            <BodyView body={outcome.body} />
          )}
        </>
      )}
    </section>
  )
}

function statusLine(outcome: Outcome | undefined, isSending: boolean) {
  if (isSending) return <p class="quiet">Waiting for the answer…</p>
  if (!outcome) return <p class="quiet">Nothing has been sent yet.</p>
  if (outcome.kind === 'failure') return <p class="failure">{outcome.message}</p>
  const { status, milliseconds } = outcome
  const kind = status < 300 ? 'good' : status < 500 ? 'refused' : 'broken'
  return (
    <p>
      <strong class={`status ${kind}`}>
        {status} {REASONS[status] ?? ''}
      </strong>{' '}
      <span class="quiet">in {Math.round(milliseconds)} ms</span>
    </p>
  )
}

/** HTTP/2 sends no reason phrase. */
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

function Fields({ fields, hasField, onField }: { fields: Answer['fields'] } & Pick<AnswerViewProps, 'hasField' | 'onField'>) {
  const entries = Object.entries(fields)
  if (entries.length === 0) return null
  return (
    <>
      <h3>Refused fields</h3>
      <dl class="refused">
        {entries.map(([path, messages]) => (
          <div key={path}>
            <dt>
              {hasField(path) ? (
                <button type="button" class="link" onClick={() => onField(path)}>
                  <code>{path}</code>
                </button>
              ) : (
                <code>{path}</code>
              )}
            </dt>
            <dd>{messages.join(' ')}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Headers({ headers }: { headers: Answer['headers'] }) {
  if (headers.length === 0) return null
  return (
    <details open>
      <summary>Headers</summary>
      <table>
        <tbody>
          {headers.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function BodyView({ body }: { body: unknown }) {
  const [isRaw, setRaw] = useState(false)
  const text = useMemo(() => (typeof body === 'string' ? body : (prettyJson(body) ?? '')), [body])
  if (text === '') return <p class="quiet">The answer has no body.</p>
  return (
    <>
      <div class="heading">
        <h3>Body</h3>
        <button type="button" class="link" onClick={() => setRaw(!isRaw)}>
          {isRaw ? 'Show as a tree' : 'Show as text'}
        </button>
        {!isRaw && <CopyButton label="the answer's body" text={text} />}
      </div>
      {isRaw || typeof body === 'string' ? (
        <Code label="the answer's body" text={text} />
      ) : (
        <div class="tree">
          <Tree value={body} />
        </div>
      )}
    </>
  )
}
