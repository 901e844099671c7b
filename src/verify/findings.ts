/** Groups the deviations of all responses into findings. Pure. */

import type { Exchange } from './client.ts'
import type { Comparison, Deviation, Kind } from './compare.ts'
import { formatTypes, mergeShapes } from './shape.ts'
import { type Suggestion, suggestChange } from './suggestion.ts'

export interface Finding {
  /** The finding in one line: `GET /invoices 200 data[].customer.vat: undeclared field, string`. Identifies it across reports. */
  text: string
  kind: Kind
  /** Such as `GET /invoices`, or `every response`. */
  operation: string
  /** The HTTP status. 0 for every response. */
  status: number
  /** Such as `data[].customer.vat`. Empty for the response as a whole. */
  path: string
  /** Number of occurrences. */
  count: number
  /** Number of values at this path, with or without the deviation. */
  of: number
  /** The query parameter, if the finding occurs only with it. */
  onlyWith?: string
  suggestion: Suggestion
}

/** The comparison of one response. */
export interface Compared extends Pick<Comparison, 'deviations' | 'visits' | 'headers'> {
  exchange: Exchange
}

interface Group {
  operation: string
  status: number
  deviation: Deviation
  count: number
  queries: Set<string>
}

/** Groups by operation, status, path and kind, in order of first occurrence. */
export function groupFindings(compared: readonly Compared[]): Finding[] {
  const groups = new Map<string, Group>()
  const visits = new Map<string, number>()
  const everywhere = headersMissingEverywhere(compared)
  for (const { exchange, deviations, visits: seen } of compared) {
    const { method, path, status } = exchange
    for (const [place, count] of seen) add(visits, [method, path, status, place].join(' '), count)
    for (const deviation of deviations) {
      const isEverywhere = deviation.kind === 'missing header' && everywhere.has(deviation.path)
      const operation = isEverywhere ? 'every response' : `${method} ${path}`
      const of = isEverywhere ? 0 : status
      const key = [operation, of, deviation.kind, deviation.path, deviation.declared].join(' ')
      const known = groups.get(key)
      const queries = new Set([...(known?.queries ?? []), filterNames(exchange)])
      groups.set(key, {
        operation,
        status: of,
        deviation: known ? { ...deviation, ...mergedShape(known.deviation, deviation) } : deviation,
        count: (known?.count ?? 0) + 1,
        queries,
      })
    }
  }
  return [...groups.values()].map((one) => toFinding(one, visits))
}

const add = (sums: Map<string, number>, key: string, count: number) => sums.set(key, (sums.get(key) ?? 0) + count)

const mergedShape = ({ shape: one }: Deviation, { shape: other }: Deviation): Pick<Deviation, 'shape'> =>
  one && other ? { shape: mergeShapes(one, other) } : {}

/** Declared headers that no response has. A server that never sends a header is one finding, and not one per operation. */
function headersMissingEverywhere(compared: readonly Compared[]): ReadonlySet<string> {
  const [expected, missing] = [new Map<string, number>(), new Map<string, number>()]
  for (const { headers, deviations } of compared) {
    for (const path of headers) add(expected, path, 1)
    for (const { kind, path } of deviations) if (kind === 'missing header') add(missing, path, 1)
  }
  return new Set([...missing].filter(([path, count]) => count > 1 && count === expected.get(path)).map(([path]) => path))
}

/** The names of the filters in a request. */
const filterNames = ({ query = {} }: Exchange): string =>
  Object.keys(query)
    .filter((name) => name !== 'page' && name !== 'per_page')
    .join('&')

function toFinding({ operation, status, deviation, count, queries }: Group, visits: Map<string, number>): Finding {
  const { kind, path } = deviation
  const problem = describeProblem(deviation)
  const text = `${[operation, status || '', path].filter((part) => part !== '').join(' ')}: ${problem}`
  const only = queries.size === 1 ? [...queries].join() : ''
  const seen = (place: string) => visits.get(`${operation} ${status} ${place}`)
  const of = (isFieldKind(kind) ? seen(parentPath(path)) : seen(path)) ?? seen('') ?? count
  return {
    text,
    kind,
    operation,
    status,
    path,
    count,
    of: Math.max(count, of),
    ...(only ? { onlyWith: only } : {}),
    suggestion: suggestChange(operation, status, deviation),
  }
}

/** Undeclared and missing fields are counted per object that contains or lacks them. */
const isFieldKind = (kind: Kind): boolean => kind === 'undeclared field' || kind === 'missing field'

const parentPath = (path: string): string => path.split('.').slice(0, -1).join('.')

function describeProblem({ kind, declared = '', shape }: Deviation): string {
  const types = formatTypes(shape?.types ?? [])
  switch (kind) {
    case 'undeclared field':
      return `undeclared field, ${types}`
    case 'missing field':
      return 'missing, declared as required'
    case 'missing header':
      return 'missing'
    case 'null':
    case 'type':
      return `${types}, declared as ${declared}`
    case 'value':
      return `${types}, not one of the declared values`
    case 'format':
      return `${types}, not in the format ${declared}`
    case 'limit':
      return `${types}, violates ${declared}`
    case 'paging':
      return `paging, ${declared}`
    default:
      return declared
  }
}
