/** A lease with less time left is not used any more: by the time a request is sent, it could be another process's. */
const MIN_REST_MS = 200

/**
 * The right to so many requests. One process has it, for as long as a request that it allowed may count at the server. All
 * times are those of `performance.now()` in this process, so that clocks may differ.
 */
export class Lease {
  readonly index: number
  readonly size: number
  /** How many requests it still allows. */
  left = 0
  /** How many requests are under way. */
  underWay = 0
  /** Until when this process has it, at the least. */
  heldUntil = Number.NEGATIVE_INFINITY
  /** When it is free, as far as this process knows. */
  freeAt = Number.NEGATIVE_INFINITY
  /** Renews it while a request is under way. */
  timer: ReturnType<typeof setTimeout> | undefined

  constructor(index: number, size: number) {
    this.index = index
    this.size = size
  }

  isHeld(now: number): boolean {
    return this.heldUntil - now > MIN_REST_MS
  }

  /** Whether this process may send a request on it. */
  isUsable(now: number): boolean {
    return this.left > 0 && this.isHeld(now)
  }

  /** Whether this process has it and the server has counted no request of it. */
  isUnused(now: number): boolean {
    return this.left === this.size && this.underWay === 0 && this.isHeld(now)
  }

  /** Whether it can be taken, as far as this process knows. */
  isFree(now: number): boolean {
    return this.freeAt <= now && this.underWay === 0 && !this.isUsable(now)
  }

  /** Whether a request that is sent, or answered, now may count at the server for longer than this process has the lease. */
  isOutlived(now: number, windowMilliseconds: number): boolean {
    return this.heldUntil < now + windowMilliseconds
  }
}

/**
 * How many requests each lease allows. Most are in a few large ones, so that a burst takes few commands; the rest are single,
 * so that a lone request takes no more than it needs.
 */
export function leaseSizes(requests: number): number[] {
  if (requests < 20) return Array(requests).fill(1)
  const size = Math.floor(requests / 10)
  return [...Array(8).fill(size), ...leaseSizes(requests - 8 * size)]
}

/**
 * Which leases to take for so many requests: those that they use up, the larger ones first, and one that is too large if
 * there is no other.
 *
 * @param free From the largest to the smallest.
 * @param most How many to take at a time, so that the other processes get some as well.
 */
export function leasesFor(requests: number, free: readonly Lease[], most: number): Lease[] {
  const chosen: Lease[] = []
  let wanted = requests
  for (const lease of free) {
    if (chosen.length === most || wanted === 0) break
    if (lease.size > wanted) continue
    chosen.push(lease)
    wanted -= lease.size
  }
  return chosen.length > 0 ? chosen : free.slice(-1)
}
