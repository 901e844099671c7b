import type { Row } from './types.ts'

const DEFAULT_SIZE = 25
/** Laravel shows so many pages on each side of the current one. */
const EACH_SIDE = 3

/** One page of rows as Laravel writes it. Its links keep `page` and lose the rest, as the real ones do. */
export function pageOf(rows: Row[], query: URLSearchParams, path: string): Row {
  // `?page=` is as good as none.
  const page = Number(query.get('page') || 1)
  const size = Number(query.get('per_page') || DEFAULT_SIZE)
  const last = Math.max(1, Math.ceil(rows.length / size))
  const first = (page - 1) * size
  const data = rows.slice(first, first + size)
  const link = (number: number) => `${path}?page=${number}`
  const prev = page > 1 ? link(page - 1) : null
  const next = page < last ? link(page + 1) : null
  return {
    data,
    links: { first: link(1), last: link(last), prev, next },
    meta: {
      current_page: page,
      from: data.length > 0 ? first + 1 : null,
      last_page: last,
      links: [
        { url: prev, label: '&laquo; Previous', active: false },
        ...numbers(page, last).map((number) =>
          number === undefined
            ? { url: null, label: '...', active: false }
            : { url: link(number), label: String(number), active: number === page },
        ),
        { url: next, label: 'Next &raquo;', active: false },
      ],
      path,
      per_page: size,
      to: data.length > 0 ? first + data.length : null,
      total: rows.length,
    },
  }
}

/** The pages that a pager shows: the first two, those around the current one, the last two. `undefined` stands for a gap. */
function numbers(page: number, last: number): Array<number | undefined> {
  const all = Array.from({ length: last }, (_, index) => index + 1)
  if (last < EACH_SIDE * 2 + 8) return all
  const shown = all.filter((number) => number <= 2 || number > last - 2 || Math.abs(number - page) <= EACH_SIDE)
  return shown.flatMap((number, index) => (index > 0 && number - (shown[index - 1] ?? 0) > 1 ? [undefined, number] : [number]))
}
