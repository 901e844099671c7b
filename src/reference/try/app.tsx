import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { AnswerView } from './answer.tsx'
import { findField, problemsIn } from './check.ts'
import { curlOf, typeScriptOf } from './code.ts'
import { timeOf } from './dom.ts'
import { Form } from './form.tsx'
import { type Model, type Operation, referenceAddress } from './model.ts'
import { Operations } from './operations.tsx'
import { Code, Confirm, Method } from './parts.tsx'
import { type Filled, filledFor, type Request, requestOf } from './request.ts'
import { type Outcome, send } from './send.ts'
import { ServerFields } from './server-fields.tsx'
import { readServer } from './servers.ts'

/** A request that was sent, and what came back. The token is not in it. */
interface Exchange {
  at: Date
  operation: Operation
  filled: Filled
  server: string
  outcome: Outcome
}

export interface AppProps {
  model: Model
  /** Where requests go unless the address of the page says otherwise. */
  defaultServer: string
}

/** The whole page. Its state, with the token, is kept in memory only. */
export function App({ model, defaultServer }: AppProps) {
  const { sandbox, operations } = model
  const start = useMemo(() => readAddress(model, defaultServer), [])
  const [operation, setOperation] = useState(start.operation)
  const [server, setServer] = useState(start.server)
  const [token, setToken] = useState('')
  const [drafts, setDrafts] = useState<Record<string, Filled>>({})
  const [exchange, setExchange] = useState<Exchange>()
  const [history, setHistory] = useState<Exchange[]>([])
  const [notice, setNotice] = useState(start.notice)
  const [target, setTarget] = useState<{ offset: number }>()
  const [isAsking, setAsking] = useState(false)
  const [isListOpen, setListOpen] = useState(false)
  const [sending, setSending] = useState<AbortController>()
  const isBusy = useRef(false)

  const filled = drafts[operation.id] ?? filledFor(operation)
  const problems = useMemo(
    () => (operation.body ? problemsIn(filled.body, operation.body.schema, model) : []),
    [operation, filled.body],
  )
  const request = attempt(() => requestOf(operation, filled))
  const destination = readServer(server, sandbox)
  const isSandbox = 'url' in destination && destination.url === sandbox

  const addressOf = (chosen: Operation, to = server) =>
    `?${new URLSearchParams({ operation: chosen.id, ...(to === defaultServer ? {} : { server: to }) })}`

  function choose(chosen: Operation, to = server): void {
    window.history.pushState(null, '', addressOf(chosen, to))
    setOperation(chosen)
    setServer(to)
    setNotice('')
    setListOpen(false)
  }

  function changeServer(to: string): void {
    setServer(to)
    setNotice('')
    if ('url' in readServer(to, sandbox)) window.history.replaceState(null, '', addressOf(operation, to))
  }

  useEffect(() => {
    const goBack = () => {
      const address = readAddress(model, defaultServer)
      setOperation(address.operation)
      setServer(address.server)
      setNotice(address.notice)
    }
    window.addEventListener('popstate', goBack)
    return () => window.removeEventListener('popstate', goBack)
  }, [])

  useEffect(() => {
    document.title = `${operation.summary}: try it out`
  }, [operation])

  function submit(): void {
    if (sending || isAsking) return
    if ('refusal' in destination) setNotice(destination.refusal)
    else if ('failure' in request) setNotice(request.failure)
    else {
      setNotice('')
      if (operation.unsafe && isSandbox) setAsking(true)
      else carryOut(request.value, destination.url)
    }
  }

  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, repeat }: KeyboardEvent) => {
      if (key === 'Enter' && (ctrlKey || metaKey) && !repeat) submit()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  async function carryOut(ready: Request, to: string): Promise<void> {
    // Two clicks can come before the button is disabled.
    if (isBusy.current) return
    isBusy.current = true
    const controller = new AbortController()
    setSending(controller)
    const outcome = await send({ operation, request: ready, server: to, sandbox, token, signal: controller.signal })
    const done = { at: new Date(), operation, filled, server: to, outcome }
    setExchange(done)
    setHistory((before) => [done, ...before])
    setSending(undefined)
    isBusy.current = false
  }

  function answerQuestion(isYes: boolean): void {
    setAsking(false)
    if (isYes && 'value' in request && 'url' in destination) carryOut(request.value, destination.url)
  }

  function restore(done: Exchange): void {
    choose(done.operation, done.server)
    setDrafts({ ...drafts, [done.operation.id]: done.filled })
    setExchange(done)
  }

  const shown = exchange?.operation === operation ? exchange : undefined
  return (
    <div class="page">
      <Header operation={operation} isListOpen={isListOpen} onList={() => setListOpen(!isListOpen)} />
      <aside class={isListOpen ? 'open' : ''} id="operations">
        <Operations operations={operations} chosen={operation} addressOf={addressOf} onChoose={(chosen) => choose(chosen)} />
      </aside>
      <main>
        <div class="request">
          <h1>{operation.summary}</h1>
          <p class="path">
            <Method method={operation.method} /> <code>{operation.path}</code>
            {operation.deprecated && <span class="badge">deprecated</span>}
            {operation.unsafe && <span class="badge warning">unsafe to repeat</span>}
          </p>
          <p>
            <a href={`../index.html${referenceAddress(operation)}`}>All fields and answers of this operation</a>
          </p>
          <ServerFields
            server={server}
            sandbox={sandbox}
            mock={defaultServer}
            token={token}
            onServer={changeServer}
            onToken={setToken}
          />
          <Form
            operation={operation}
            filled={filled}
            problems={problems}
            target={target}
            onFill={(changed) => setDrafts({ ...drafts, [operation.id]: changed })}
            onTarget={(offset) => setTarget({ offset })}
          />
          <div class="buttons">
            <button type="button" class="primary" aria-disabled={sending !== undefined} onClick={submit}>
              Send
            </button>
            {sending && (
              <button type="button" onClick={() => sending.abort()}>
                Stop
              </button>
            )}
            <span class="quiet keys">Ctrl+Enter</span>
          </div>
          <p class="failure" role="alert">
            {notice}
          </p>
        </div>
        <div class="result">
          <AnswerView
            key={shown?.at.getTime()}
            outcome={shown?.outcome}
            isSending={sending !== undefined}
            hasField={(path) => operation.body !== undefined && findField(filled.body, path) !== undefined}
            onField={(path) => setTarget({ offset: findField(filled.body, path) ?? 0 })}
          />
          <section aria-labelledby="code">
            <h2 id="code">As code</h2>
            {'value' in request && 'url' in destination ? (
              <>
                <h3>TypeScript</h3>
                <Code
                  label="TypeScript"
                  language="typescript"
                  text={typeScriptOf(operation, filled.values, request.value, isSandbox ? undefined : destination.url)}
                />
                <h3>curl</h3>
                <Code label="curl" language="bash" text={curlOf(operation, request.value, destination.url)} />
              </>
            ) : (
              <p class="quiet">{'failure' in request ? request.failure : 'Choose a server first.'}</p>
            )}
          </section>
          <History history={history} sandbox={sandbox} onRestore={restore} />
        </div>
      </main>
      {isAsking && (
        <Confirm
          question={`${operation.summary} in the sandbox? It is unsafe to repeat: sending it twice does it twice.`}
          onAnswer={answerQuestion}
        />
      )}
    </div>
  )
}

function Header({ operation, isListOpen, onList }: { operation: Operation; isListOpen: boolean; onList: () => void }) {
  const [theme, setTheme] = useState(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <header>
      <button type="button" class="menu" aria-expanded={isListOpen} aria-controls="operations" onClick={onList}>
        Operations
      </button>
      <strong>Try it out</strong>
      <a href={`../index.html${referenceAddress(operation)}`}>Reference</a>
      <button type="button" class="theme" onClick={() => setTheme(other)}>
        {other === 'dark' ? 'Dark' : 'Light'}
      </button>
    </header>
  )
}

interface HistoryProps {
  history: Exchange[]
  sandbox: string
  onRestore: (done: Exchange) => void
}

function History({ history, sandbox, onRestore }: HistoryProps) {
  if (history.length === 0) return null
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <p class="quiet">Kept until you leave the page.</p>
      <ol class="history">
        {history.map((done) => (
          <li key={done.at.getTime()}>
            <button type="button" class="link" onClick={() => onRestore(done)}>
              {timeOf(done.at)} {done.operation.summary}
            </button>{' '}
            <span class="quiet">
              {done.outcome.kind === 'answer' ? done.outcome.status : 'no answer'}
              {done.server === sandbox && ', sandbox'}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** `?operation=createInvoice&server=http://localhost:4010/v1` */
function readAddress({ operations, sandbox }: Model, defaultServer: string) {
  const given = new URLSearchParams(location.search)
  const id = given.get('operation')
  const found = operations.find((operation) => operation.id === id)
  // The document has operations.
  const operation = found ?? (operations[0] as Operation)
  const read = readServer(given.get('server') ?? defaultServer, sandbox)
  const notices = [
    ...(id && !found ? [`There is no operation '${id}'.`] : []),
    ...('refusal' in read ? [`${read.refusal} The mock is chosen instead.`] : []),
  ]
  return { operation, server: 'url' in read ? read.url : defaultServer, notice: notices.join(' ') }
}

/** What a function returns, or the message of the error that it throws. */
function attempt<T>(work: () => T): { value: T } | { failure: string } {
  try {
    return { value: work() }
  } catch (error) {
    const isSyntax = error instanceof SyntaxError
    return { failure: isSyntax ? 'The body is not JSON yet.' : error instanceof Error ? error.message : String(error) }
  }
}
