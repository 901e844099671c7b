interface Sample {
  time: number
  turn: number
}

/** How many turns all processes together have taken: what this process has seen of the counter in the store. */
export class Turns {
  /** Those of the last window, and the last one before it. */
  #seen: Sample[] = []

  /** @returns Whether the counter has begun again. */
  see(time: number, turn: number, windowMilliseconds: number): boolean {
    const hasBegunAgain = turn < (this.#seen.at(-1)?.turn ?? 0)
    if (hasBegunAgain) this.#seen = []
    this.#seen.push({ time, turn })
    const firstInWindow = this.#seen.findIndex((sample) => sample.time > time - windowMilliseconds)
    this.#seen.splice(0, Math.max(0, firstInWindow - 1))
    return hasBegunAgain
  }

  /** How many requests all processes may have sent in the last window, at the most. */
  usedSince(start: number): number {
    const before = this.#seen.findLast(({ time }) => time <= start)?.turn ?? 0
    return (this.#seen.at(-1)?.turn ?? 0) - before
  }
}
