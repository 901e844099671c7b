import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Code, CopyButton } from './code-block.tsx'
import { InvoiceLinks } from './invoice-links.tsx'
import { formatJson } from './request.ts'
import { ResponseStatus } from './response-status.tsx'
import type { ReceivedResponse, SendResult } from './send.ts'
import { Tree } from './tree.tsx'

export interface ResponseViewProps {
  result: SendResult | undefined
  isSending: boolean
  /** Whether the request body has a field. */
  hasField: (path: string) => boolean
  onField: (path: string) => void
}

/** The page scrolls to the response if less than this much of it is in view. */
const MIN_VISIBLE_PX = 80

/** The response, or why there is none. */
export function ResponseView({ result, isSending, hasField, onField }: ResponseViewProps) {
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a narrow screen the response is below the request, out of view.
    const top = section.current?.getBoundingClientRect().top ?? 0
    if (result && top > window.innerHeight - MIN_VISIBLE_PX) section.current?.scrollIntoView()
  }, [result])
  return (
    <section ref={section} class="response" aria-labelledby="response" aria-busy={isSending}>
      <h2 id="response">Response</h2>
      <div role="status">
        <ResponseStatus result={result} isSending={isSending} />
      </div>
      {result?.kind === 'failure' && result.command && <Code label="command" text={result.command} />}
      {result?.kind === 'response' && (
        <>
          <InvalidFields fields={result.fields} hasField={hasField} onField={onField} />
          <InvoiceLinks body={result.body} />
          <Headers headers={result.headers} />
          {result.binaryType ? (
            <p class="quiet">
              The body is not text ({result.binaryType}). To save it, run the curl command with --output and a file name.
            </p>
          ) : (
            <BodyView body={result.body} />
          )}
        </>
      )}
    </section>
  )
}

type InvalidFieldsProps = { fields: ReceivedResponse['fields'] } & Pick<ResponseViewProps, 'hasField' | 'onField'>

function InvalidFields({ fields, hasField, onField }: InvalidFieldsProps) {
  const entries = Object.entries(fields)
  if (entries.length === 0) return null
  return (
    <>
      <h3>Invalid fields</h3>
      <dl class="invalid">
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

function Headers({ headers }: Pick<ReceivedResponse, 'headers'>) {
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
  const text = useMemo(() => (typeof body === 'string' ? body : (formatJson(body) ?? '')), [body])
  if (text === '') return <p class="quiet">The response has no body.</p>
  return (
    <>
      <div class="heading">
        <h3>Body</h3>
        <button type="button" class="link" onClick={() => setRaw(!isRaw)}>
          {isRaw ? 'Show as a tree' : 'Show as text'}
        </button>
        {!isRaw && <CopyButton label="the response body" text={text} />}
      </div>
      {isRaw || typeof body === 'string' ? (
        <Code label="the response body" text={text} />
      ) : (
        <div class="tree">
          <Tree value={body} />
        </div>
      )}
    </>
  )
}
