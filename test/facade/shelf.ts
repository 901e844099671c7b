/** Handler of a local server that paginates tags like Laravel. */
import type { Tag } from '../../src/index.ts'
import { type Handler, sendJson } from '../support/local-server.ts'

export const tags = (count: number): Tag[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, tag: `tag ${index + 1}`, description: null }))

/** @param clamp Maximum page size of the server. */
export const shelf =
  (rows: Tag[], clamp = 250): Handler =>
  ({ path, query }, response) => {
    const page = Number(query.page)
    const size = Math.min(clamp, Number(query.per_page))
    const last = Math.max(1, Math.ceil(rows.length / size))
    const data = rows.slice((page - 1) * size, page * size)
    // As in the API, links omit the page size and the filters.
    const link = (number: number) => (number >= 1 && number <= last ? `http://billit.example${path}?page=${number}` : null)
    sendJson(response, {
      data,
      links: { first: link(1), last: link(last), prev: link(page - 1), next: link(page + 1) },
      meta: {
        current_page: page,
        last_page: last,
        per_page: size,
        total: rows.length,
        from: data.length > 0 ? (page - 1) * size + 1 : null,
        to: data.length > 0 ? (page - 1) * size + data.length : null,
        path,
        links: [],
      },
    })
  }
