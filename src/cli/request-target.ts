/** Which operation of the OpenAPI document the operands of `billit-io request` mean. Pure. */
import { type Operation, operations } from '../../generated/operations.ts'
import { nearestName } from '../core/text.ts'
import { CliError } from './cli-error.ts'

export type OperationId = keyof typeof operations

export interface RequestTarget {
  id: OperationId
  method: string
  /** The path with its parameters filled in. */
  path: string
  /** Whether the response is a page of a list. */
  isList: boolean
}

/** Their facts, with the type that has every field. */
const TABLE: Readonly<Record<OperationId, Operation>> = operations
// The table has no other keys.
const IDS = Object.keys(operations) as OperationId[]

/**
 * Finds the operation of `GET /invoices`, `/invoices` or `getInvoice <uuid>`.
 *
 * @throws CliError if the document has no such operation.
 */
export function findTarget(operands: readonly string[]): RequestTarget {
  const [first = '', ...rest] = operands
  if (/^[a-z]+$/i.test(first) && rest[0]?.startsWith('/')) return byPath(first.toUpperCase(), rest)
  return first.startsWith('/') ? byPath('GET', operands) : byId(first, rest)
}

function byPath(method: string, [path = '', extra]: readonly string[]): RequestTarget {
  if (extra !== undefined) throw new CliError(2, `npx billit-io request does not accept '${extra}' after a path.`)
  if (path.includes('?')) throw new CliError(2, 'Pass the query with --query, such as --query unpaid=1, not in the path.')
  const id = IDS.find((each) => TABLE[each].method === method && matches(TABLE[each].url, path))
  if (id) return target(id, path)
  const methods = IDS.filter((each) => matches(TABLE[each].url, path)).map((each) => TABLE[each].method)
  const nearest = nearestName(
    path,
    [...new Set(IDS.map((each) => TABLE[each].url))].filter((url) => url !== '/'),
  )
  const hint =
    methods.length > 0 ? `It has ${methods.join(', ')} for this path.` : nearest ? `Did you mean ${nearest}?` : WHERE_THEY_ARE
  throw new CliError(2, `The OpenAPI document has no operation ${method} ${path}. ${hint}`)
}

const WHERE_THEY_ARE = 'npx billit-io docs shows all operations.'

/** Whether a path is one of the template. A parameter is one segment. */
function matches(template: string, path: string): boolean {
  const [expected, actual] = [template.split('/'), path.split('/')]
  return (
    expected.length === actual.length &&
    expected.every((part, index) => (part.startsWith('{') ? actual[index] !== '' : part === actual[index]))
  )
}

function byId(text: string, values: readonly string[]): RequestTarget {
  const id = IDS.find((each) => each === text)
  if (!id) {
    const nearest = nearestName(text, IDS)
    const hint = nearest ? `Did you mean ${nearest}?` : WHERE_THEY_ARE
    throw new CliError(2, `The OpenAPI document has no operation '${text}'. ${hint}`)
  }
  const names = [...TABLE[id].url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  if (names.length !== values.length) {
    const expected = names.length === 0 ? 'no parameter' : names.map((name) => `<${name}>`).join(' ')
    throw new CliError(2, `npx billit-io request ${id} accepts ${expected} after the operation.`)
  }
  const left = [...values]
  return target(
    id,
    TABLE[id].url.replace(/\{\w+\}/g, () => encodeURIComponent(left.shift() ?? '')),
  )
}

const target = (id: OperationId, path: string): RequestTarget => ({
  id,
  method: TABLE[id].method,
  path,
  isList: TABLE[id].shape === 'page',
})

/** What to do instead of a request that is not a read. */
export function safeAlternative(id: OperationId): string {
  if (id === 'checkCredentials') return 'Use npx billit-io ping, which checks the token.'
  if (id === 'createInvoice') {
    return 'Use npx billit-io invoices create draft.json --key <key>, which never creates an invoice twice. --dry-run shows the request.'
  }
  return 'Use the web app of Billit, or the SDK in a program. --dry-run shows the request.'
}
