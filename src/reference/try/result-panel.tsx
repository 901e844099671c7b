import { formatCurl, formatTypeScript } from './code.ts'
import { Code } from './code-block.tsx'
import { History } from './history.tsx'
import { ResponseView } from './response.tsx'
import type { Exchange } from './use-exchanges.ts'
import type { Page } from './use-page.ts'
import { findFieldOffset } from './validate.ts'

/** The response, the request as code, and the history. */
export function ResultPanel({ page, onRestore }: { page: Page; onRestore: (exchange: Exchange) => void }) {
  const { form, sandbox, exchanges } = page
  const { operation } = page.selection
  const exchange = exchanges.exchange?.operation === operation ? exchanges.exchange : undefined
  return (
    <div class="result">
      <ResponseView
        key={exchange?.at.getTime()}
        result={exchange?.result}
        isSending={exchanges.isSending}
        hasField={(path) => operation.body !== undefined && findFieldOffset(form.body, path) !== undefined}
        onField={(path) => page.moveCursor(findFieldOffset(form.body, path) ?? 0)}
      />
      <CodeSamples page={page} />
      <History history={exchanges.history} sandbox={sandbox} onRestore={onRestore} />
    </div>
  )
}

function CodeSamples({ page }: { page: Page }) {
  const { form, built, destination, isSandbox } = page
  const { operation } = page.selection
  return (
    <section aria-labelledby="code">
      <h2 id="code">Code samples</h2>
      {'request' in built && 'url' in destination ? (
        <>
          <h3>TypeScript</h3>
          <Code
            label="TypeScript"
            language="typescript"
            text={formatTypeScript(operation, form.parameters, built.request, isSandbox ? undefined : destination.url)}
          />
          <h3>curl</h3>
          <Code label="curl" language="bash" text={formatCurl(operation, built.request, destination.url)} />
        </>
      ) : (
        <p class="quiet">{'error' in built ? built.error : 'Select a server first.'}</p>
      )}
    </section>
  )
}
