/** Which rows of a list to look at more closely. Pure. */
import { isRecord } from '../core/record.ts'
import { typeOf } from './shape.ts'

/** Up to `count` rows that differ most in what they hold: each has the most fields and types that none before it had. */
export function differentRows(rows: readonly unknown[], count: number): unknown[] {
  const rest = rows.map((row) => ({ row, features: featuresOf(row) }))
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

/** Each field with its type: `customer.isCompany null`. */
const featuresOf = (value: unknown, path = ''): string[] =>
  isRecord(value) && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, child]) => featuresOf(child, `${path}.${key}`))
    : [`${path} ${typeOf(value)}`]

/** How rows follow each other by the time of their creation, or by their ids. */
export function orderOf(rows: readonly unknown[]): string {
  for (const field of ['createdAt', 'id']) {
    const values = rows.map((row) => (isRecord(row) ? row[field] : undefined)).filter(isComparable)
    if (values.length < rows.length || new Set(values).size < 2) continue
    const pairs = values.slice(1).map((value, index) => [values[index] ?? value, value] as const)
    if (pairs.every(([one, next]) => one >= next)) return 'Newest first.'
    return pairs.every(([one, next]) => one <= next) ? 'Oldest first.' : 'Neither newest nor oldest first.'
  }
  return 'It cannot be told from these rows.'
}

const isComparable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
