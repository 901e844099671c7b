/** Long enough to see past the bursts of a rate limit of 60 a minute. */
const WINDOW_MS = 60_000

/** How fast a step goes, measured over the last minute. */
export class Pace {
  readonly #marks: Array<{ at: number; done: number }>

  constructor(now: number) {
    this.#marks = [{ at: now, done: 0 }]
  }

  /** @returns Rows a second, and the seconds that are left if the total is known. */
  mark(now: number, done: number, total: number | undefined): { perSecond: number; secondsLeft: number | undefined } {
    const marks = this.#marks
    marks.push({ at: now, done })
    while (marks.length > 2 && now - (marks[1]?.at ?? now) > WINDOW_MS) marks.shift()
    const [first = { at: now, done }] = marks
    const seconds = Math.max(0.001, (now - first.at) / 1000)
    const perSecond = (done - first.done) / seconds
    return { perSecond, secondsLeft: total === undefined || perSecond === 0 ? undefined : (total - done) / perSecond }
  }
}
