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

  /** How many turns were taken since then, at the most. */
  usedSince(start: number): number {
    return this.#since(start, 0)
  }

  /** How many turns were taken since then, as far as this process has seen them. */
  seenSince(start: number): number {
    return this.#since(start, this.#seen[0]?.turn ?? 0)
  }

  #since(start: number, orElse: number): number {
    const before = this.#seen.findLast(({ time }) => time <= start)?.turn ?? orElse
    return (this.#seen.at(-1)?.turn ?? 0) - before
  }
}
