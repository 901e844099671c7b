interface Sample {
  time: number
  turn: number
}

/** Samples of the turn counter in the store: how many turns all processes together have taken. */
export class TurnHistory {
  /** The samples of the last window, and the last sample before it. */
  #samples: Sample[] = []

  /** Adds a sample. Returns whether the counter has restarted. */
  add(time: number, turn: number, windowMilliseconds: number): boolean {
    const hasRestarted = turn < (this.#samples.at(-1)?.turn ?? 0)
    if (hasRestarted) this.#samples = []
    this.#samples.push({ time, turn })
    const firstInWindow = this.#samples.findIndex((sample) => sample.time > time - windowMilliseconds)
    this.#samples.splice(0, Math.max(0, firstInWindow - 1))
    return hasRestarted
  }

  /** Returns the maximum number of turns taken since a time. */
  maxTurnsSince(start: number): number {
    return this.#turnsSince(start, 0)
  }

  /** Returns the number of turns taken since a time, as far as this process has sampled them. */
  sampledTurnsSince(start: number): number {
    return this.#turnsSince(start, this.#samples[0]?.turn ?? 0)
  }

  #turnsSince(start: number, defaultTurn: number): number {
    const before = this.#samples.findLast(({ time }) => time <= start)?.turn ?? defaultTurn
    return (this.#samples.at(-1)?.turn ?? 0) - before
  }
}
