/** Selects and describes rows of a list. Pure. */
import { isRecord } from '../core/record.ts'
import { jsonType } from './shape.ts'

/** Selects up to `count` rows. Each next row has the most fields and types that the selected ones lack. */
export function selectDiverseRows(rows: readonly unknown[], count: number): unknown[] {
  const rest = rows.map((row) => ({ row, features: listFeatures(row) }))
  const seen = new Set<string>()
  const chosen: unknown[] = []
  while (chosen.length < count && rest.length > 0) {
    const gains = rest.map(({ features }) => features.filter((feature) => !seen.has(feature)).length)
    const [best] = rest.splice(gains.indexOf(Math.max(...gains)), 1)
    if (!best) break
    for (const feature of best.features) seen.add(feature)
    chosen.push(best.row)
  }
  return chosen
}

/** Lists each field with its type: `customer.isCompany null`. */
const listFeatures = (value: unknown, path = ''): string[] =>
  isRecord(value) && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, child]) => listFeatures(child, `${path}.${key}`))
    : [`${path} ${jsonType(value)}`]

/** Describes the order of the rows by creation time, or otherwise by id. */
export function describeOrder(rows: readonly unknown[]): string {
  for (const field of ['createdAt', 'id']) {
    const values = rows.map((row) => (isRecord(row) ? row[field] : undefined)).filter(isComparable)
    if (values.length < rows.length || new Set(values).size < 2) continue
    const pairs = values.slice(1).map((value, index) => [values[index] ?? value, value] as const)
    if (pairs.every(([one, next]) => one >= next)) return 'Newest first.'
    return pairs.every(([one, next]) => one <= next) ? 'Oldest first.' : 'Neither newest nor oldest first.'
  }
  return 'Unknown: too few different rows.'
}

const isComparable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
