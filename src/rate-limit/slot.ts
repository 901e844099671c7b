/** A slot that expires sooner than this is not used: another process could take it before the request is sent. */
const MIN_REMAINING_MS = 200

/**
 * Permission to send one request. One process holds a slot for as long as the server may count the request. Slots are leases:
 * they expire unless they are renewed. All times are those of `performance.now()`, so that the clocks of processes may differ.
 */
export class Slot {
  readonly index: number
  /** Whether a request of this process is in flight on the slot. */
  isInUse = false
  /** How many turns at this slot this process still waits for, because it was not free in its turn. */
  turns = 0
  /** Earliest time at which the lease of this process expires. */
  heldUntil = Number.NEGATIVE_INFINITY
  /** When the slot becomes free, as far as this process knows. */
  freeAt = Number.NEGATIVE_INFINITY
  /** Renews the lease while a request is in flight. */
  timer: ReturnType<typeof setTimeout> | undefined
  /** Whether this process holds the slot for a request that it has not sent yet. */
  #isSpare = false

  constructor(index: number) {
    this.index = index
  }

  isHeld(now: number): boolean {
    return this.heldUntil - now > MIN_REMAINING_MS
  }

  /** Whether a request may be sent on the slot. */
  isSpare(now: number): boolean {
    return this.#isSpare && this.isHeld(now)
  }

  /** Whether this process can try to take the slot. */
  isFree(now: number): boolean {
    return this.freeAt <= now && !this.isInUse && !this.isSpare(now)
  }

  /** Whether the lease ends while the server may still count a request that is sent now. */
  expiresWithin(now: number, windowMilliseconds: number): boolean {
    return this.heldUntil < now + windowMilliseconds
  }

  /** @param isSpare Whether a request may be sent on the slot. */
  hold(until: number, isSpare: boolean): void {
    this.heldUntil = until
    this.freeAt = until
    this.#isSpare = isSpare
  }

  /** Marks the slot as not held by this process. */
  drop(freeAt: number): void {
    this.heldUntil = Number.NEGATIVE_INFINITY
    this.freeAt = freeAt
    this.#isSpare = false
  }

  use(): void {
    this.#isSpare = false
    this.isInUse = true
  }

  /** @param isCounted Whether the server counts the request. If it does not, the slot can be used again. */
  endUse(isCounted: boolean): void {
    this.isInUse = false
    this.#isSpare = !isCounted
    clearTimeout(this.timer)
  }
}
