import { isRecord } from '../core/record.ts'
import type { PageFacts } from './page.ts'
import { Recent } from './recent.ts'

/** How a list is walked. */
export interface WalkOptions {
  /** The first page. */
  start: number
  /** How many pages are asked for ahead of the one that is read. 0: each is asked for when it is needed. */
  ahead: number
  /** How many rows are wanted. */
  limit: number
}

/**
 * Walks a list page by page, in order, giving each row once although rows shift while it reads: pages are offsets, so a
 * row that is created pushes others onto a later page, and one that is deleted pulls others onto an earlier one.
 *
 * @param read Reads one page. What it gives is asked for once, and again only to look for rows that slid back.
 */
export async function* walk<T>(
  read: (page: number) => Promise<PageFacts<T>>,
  { start, ahead, limit }: WalkOptions,
): AsyncGenerator<PageFacts<T>, void, undefined> {
  const recent = new Recent()
  const asked = new Map<number, Promise<PageFacts<T>>>()
  const ask = (page: number): Promise<PageFacts<T>> => {
    const answer = asked.get(page) ?? read(page)
    // It is awaited in its turn. Until then its failure is nobody's business.
    answer.catch(() => {})
    asked.set(page, answer)
    return answer
  }
  let before: PageFacts<T> | undefined
  let delivered = 0
  for (let page = start, last = start; page <= last; page += 1) {
    const current = await ask(page)
    asked.delete(page)
    last = current.lastPage
    const needed = Math.ceil((limit - delivered) / Math.max(1, current.perPage))
    for (let next = page + 1; next <= Math.min(last, page + ahead, page + needed - 1); next += 1) ask(next)
    const slid = before ? await rowsThatSlidBack(read, before, current, start) : []
    const data = [...slid, ...current.data].filter((row) => recent.add(keyOf(row)))
    delivered += data.length
    yield { ...current, data }
    if (delivered >= limit) return
    before = current
  }
}

/**
 * Where the total has shrunk between two pages, rows of the later one may have slid onto the earlier one after it was
 * read. Looks there again, and further back while ever more have gone.
 */
async function rowsThatSlidBack<T>(
  read: (page: number) => Promise<PageFacts<T>>,
  before: PageFacts<T>,
  current: PageFacts<T>,
  start: number,
): Promise<T[]> {
  const found: T[] = []
  let least = current.total
  for (let page = before.page; page >= start && before.total - least > (before.page - page) * before.perPage; page -= 1) {
    const again = await read(page)
    least = Math.min(least, again.total)
    found.unshift(...again.data)
  }
  return found
}

/** What tells rows apart. A row without an id is never taken for another. */
function keyOf(row: unknown): unknown {
  return isRecord(row) ? (row.uuid ?? row.id) : undefined
}
