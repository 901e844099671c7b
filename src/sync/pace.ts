/** Long enough to average out the bursts of a limit of 60 requests per minute. */
const WINDOW_MS = 60_000

/** Measures the speed of a step over the last minute. */
export class Pace {
  readonly #marks: Array<{ at: number; done: number }>

  constructor(now: number) {
    this.#marks = [{ at: now, done: 0 }]
  }

  /** Records the progress. @returns Rows per second, and the seconds left if the total is known. */
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
