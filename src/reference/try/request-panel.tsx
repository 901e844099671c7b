import { Method } from './method.tsx'
import { getReferenceHash, type Operation } from './model.ts'
import { RequestForm } from './request-form.tsx'
import { ServerFields } from './server-fields.tsx'
import { mayControlMock } from './servers.ts'
import type { Page } from './use-page.ts'

/** The selected operation, with everything the reader enters to send a request. */
export function RequestPanel({ page }: { page: Page }) {
  const { selection, exchanges, submission } = page
  return (
    <div class="request">
      <OperationHeading operation={selection.operation} />
      <ServerFields
        server={selection.server}
        sandbox={page.sandbox}
        mock={page.defaultServer}
        isMock={page.isMock}
        token={page.token}
        onReset={mayControlMock(location) ? page.reset.ask : undefined}
        onServer={page.setServer}
        onToken={page.setToken}
      />
      <RequestForm
        operation={selection.operation}
        form={page.form}
        problems={page.problems}
        cursor={page.cursor}
        onAccountIds={page.accountIds.fill}
        onChange={page.setForm}
        onProblem={page.moveCursor}
      />
      <div class="buttons">
        <button type="button" class="primary" aria-disabled={exchanges.isSending} onClick={submission.submit}>
          Send
        </button>
        {exchanges.isSending && (
          <button type="button" onClick={exchanges.stop}>
            Stop
          </button>
        )}
        <span class="quiet keys">Ctrl+Enter</span>
      </div>
      <p class="failure" role="alert">
        {selection.notice}
      </p>
    </div>
  )
}

function OperationHeading({ operation }: { operation: Operation }) {
  return (
    <>
      <h1>{operation.summary}</h1>
      <p class="path">
        <Method method={operation.method} /> <code>{operation.path}</code>
        {operation.deprecated && <span class="badge">deprecated</span>}
        {operation.unsafe && <span class="badge warning">unsafe to repeat</span>}
      </p>
      <p>
        <a href={`../index.html${getReferenceHash(operation)}`}>All fields and responses of this operation</a>
      </p>
    </>
  )
}
