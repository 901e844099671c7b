import type { RateLimit } from '../core/options.ts'
import { Slot } from './slot.ts'
import type { SlotStore } from './slot-store.ts'
import { TurnHistory } from './turn-history.ts'

/** Maximum number of slots that a process tries to take at a time, and that it waits for. */
const MAX_SLOTS_AT_A_TIME = 4
/**
 * While its slots are not free, a process tries a slot out of turn after this fraction of the window. Doubles up to
 * `MAX_OUT_OF_TURN_DELAY`.
 */
const MIN_OUT_OF_TURN_DELAY = 1 / 16
const MAX_OUT_OF_TURN_DELAY = 1 / 4
/** If its next slot is due within this fraction of the window, the process does not try a slot out of turn. */
const SHORT_WAIT = 1 / 4
/** Fraction of the window to wait after a slot is due. The next slots are due soon after, so that several are taken at once. */
const DUE_LEEWAY = 1 / 200
/**
 * A slot that would be held longer than needed by more than this fraction of the window is shortened, so that other processes
 * can use it. This happens if the window is short, because stores use whole seconds.
 */
const MAX_EXCESS = 1 / 32

/**
 * The slots of one rate limit, as this process knows them. All processes take turns in a ring (round-robin). If a slot is not
 * free in its turn, the slots after it were taken later and are unlikely to be free either, so that the process waits until its
 * slot expires. A call therefore needs few commands, however many processes there are.
 *
 * Only the process whose turn it was takes the slot when it expires. If that process took another slot instead, this one would
 * remain unused until the next round, a whole window later. Therefore a process waits for no more slots than it has calls. It
 * tries a slot out of turn only if its own is not due for a long time: other slots may be free because a request took long or
 * a process ended.
 */
export class SlotRing {
  readonly #store: SlotStore
  readonly #limit: RateLimit
  /** The slots that the limit of this process allows. */
  readonly #all: Slot[]
  /** The slots that the lowest limit of all processes allows. */
  #slots: Slot[]
  readonly #turnHistory = new TurnHistory()
  /** How many slots to try to take next. Doubles while they are free. */
  #batchSize = 1
  /** Fraction of the window after which to try a slot out of turn. */
  #outOfTurnDelay = 0
  /** Whether the next attempt is out of turn. */
  #isOutOfTurn = false
  /** When to try to take slots again after a failed attempt. */
  #retryAt = Number.NEGATIVE_INFINITY

  constructor(store: SlotStore, limit: RateLimit) {
    this.#store = store
    this.#limit = limit
    this.#all = Array.from({ length: limit.requests }, (_, index) => new Slot(index))
    this.#slots = this.#all
  }

  /** Maximum number of requests in one window. */
  get requests(): number {
    return this.#slots.length
  }

  /** Uses only this many slots, or as many as the limit of this process allows if that is fewer. */
  restrictTo(requests: number): void {
    if (requests === this.#slots.length) return
    for (const slot of this.#all.slice(requests)) slot.turns = 0
    this.#slots = this.#all.slice(0, requests)
    this.#retryAt = Number.NEGATIVE_INFINITY
  }

  /** When to try to take slots again. */
  get retryAt(): number {
    return this.#retryAt
  }

  /** Returns the slots that this process holds for requests that it has not sent yet. */
  spareSlots(now: number): Slot[] {
    return this.#slots.filter((slot) => slot.isSpare(now))
  }

  /** Renews all slots of this process, in case the store has lost them. Returns their number. */
  async renewHeld(): Promise<number> {
    const held = this.#all.filter((slot) => slot.isHeld(performance.now()))
    await Promise.all(held.map((slot) => this.renew(slot)))
    return held.length
  }

  /** Tries to take slots. Slots that were free are then spare. */
  async takeSlots(maxWanted: number): Promise<void> {
    const slots = await this.#chooseSlots(maxWanted)
    const taken = (await Promise.all(slots.map((slot) => this.#take(slot, true)))).filter(Boolean).length
    if (taken === 0) return this.#scheduleRetry()
    this.#batchSize = taken === slots.length ? Math.min(MAX_SLOTS_AT_A_TIME, this.#batchSize * 2) : 1
    this.#outOfTurnDelay = 0
    this.#isOutOfTurn = false
  }

  /** Renews the lease of a slot. By default, for the full duration of a slot. */
  async renew(slot: Slot, milliseconds = this.#store.slotMilliseconds): Promise<void> {
    const now = performance.now()
    slot.hold(now + milliseconds, slot.isSpare(now))
    await this.#store.hold(slot.index, milliseconds)
  }

  /** Adjusts the lease after the request has ended, so that it lasts about one more window. */
  async adjustAfterRequest(slot: Slot): Promise<void> {
    const remaining = slot.heldUntil - performance.now()
    const { perMilliseconds } = this.#limit
    if (remaining < perMilliseconds || remaining > this.#maxRemaining) await this.renew(slot, perMilliseconds)
  }

  /** Releases a slot on which no request was sent. */
  async release(slot: Slot): Promise<void> {
    slot.drop(slot.freeAt)
    await this.#store.release(slot.index)
    slot.drop(performance.now())
  }

  /**
   * Returns the minimum number of requests that other clients of the token, outside this store, have sent.
   *
   * @param remaining The server's `X-RateLimit-Remaining`.
   */
  countOtherUsage(remaining: number): number {
    return this.requests - remaining - this.#turnHistory.maxTurnsSince(performance.now() - this.#maxTurnAge)
  }

  /** Like `countOtherUsage`, after reading the current turn counter. */
  async updateOtherUsage(remaining: number): Promise<number> {
    await this.#takeTurns(0)
    return this.countOtherUsage(remaining)
  }

  /** Takes slots for requests that the server counts and that were sent without a slot. Advances the turns of all processes. */
  async reserve(count: number): Promise<void> {
    if (count <= 0) return
    await this.#takeTurns(count)
    let reserved = 0
    for (const slot of this.#shuffledFreeSlots()) {
      if (reserved >= count) return
      if (await this.#take(slot, false)) reserved += 1
    }
  }

  /** Chooses awaited slots that are due, otherwise the next slots of the ring, otherwise a random one if it is time for that. */
  async #chooseSlots(maxWanted: number): Promise<Slot[]> {
    const now = performance.now()
    const wanted = Math.min(maxWanted, this.#batchSize)
    const due = this.#awaited.filter((slot) => slot.isFree(now))
    if (due.length > 0) return due.slice(0, wanted)
    const awaited = this.#awaited.reduce((sum, slot) => sum + slot.turns, 0)
    const turns = Math.min(wanted, Math.min(maxWanted, MAX_SLOTS_AT_A_TIME) - awaited)
    if (turns <= 0) return this.#isOutOfTurn ? this.#shuffledFreeSlots().slice(0, 1) : []
    const last = await this.#takeTurns(turns)
    const inTurn = new Set<Slot>()
    for (let turn = last; turn > last - turns; turn -= 1) {
      const slot = this.#slots[turn % this.#slots.length]
      if (!slot) continue
      slot.turns += 1
      inTurn.add(slot)
    }
    return [...inTurn]
  }

  /** Schedules the next attempt: when the next awaited slot is due, or earlier out of turn, at increasing intervals. */
  #scheduleRetry(): void {
    this.#batchSize = 1
    const now = performance.now()
    const { perMilliseconds } = this.#limit
    const due = Math.min(...this.#awaited.map(({ freeAt }) => freeAt))
    if (this.#outOfTurnDelay === 0 && this.#turnHistory.sampledTurnsSince(now - this.#maxTurnAge) >= this.requests)
      this.#outOfTurnDelay = MIN_OUT_OF_TURN_DELAY
    const outOfTurnAt = now + perMilliseconds * this.#outOfTurnDelay
    this.#isOutOfTurn = outOfTurnAt < due - perMilliseconds * SHORT_WAIT
    this.#retryAt = this.#isOutOfTurn ? outOfTurnAt : due + perMilliseconds * DUE_LEEWAY
    if (this.#isOutOfTurn)
      this.#outOfTurnDelay = Math.min(MAX_OUT_OF_TURN_DELAY, Math.max(MIN_OUT_OF_TURN_DELAY, this.#outOfTurnDelay * 2))
  }

  async #takeTurns(count: number): Promise<number> {
    const turn = await this.#store.takeTurns(count)
    // If the counter has restarted, the store has lost its keys.
    if (this.#turnHistory.add(performance.now(), turn, this.#maxTurnAge)) await this.renewHeld()
    return turn
  }

  /** @param isSpare Whether a request may be sent on the slot. */
  async #take(slot: Slot, isSpare: boolean): Promise<boolean> {
    if (!slot.isFree(performance.now())) return false
    const requestedAt = performance.now()
    // Prevents concurrent attempts of this process.
    slot.freeAt = Number.POSITIVE_INFINITY
    const { taken, expiresIn } = await this.#store.take(slot.index).catch((error: unknown) => {
      slot.freeAt = requestedAt
      throw error
    })
    if (taken) {
      slot.hold(requestedAt + expiresIn, isSpare)
      slot.turns = Math.max(0, slot.turns - 1)
    } else {
      // A slot with a longer lease has a request in flight. Its lease will be shortened when the request ends.
      slot.drop(performance.now() + Math.min(expiresIn, this.#maxRemaining))
    }
    return taken
  }

  /** Slots that this process waits for. */
  get #awaited(): Slot[] {
    return this.#slots.filter(({ turns }) => turns > 0)
  }

  /** Returns the free slots in random order, so that concurrent processes choose different ones. */
  #shuffledFreeSlots(): Slot[] {
    return this.#slots
      .filter((slot) => slot.isFree(performance.now()))
      .map((slot) => ({ slot, order: Math.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ slot }) => slot)
  }

  /** Maximum remaining lease of a slot after its request has ended. */
  get #maxRemaining(): number {
    const { perMilliseconds } = this.#limit
    return Math.ceil(perMilliseconds / 1000) * 1000 + perMilliseconds * MAX_EXCESS
  }

  /** Maximum age of a turn whose request the server still counts: the process may have waited for the slot to expire. */
  get #maxTurnAge(): number {
    return 2 * this.#store.slotMilliseconds
  }
}
