import { useMemo, useState } from 'preact/hooks'
import { describeEffect } from './draft.ts'
import type { Model } from './model.ts'
import { type FormValues, getInitialValues, tryBuildRequest } from './request.ts'
import { parseServer } from './servers.ts'
import { type Exchange, useExchanges } from './use-exchanges.ts'
import { useIsMock } from './use-is-mock.ts'
import { useSelection } from './use-selection.ts'
import { useSubmit } from './use-submit.ts'
import { findProblems } from './validate.ts'

export type Page = ReturnType<typeof usePage>

/** The state of the page. All of it, the API token included, stays in memory. */
export function usePage(model: Model, defaultServer: string) {
  const { sandbox } = model
  const selection = useSelection(model, defaultServer)
  const { operation, server } = selection
  const exchanges = useExchanges()
  const [token, setToken] = useState('')
  const [forms, setForms] = useState<Record<string, FormValues>>({})
  const [cursor, setCursor] = useState<{ offset: number }>()

  const form = forms[operation.id] ?? getInitialValues(operation)
  const problems = useMemo(
    () => (operation.body ? findProblems(form.body, operation.body.schema, model) : []),
    [operation, form.body],
  )
  const built = tryBuildRequest(operation, form)
  const destination = parseServer(server, sandbox)
  const isSandbox = 'url' in destination && destination.url === sandbox
  const isMock = useIsMock('url' in destination && !isSandbox ? destination.url : undefined, exchanges.history.length > 0)
  const effect = isSandbox && 'request' in built ? describeEffect(operation, built.request.body) : ''

  /** A token of the sandbox must not reach another server. */
  function setServer(changed: string): void {
    if (changed === sandbox || server === sandbox) setToken('')
    selection.setServer(changed)
  }

  const submission = useSubmit({
    built,
    destination,
    isSending: exchanges.isSending,
    needsConfirmation: effect !== '',
    onNotice: selection.setNotice,
    onSend: (request, to) => exchanges.run(form, { operation, request, server: to, sandbox, token }),
  })

  function restore(exchange: Exchange): void {
    if (exchange.server !== server) setToken('')
    selection.select(exchange.operation, exchange.server)
    setForms({ ...forms, [exchange.operation.id]: exchange.form })
    exchanges.setExchange(exchange)
  }

  return {
    ...{ sandbox, defaultServer, selection, exchanges, submission, restore },
    ...{ token, setToken, form, problems, built, destination, isSandbox, isMock, effect, setServer },
    setForm: (changed: FormValues) => setForms({ ...forms, [operation.id]: changed }),
    /** Where to put the cursor in the body. Each new object moves it there. */
    cursor,
    moveCursor: (offset: number) => setCursor({ offset }),
  }
}
