import { useState } from 'preact/hooks'
import { Confirm } from './confirm.tsx'
import { Header } from './header.tsx'
import type { Model } from './model.ts'
import { OperationList } from './operation-list.tsx'
import { RequestPanel } from './request-panel.tsx'
import { ResultPanel } from './result-panel.tsx'
import { usePage } from './use-page.ts'

export interface AppProps {
  model: Model
  /** The server that is selected unless the page's URL names another. */
  defaultServer: string
}

/** The whole page. */
export function App({ model, defaultServer }: AppProps) {
  const page = usePage(model, defaultServer)
  const [isListOpen, setListOpen] = useState(false)
  const { selection, submission } = page
  const { operation } = selection
  return (
    <div class="page">
      <Header operation={operation} isListOpen={isListOpen} onList={() => setListOpen(!isListOpen)} />
      <aside class={isListOpen ? 'open' : ''} id="operations">
        <OperationList
          operations={model.operations}
          selected={operation}
          formatLink={selection.formatLink}
          onSelect={(selected) => {
            selection.select(selected)
            setListOpen(false)
          }}
        />
      </aside>
      <main>
        <RequestPanel page={page} />
        <ResultPanel
          page={page}
          onRestore={(exchange) => {
            page.restore(exchange)
            setListOpen(false)
          }}
        />
      </main>
      {submission.isConfirming && (
        <Confirm question={`${operation.summary} in the sandbox? ${page.effect}`} onClose={submission.confirm} />
      )}
      {page.reset.isConfirming && (
        <Confirm question="Reset the mock? It returns to the records that it started with." onClose={page.reset.confirm} />
      )}
    </div>
  )
}
