import type { Row } from './row.ts'

/** The path at which the mock serves an invoice. Responses prepend the origin that the client called. */
export const getPermalinkPath = (uuid: unknown): string => `/invoice/${uuid}`

/** Prepends an origin to the record's permalink, if that is a path. */
export const completePermalink = (row: Row, origin: string): Row =>
  typeof row.permalink === 'string' && row.permalink.startsWith('/') ? { ...row, permalink: origin + row.permalink } : row
