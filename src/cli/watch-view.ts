import { escapeControls } from '../core/text.ts'
import type { WatchProgress } from '../sync/watch.ts'
import { warn } from './terminal.ts'
import { progressText, statusLine, type Tally } from './watch-text.ts'

/** Shows what a watch does. */
export interface WatchView {
  /** A line that stays. */
  note(line: string): void
  /** A line about a failure. */
  problem(line: string): void
  progress(progress: WatchProgress, tally: Tally): void
  /** The watch has ended. */
  end(): void
}

const LINES_EVERY_MS = 10_000
const DRAW_EVERY_MS = 200

export const quietWatchView: WatchView = { note() {}, problem: warn, progress() {}, end() {} }

/** Lines for a log. Of the progress, only the first copy is shown. */
export function linesWatchView(): WatchView {
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    note: warn,
    problem: warn,
    progress(progress) {
      if (!progress.isFirstCopy || performance.now() - shownAt < LINES_EVERY_MS) return
      shownAt = performance.now()
      warn(progressText(progress))
    },
    end() {},
  }
}

/** A line at the bottom of the terminal that is redrawn in place. */
export function lineWatchView(output: NodeJS.WriteStream): WatchView {
  let drawnAt = Number.NEGATIVE_INFINITY
  const clear = () => output.write('\r\x1b[2K')
  const write = (line: string) => {
    clear()
    warn(line)
  }
  return {
    note: write,
    problem: write,
    progress(progress, tally) {
      if (performance.now() - drawnAt < DRAW_EVERY_MS) return
      drawnAt = performance.now()
      output.write(`\r\x1b[2K${escapeControls(statusLine(tally, progress)).slice(0, (output.columns || 80) - 1)}`)
    },
    end: clear,
  }
}
