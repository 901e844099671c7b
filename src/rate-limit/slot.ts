/** A slot with less time left is not used any more: by the time the request is sent, it could be another process's. */
const MIN_REST_MS = 200

/**
 * The right to one request. One process has it, for as long as the request may count at the server. All times are those of
 * `performance.now()` in this process, so that clocks may differ.
 */
export class Slot {
  readonly index: number
  /** Whether a request of this process is under way on it. */
  isInUse = false
  /** How many turns of this process at it are still to come, since it was not free yet. */
  turns = 0
  /** Until when this process has it, at the least. */
  heldUntil = Number.NEGATIVE_INFINITY
  /** When it is free, as far as this process knows. */
  freeAt = Number.NEGATIVE_INFINITY
  /** Renews it while a request is under way. */
  timer: ReturnType<typeof setTimeout> | undefined
  /** Whether this process has taken it for a request that it has not sent yet. */
  #isSpare = false

  constructor(index: number) {
    this.index = index
  }

  isHeld(now: number): boolean {
    return this.heldUntil - now > MIN_REST_MS
  }

  /** Whether a request may be sent on it. */
  isSpare(now: number): boolean {
    return this.#isSpare && this.isHeld(now)
  }

  /** Whether it can be taken, as far as this process knows. */
  isFree(now: number): boolean {
    return this.freeAt <= now && !this.isInUse && !this.isSpare(now)
  }

  /** Whether a request that is sent, or answered, now may count at the server for longer than this process has the slot. */
  isOutlived(now: number, windowMilliseconds: number): boolean {
    return this.heldUntil < now + windowMilliseconds
  }

  /** @param isSpare Whether it waits for a request of this process. */
  hold(until: number, isSpare: boolean): void {
    this.heldUntil = until
    this.freeAt = until
    this.#isSpare = isSpare
  }

  /** Another process has it, or nobody. */
  lose(freeAt: number): void {
    this.heldUntil = Number.NEGATIVE_INFINITY
    this.freeAt = freeAt
    this.#isSpare = false
  }

  use(): void {
    this.#isSpare = false
    this.isInUse = true
  }

  /** @param counted Whether the server has counted the request. */
  release(counted: boolean): void {
    this.isInUse = false
    this.#isSpare = !counted
    clearTimeout(this.timer)
  }
}
