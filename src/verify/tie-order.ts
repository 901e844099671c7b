/** Whether rows with the same `createdAt` are listed in the same order in each request. Otherwise, pages miss or repeat rows. Pure. */
import { isRecord } from '../core/record.ts'

/** Returns the number of rows that have the `createdAt` of another row. */
export const countTied = (rows: readonly unknown[]): number =>
  [...groupByTime(rows).values()].reduce((sum, keys) => sum + (keys.length > 1 ? keys.length : 0), 0)

/** Whether two readings list the rows with the same `createdAt` in the same order. Rows that only one of them has are ignored. */
export function haveSameTieOrder(one: readonly unknown[], other: readonly unknown[]): boolean {
  const [groups, otherGroups] = [groupByTime(one), groupByTime(other)]
  return [...groups].every(([time, keys]) => {
    const otherKeys = otherGroups.get(time) ?? []
    const inBoth = keys.filter((key) => otherKeys.includes(key))
    return inBoth.join() === otherKeys.filter((key) => keys.includes(key)).join()
  })
}

/** The keys of the rows by `createdAt`, in the order of the list. */
function groupByTime(rows: readonly unknown[]): Map<string, Array<string | number>> {
  const groups = new Map<string, Array<string | number>>()
  for (const row of rows) {
    const { createdAt, uuid, id } = isRecord(row) ? row : {}
    const key = uuid ?? id
    if (typeof createdAt !== 'string' || (typeof key !== 'string' && typeof key !== 'number')) continue
    groups.set(createdAt, [...(groups.get(createdAt) ?? []), key])
  }
  return groups
}
