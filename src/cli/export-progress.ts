import type { WaitEvent } from '../core/options.ts'
import type { ExportProgress } from '../sync/index.ts'
import { barLine, plainLine, recheckLine, type Source, startText, toJson, waitLine } from './export-text.ts'
import { print } from './terminal.ts'

/** Shows the progress of an export. */
export interface ProgressView {
  /** The first record is about to be read. */
  start(source: Source): void
  progress(event: ExportProgress): void
  /** A request is delayed. */
  wait(event: WaitEvent): void
  /** A request is sent, so the delay is over. */
  resume(): void
  /** The export has ended. */
  end(): void
}

/** Shorter waits are normal pacing, so they are not shown. */
const MIN_WAIT_SHOWN_MS = 2000
const BARS_EVERY_MS = 100
const COUNTDOWN_EVERY_MS = 1000
const LINES_EVERY_MS = 10_000
const JSON_EVERY_MS = 1000

export const quietView: ProgressView = { start() {}, progress() {}, wait() {}, resume() {}, end() {} }

/** A progress bar for each resource, redrawn in place. */
export function barsView(output: NodeJS.WriteStream): ProgressView {
  const bars = new Map<string, { progress: ExportProgress; isDone: boolean }>()
  let recheck: string | undefined
  let waiting: { event: WaitEvent; until: number } | undefined
  let countdown: NodeJS.Timeout | undefined
  let drawn = 0
  let drawnAt = 0

  function draw(): void {
    const lines = [...bars.values()].map(({ progress, isDone }) => barLine(progress, isDone))
    const left = waiting && { ...waiting.event, milliseconds: Math.max(0, waiting.until - performance.now()) }
    const status = left ? waitLine(left) : recheck
    if (status) lines.push(status)
    // Move to the first line, rewrite every line, and clear the rest of the screen.
    const fitting = lines.map((line) => line.slice(0, (output.columns || 80) - 1))
    output.write(`${drawn > 0 ? `\x1b[${drawn}A` : ''}${fitting.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[0J`)
    drawn = lines.length
    drawnAt = performance.now()
  }
  const drawSoon = () => {
    if (performance.now() - drawnAt >= BARS_EVERY_MS) draw()
  }
  return {
    start(source) {
      output.write(`${startText(source)}\n`)
    },
    progress(event) {
      for (const bar of bars.values()) if (bar.progress.resource !== event.resource) bar.isDone = true
      if (event.round === 1) bars.set(event.resource, { progress: event, isDone: false })
      else recheck = recheckLine(event)
      drawSoon()
    },
    wait(event) {
      if (event.milliseconds < MIN_WAIT_SHOWN_MS) return
      waiting = { event, until: performance.now() + event.milliseconds }
      countdown ??= setInterval(() => waiting && draw(), COUNTDOWN_EVERY_MS).unref()
      draw()
    },
    resume() {
      waiting = undefined
      drawSoon()
    },
    end() {
      clearInterval(countdown)
      waiting = undefined
      recheck = undefined
      for (const bar of bars.values()) if (bar.progress.done === bar.progress.total) bar.isDone = true
      draw()
    },
  }
}

/** Lines for a log: one every ten seconds, and one at the end of each step. */
export function linesView(write: (line: string) => void): ProgressView {
  const isDue = throttle(LINES_EVERY_MS)
  const isWaitDue = throttle(LINES_EVERY_MS)
  return {
    ...quietView,
    start(source) {
      write(startText(source))
    },
    progress(event) {
      if (isDue() || (event.round === 1 && event.done === event.total)) write(plainLine(event))
    },
    wait(event) {
      if (event.milliseconds >= MIN_WAIT_SHOWN_MS && isWaitDue()) write(waitLine(event))
    },
  }
}

/** At most one line of JSON per second, for a program, and one at the end of each step. */
export function jsonView(): ProgressView {
  const isDue = throttle(JSON_EVERY_MS)
  const isWaitDue = throttle(JSON_EVERY_MS)
  return {
    ...quietView,
    start(source) {
      print(JSON.stringify({ event: 'start', ...toJson(source) }))
    },
    progress(event) {
      if (isDue() || event.done === event.total) print(JSON.stringify({ event: 'progress', ...event }))
    },
    wait({ reason, milliseconds }) {
      if (isWaitDue()) print(JSON.stringify({ event: 'wait', reason, milliseconds }))
    },
  }
}

/** Returns a function that returns true at most once per interval. */
function throttle(milliseconds: number): () => boolean {
  let last = performance.now() - milliseconds
  return () => {
    if (performance.now() - last < milliseconds) return false
    last = performance.now()
    return true
  }
}
