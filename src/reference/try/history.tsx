import { formatTime } from './dom.ts'
import type { Exchange } from './use-exchanges.ts'

export interface HistoryProps {
  history: Exchange[]
  sandbox: string
  onRestore: (exchange: Exchange) => void
}

/** The requests sent so far, newest first. */
export function History({ history, sandbox, onRestore }: HistoryProps) {
  if (history.length === 0) return null
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <p class="quiet">Kept until you leave the page.</p>
      <ol class="history">
        {history.map((exchange) => (
          <li key={exchange.at.getTime()}>
            <button type="button" class="link" onClick={() => onRestore(exchange)}>
              {formatTime(exchange.at)} {exchange.operation.summary}
            </button>{' '}
            <span class="quiet">
              {exchange.result.kind === 'response' ? exchange.result.status : 'no response'}
              {exchange.server === sandbox && ', sandbox'}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
