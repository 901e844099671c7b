import type { Row } from './row.ts'

/** Laravel's pager shows this many pages on each side of the current one. */
const EACH_SIDE = 3

export interface Paging {
  /** From 1. */
  page: number
  /** Rows on a page. */
  size: number
}

/** A page in Laravel's format. As in Billit's responses, its links have no parameter but `page`. */
export function createPage(data: Row[], total: number, { page, size }: Paging, url: string): Row {
  const last = Math.max(1, Math.ceil(total / size))
  const first = (page - 1) * size
  const link = (number: number) => `${url}?page=${number}`
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
        ...pagerNumbers(page, last).map((number) =>
          number === undefined
            ? { url: null, label: '...', active: false }
            : { url: link(number), label: String(number), active: number === page },
        ),
        { url: next, label: 'Next &raquo;', active: false },
      ],
      path: url,
      per_page: size,
      to: data.length > 0 ? first + data.length : null,
      total,
    },
  }
}

/** The page numbers in Laravel's pager: the first two, those around the current page, and the last two. `undefined` is a gap. */
function pagerNumbers(page: number, last: number): Array<number | undefined> {
  const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
  if (last < EACH_SIDE * 2 + 8) return range(1, last)
  const around = range(Math.max(1, page - EACH_SIDE), Math.min(last, page + EACH_SIDE))
  const shown = [...new Set([1, 2, ...around, last - 1, last])].sort((one, other) => one - other)
  return shown.flatMap((number, index) => (index > 0 && number - (shown[index - 1] ?? 0) > 1 ? [undefined, number] : [number]))
}
