/** Deviations of many answers, gathered by place. Pure. */
import type { Comparison, Deviation, Kind } from './compare.ts'
import { draftOf } from './draft.ts'
import type { Exchange } from './exchange.ts'
import { mergeShapes, typesText } from './shape.ts'

export interface Finding {
  /** The finding in one line: `GET /invoices 200 data[].customer.vat: undeclared field, string`. It is the same in every report. */
  text: string
  kind: Kind
  /** Such as `GET /invoices`; `every answer` where none differs. */
  operation: string
  /** The HTTP status of the answers. 0 for every answer. */
  status: number
  /** Such as `data[].customer.vat`. Empty for the answer as a whole. */
  path: string
  /** How often it was seen. */
  count: number
  /** How often the place was seen at all. */
  of: number
  /** Set where it was seen only with this query parameter. */
  onlyWith?: string
  /** Where in `spec/` it would be mended, and how. */
  draft: { where: string; yaml: string }
}

/** What was found in one answer. */
export interface Compared extends Pick<Comparison, 'deviations' | 'visits' | 'headers'> {
  exchange: Exchange
}

interface Gathered {
  operation: string
  status: number
  deviation: Deviation
  count: number
  queries: Set<string>
}

/** By operation, status, path and kind, in the order in which they were first seen. */
export function gather(compared: readonly Compared[]): Finding[] {
  const gathered = new Map<string, Gathered>()
  const visits = new Map<string, number>()
  const everywhere = headersMissingEverywhere(compared)
  for (const { exchange, deviations, visits: seen } of compared) {
    const { method, path, status } = exchange
    for (const [place, count] of seen) add(visits, [method, path, status, place].join(' '), count)
    for (const deviation of deviations) {
      const isEverywhere = deviation.kind === 'missing header' && everywhere.has(deviation.path)
      const operation = isEverywhere ? 'every answer' : `${method} ${path}`
      const of = isEverywhere ? 0 : status
      const key = [operation, of, deviation.kind, deviation.path, deviation.declared].join(' ')
      const known = gathered.get(key)
      const queries = new Set([...(known?.queries ?? []), filterOf(exchange)])
      gathered.set(key, {
        operation,
        status: of,
        deviation: known ? { ...deviation, ...mergedShape(known.deviation, deviation) } : deviation,
        count: (known?.count ?? 0) + 1,
        queries,
      })
    }
  }
  return [...gathered.values()].map((one) => findingOf(one, visits))
}

const add = (sums: Map<string, number>, key: string, count: number) => sums.set(key, (sums.get(key) ?? 0) + count)

const mergedShape = ({ shape: one }: Deviation, { shape: other }: Deviation): Pick<Deviation, 'shape'> =>
  one && other ? { shape: mergeShapes(one, other) } : {}

/** The headers that no answer has, of those that should. A server that never sends one is one finding, not forty. */
function headersMissingEverywhere(compared: readonly Compared[]): ReadonlySet<string> {
  const [expected, missing] = [new Map<string, number>(), new Map<string, number>()]
  for (const { headers, deviations } of compared) {
    for (const path of headers) add(expected, path, 1)
    for (const { kind, path } of deviations) if (kind === 'missing header') add(missing, path, 1)
  }
  return new Set([...missing].filter(([path, count]) => count > 1 && count === expected.get(path)).map(([path]) => path))
}

/** The filter that an answer was asked with. */
const filterOf = ({ query = {} }: Exchange): string =>
  Object.keys(query)
    .filter((name) => name !== 'page' && name !== 'per_page')
    .join('&')

function findingOf({ operation, status, deviation, count, queries }: Gathered, visits: Map<string, number>): Finding {
  const { kind, path } = deviation
  const what = problemOf(deviation)
  const text = `${[operation, status || '', path].filter((part) => part !== '').join(' ')}: ${what}`
  const only = queries.size === 1 ? [...queries].join() : ''
  const seen = (place: string) => visits.get(`${operation} ${status} ${place}`)
  const of = (isField(kind) ? seen(parentOf(path)) : seen(path)) ?? seen('') ?? count
  return {
    text,
    kind,
    operation,
    status,
    path,
    count,
    of: Math.max(count, of),
    ...(only ? { onlyWith: only } : {}),
    draft: draftOf(operation, status, deviation),
  }
}

/** A field that should not be there, or is not there, counts by the object that it is missing from. */
const isField = (kind: Kind): boolean => kind === 'undeclared field' || kind === 'missing field'

const parentOf = (path: string): string => path.split('.').slice(0, -1).join('.')

function problemOf({ kind, declared = '', shape }: Deviation): string {
  const types = typesText(shape?.types ?? [])
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
      return `${types}, none of the declared values`
    case 'format':
      return `${types}, not of the format ${declared}`
    case 'limit':
      return `${types}, breaks ${declared}`
    case 'status':
      return `status, ${declared}`
    case 'paging':
      return `paging, ${declared}`
    default:
      return declared
  }
}
