import { useState } from 'preact/hooks'
import type { Account } from '../../core/types.ts'
import { describeReplacement, replaceAccountIds } from './account-ids.ts'
import type { Model } from './model.ts'
import { formatJson } from './request.ts'
import { send } from './send.ts'

export interface AccountIdsOptions {
  model: Model
  /** The URL of the server. `undefined` if none is selected. */
  server: string | undefined
  token: string
  body: string
  onBody: (body: string) => void
  onNotice: (notice: string) => void
}

/** Gets the account, and replaces the ids in the body by its own. */
export function useAccountIds({ model, server, token, body, onBody, onNotice }: AccountIdsOptions) {
  const [isBusy, setBusy] = useState(false)
  const operation = model.operations.find(({ id }) => id === 'getAccount')

  async function fill(): Promise<void> {
    if (isBusy || server === undefined || !operation) return
    const draft = parse(body)
    if (draft === undefined) return onNotice('The body is not valid JSON.')
    setBusy(true)
    const request = { path: operation.path, query: {}, body: undefined }
    const { sandbox } = model
    const result = await send({ operation, request, server, sandbox, token, signal: new AbortController().signal })
    setBusy(false)
    if (result.kind === 'failure') return onNotice(result.message)
    if (result.status !== 200) return onNotice(`The account could not be read: the server returned ${result.status}.`)
    // As in the OpenAPI document. What the server omits is not replaced.
    const { data } = result.body as { data: Account }
    const replacement = replaceAccountIds(draft, model.account, data)
    onBody(formatJson(replacement.body))
    onNotice(describeReplacement(replacement))
  }

  return { fill, isBusy }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
