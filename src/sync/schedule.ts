/** Decides which request of a watch comes next. Pure. */

/** Billit's limit. */
export const REQUESTS_PER_MINUTE = 60

/** A hundred a second, for the mock. */
export const MAX_REQUESTS_PER_MINUTE = 6000

/**
 * What a request is spent on.
 *
 * - `look`: the newest page of invoices, or of payments.
 * - `changed`: the details of an invoice whose row in the list has changed.
 * - `undecided`: the details of a recent invoice on which the tax authority has not decided.
 * - `recent`: the details of another invoice that is recent or undecided.
 * - `rest`: the details of any other invoice.
 * - `list`: the next page of a full reading of all lists.
 */
export type Task = 'look' | 'changed' | 'undecided' | 'recent' | 'rest' | 'list'

/** A task that reads the details of one invoice. */
export type DetailTask = Exclude<Task, 'look' | 'list'>

/** Milliseconds between two requests, rounded up, so that no minute has one too many. */
export const requestInterval = (share: number, requestsPerMinute = REQUESTS_PER_MINUTE): number =>
  Math.ceil(60_000 / (requestsPerMinute * share))

/** Every third request is a look. Requests do not come exactly on time, so it is due half a request early. */
const REQUESTS_PER_LOOK = 3 - 0.5

/** Milliseconds after which the next look is due. Invoices and payments take turns, so a third of the requests is spent on looks. */
export const lookInterval = (interval: number): number => REQUESTS_PER_LOOK * interval

/** The order of the other requests. A task without work is left out. */
const CYCLE: readonly Exclude<Task, 'look'>[] = [
  ...(['changed', 'undecided', 'changed', 'list'] as const),
  ...(['changed', 'undecided', 'changed', 'list'] as const),
  ...(['changed', 'recent', 'changed', 'rest'] as const),
]

/** The state of a schedule. */
export interface Turns {
  /** When the last look began, in milliseconds of a clock that is never set. `undefined` before the first. */
  lookedAt: number | undefined
  /** The position in the cycle of tasks. */
  position: number
}

export const FIRST_TURN: Turns = { lookedAt: undefined, position: 0 }

/**
 * Returns the next task, and the state after it.
 *
 * @param interval Milliseconds between two requests.
 * @param isReady Whether a task has work. A full reading always has.
 */
export async function nextTurn(
  turns: Turns,
  now: number,
  interval: number,
  isReady: (task: DetailTask) => Promise<boolean> | boolean,
): Promise<{ task: Task; turns: Turns }> {
  const { lookedAt, position } = turns
  if (lookedAt === undefined || now - lookedAt >= lookInterval(interval))
    return { task: 'look', turns: { ...turns, lookedAt: now } }
  for (let step = 0; step < CYCLE.length; step += 1) {
    const task = CYCLE[(position + step) % CYCLE.length] ?? 'list'
    if (task === 'list' || (await isReady(task))) return { task, turns: { lookedAt, position: position + step + 1 } }
  }
  return { task: 'list', turns }
}
