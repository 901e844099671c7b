import type { Model, Operation } from './model.ts'
import { parseServer } from './servers.ts'

/** The operation and the server that the page's URL selects. */
export interface Selection {
  operation: Operation
  server: string
  /** Why a part of the URL was ignored. Otherwise empty. */
  notice: string
}

/** Reads a URL such as `?operation=createInvoice&server=http://localhost:4010/v1`. */
export function readUrl({ operations, sandbox }: Model, defaultServer: string): Selection {
  const query = new URLSearchParams(location.search)
  const id = query.get('operation')
  const found = operations.find((operation) => operation.id === id)
  // The OpenAPI document has at least one operation.
  const operation = found ?? (operations[0] as Operation)
  const parsed = parseServer(query.get('server') ?? defaultServer, sandbox)
  const notices = [
    ...(id && !found ? [`Unknown operation '${id}'.`] : []),
    ...('error' in parsed ? [`${parsed.error} The mock is selected instead.`] : []),
  ]
  return { operation, server: 'url' in parsed ? parsed.url : defaultServer, notice: notices.join(' ') }
}

/** Formats the query of a URL. The server is left out if it is the default. */
export const formatUrl = ({ id }: Operation, server: string, defaultServer: string): string =>
  `?${new URLSearchParams({ operation: id, ...(server === defaultServer ? {} : { server }) })}`
