/** Simulates the schedule of a watch, to measure how long a change may stay unnoticed. */
import { type DetailTask, FIRST_TURN, nextTurn, requestInterval } from '../../src/sync/schedule.ts'

const PAGE_ROWS = 250
/** Recent invoices without a decision of the tax authority, other recent or undecided ones, and the time between two changes. */
const UNDECIDED = 50
const RECENT = 500
const CHANGE_EVERY_MS = 60_000

export interface Delays {
  newest: number
  undecided: number
  listed: number
  removed: number
  recent: number
  rest: number
  firstCopy: number
}

/** As many payments as invoices, a contact for five of them, and a page for each of the other four lists. */
const countPages = (invoices: number): number => 2 * Math.ceil(invoices / PAGE_ROWS) + Math.ceil(invoices / 5 / PAGE_ROWS) + 4

class Longest {
  #last = 0
  value = 0

  mark(now: number): void {
    this.value = Math.max(this.value, now - this.#last)
    this.#last = now
  }
}

/** @returns The longest delays of an account of this size, in milliseconds. */
export async function measureDelays(invoices: number, share: number): Promise<Delays> {
  const interval = requestInterval(share)
  const pages = countPages(invoices)
  const longest = {
    look: new Longest(),
    changed: 0,
    undecided: new Longest(),
    list: new Longest(),
    recent: new Longest(),
    rest: new Longest(),
  }
  const read = { look: 0, undecided: 0, list: 0, recent: 0, rest: 0 }
  let changedAt: number | undefined
  let nextChange = 0
  // How many of the undecided were read since the last look at invoices.
  let readSinceLook = 0
  const isReady = (task: DetailTask) =>
    task === 'changed' ? changedAt !== undefined : task === 'undecided' ? readSinceLook < UNDECIDED : true
  let turns = FIRST_TURN
  for (let now = 0; read.rest < 2 * invoices || read.list < 3 * pages; now += interval) {
    const turn = await nextTurn(turns, now, interval, isReady)
    turns = turn.turns
    if (turn.task === 'changed') {
      longest.changed = Math.max(longest.changed, now - (changedAt ?? now))
      changedAt = undefined
      continue
    }
    read[turn.task] += 1
    if (turn.task === 'undecided') {
      readSinceLook += 1
      if (read.undecided % UNDECIDED === 0) longest.undecided.mark(now)
    } else if (turn.task === 'list') {
      if (read.list % pages === 0) longest.list.mark(now)
    } else if (turn.task === 'recent') {
      if (read.recent % RECENT === 0) longest.recent.mark(now)
    } else if (turn.task === 'rest') {
      if (read.rest % invoices === 0) longest.rest.mark(now)
    } else if (read.look % 2 === 1) {
      longest.look.mark(now)
      readSinceLook = 0
      if (now >= nextChange) {
        changedAt = now
        nextChange = now + CHANGE_EVERY_MS
      }
    }
  }
  const { look, changed, undecided, list, recent, rest } = longest
  return {
    newest: look.value + changed,
    undecided: undecided.value,
    listed: list.value + changed,
    // A record is marked when two complete readings in a row miss it.
    removed: 3 * list.value,
    recent: recent.value,
    rest: rest.value,
    firstCopy: (pages + invoices) * interval,
  }
}

/** Rounds up, so that the text promises nothing that the schedule does not keep. */
export function delayText(milliseconds: number): string {
  const minutes = milliseconds / 60_000
  if (minutes < 2) return `${Math.ceil(milliseconds / 1000)} s`
  if (minutes < 120) return `${Math.ceil(minutes)} min`
  return minutes < 72 * 60 ? `${Math.ceil(minutes / 60)} h` : `${Math.ceil(minutes / 60 / 24)} days`
}
