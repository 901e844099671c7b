/** Decides whether a list was read completely. Pure. */

/** The end of one reading of a list. */
export interface ListingEnd {
  /** Number of different rows. */
  rows: number
  /** Number of rows according to the server. `undefined` if unknown. */
  total: number | undefined
  /** Why the list cannot be read to its end. `undefined` if it was. */
  problem: string | undefined
}

/**
 * Consecutive readings of a list whose total stayed the same. A server whose order has ties returns another order for each
 * page, so that one reading misses rows. All readings together have every row.
 */
export interface Sweep {
  /** Number of its first listing. */
  start: number
  total: number | undefined
  /** Number of different rows in all its listings. */
  rows: number
}

/**
 * Adds a listing to the sweep, or starts a new one if the total differs, or the sweep has a row that was deleted meanwhile.
 *
 * @param union Number of different rows in the sweep and this listing.
 */
export function extendSweep(sweep: Sweep | undefined, listing: number, { rows, total }: ListingEnd, union: number): Sweep {
  const isSame = sweep !== undefined && total !== undefined && sweep.total === total && union <= total
  return isSame ? { ...sweep, rows: union } : { start: listing, total, rows }
}

/** Whether the sweep has every row of the list, so that missing records can be treated as deleted. */
export const isComplete = ({ rows, total }: Sweep, { problem }: ListingEnd): boolean =>
  total === undefined ? problem === undefined : rows === total

/** Why the sweep is not complete. */
export const describeIncomplete = ({ rows, total }: Sweep, { problem }: ListingEnd): string =>
  problem ??
  `The list cannot be read completely: the server reports ${total} records, but returned ${rows} different ones. Nothing was marked as deleted.`
