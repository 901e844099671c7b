import type { RateLimit } from '../core/options.ts'
import { Slot } from './slot.ts'
import type { SlotStore } from './slot-store.ts'
import { Turns } from './turns.ts'

/** How many slots are asked for at a time. */
const MAX_PARALLEL_TAKES = 4
/** After so many misses, one after the other, the process waits. */
const MAX_MISSES = 2
const MIN_LUCK_AFTER = 1 / 64
const MAX_LUCK_AFTER = 1 / 4

/**
 * The slots of a budget, as this process knows them. The processes take turns at them in a ring. If a slot is not free in its
 * turn, those after it were taken later, so hardly any is: the process then waits until it expires. So a call takes few
 * commands, however many processes there are.
 */
export class SlotRing {
  readonly #store: SlotStore
  readonly #limit: RateLimit
  readonly #slots: Slot[]
  readonly #turns = new Turns()
  /** How many slots to ask for next. Doubles while they are free. */
  #stride = 1
  #misses = 0
  /** After which part of the window to try a slot out of turn, while none is free. Doubles. */
  #luckAfter = MIN_LUCK_AFTER
  /** When to ask for slots again, after too many misses. */
  #askAt = Number.NEGATIVE_INFINITY

  constructor(store: SlotStore, limit: RateLimit) {
    this.#store = store
    this.#limit = limit
    this.#slots = Array.from({ length: limit.requests }, (_, index) => new Slot(index))
  }

  /** When it is worth while to ask for slots. */
  get askAt(): number {
    return this.#askAt
  }

  /** Slots of this process that no request is on. */
  spare(now: number): Slot[] {
    return this.#slots.filter((slot) => slot.isSpare(now))
  }

  /** Tells a store that may have lost them which slots this process has. Gives how many. */
  async renewHeld(): Promise<number> {
    const held = this.#slots.filter((slot) => slot.isHeld(performance.now()))
    await Promise.all(held.map((slot) => this.renew(slot)))
    return held.length
  }

  /** Asks for slots. Those that are free are spare then. */
  async ask(mostWanted: number): Promise<void> {
    const wanted = Math.min(mostWanted, this.#stride)
    const slots = await this.#inTurn(wanted)
    const taken = (await Promise.all(slots.map((slot) => this.#take(slot, true)))).filter(Boolean).length
    this.#misses = taken > 0 ? 0 : this.#misses + 1
    if (taken > 0) this.#luckAfter = MIN_LUCK_AFTER
    this.#stride = taken === wanted ? Math.min(MAX_PARALLEL_TAKES, this.#stride * 2) : 1
    if (this.#misses >= MAX_MISSES) this.#waitForTurn()
  }

  /** Makes a slot of this process last for so long from now: as long as one that is taken, if it has a request to come or under way. */
  async renew(slot: Slot, milliseconds = this.#store.slotMilliseconds): Promise<void> {
    const now = performance.now()
    slot.hold(now + milliseconds, slot.isSpare(now))
    await this.#store.hold(slot.index, milliseconds)
  }

  /** Lets others have a slot that no request was sent on. */
  async giveBack(slot: Slot): Promise<void> {
    slot.lose(slot.freeAt)
    await this.#store.giveBack(slot.index)
    slot.lose(performance.now())
  }

  /**
   * How many requests others than these processes have sent with the token, at the least.
   *
   * @param remaining How many the server says it has left.
   */
  usedByOthers(remaining: number): number {
    return this.#limit.requests - remaining - this.#turns.usedSince(performance.now() - this.#turnMilliseconds)
  }

  /** As `usedByOthers`, with the turns that the other processes have taken meanwhile. */
  async lookForOthers(remaining: number): Promise<number> {
    await this.#nextTurn(0)
    return this.usedByOthers(remaining)
  }

  /** Takes slots for requests that count at the server and were sent on none. The turns tell the other processes. */
  async withhold(count: number): Promise<void> {
    if (count <= 0) return
    await this.#nextTurn(count)
    let withheld = 0
    for (const slot of this.#freeInRandomOrder()) {
      if (withheld >= count) return
      if (await this.#take(slot, false)) withheld += 1
    }
  }

  /** Those that it missed in its turn, then the next in the ring. After a miss it tries its luck: the ring may be out of step. */
  async #inTurn(count: number): Promise<Slot[]> {
    const now = performance.now()
    const due = this.#slots.filter((slot) => slot.isWatched && slot.isFree(now)).slice(0, count)
    if (due.length > 0) return due
    if (this.#misses > 0) return this.#freeInRandomOrder().slice(0, 1)
    const last = await this.#nextTurn(count)
    const indices = Array.from({ length: count }, (_, index) => (last - index) % this.#slots.length)
    const slots = this.#slots.filter(({ index }) => indices.includes(index))
    for (const slot of slots) slot.isWatched = true
    return slots
  }

  /**
   * Until the first slot expires that it missed in its turn, and a little longer, since the next ones will soon follow. It looks
   * for another now and then, with one command.
   */
  #waitForTurn(): void {
    const now = performance.now()
    const { perMilliseconds } = this.#limit
    const times = this.#slots.filter(({ isWatched, freeAt }) => isWatched && freeAt > now).map(({ freeAt }) => freeAt)
    const turn = Math.min(...times) + perMilliseconds / 200
    const luck = now + perMilliseconds * this.#luckAfter
    this.#askAt = Math.min(luck, turn)
    if (luck < turn) this.#luckAfter = Math.min(MAX_LUCK_AFTER, this.#luckAfter * 2)
    this.#misses = MAX_MISSES - 1
  }

  async #nextTurn(count: number): Promise<number> {
    const turn = await this.#store.nextTurn(count)
    // The store has been restarted, or emptied.
    if (this.#turns.see(performance.now(), turn, this.#turnMilliseconds)) await this.renewHeld()
    return turn
  }

  /** @param isSpare Whether a request may go on it. */
  async #take(slot: Slot, isSpare: boolean): Promise<boolean> {
    if (!slot.isFree(performance.now())) return false
    const asked = performance.now()
    // Nothing else in this process asks for it meanwhile.
    slot.freeAt = Number.POSITIVE_INFINITY
    const { taken, expiresIn } = await this.#store.take(slot.index).catch((error: unknown) => {
      slot.freeAt = asked
      throw error
    })
    if (taken) slot.hold(asked + expiresIn, isSpare)
    else slot.lose(performance.now() + expiresIn)
    return taken
  }

  /** Processes that choose at once should not choose the same. */
  #freeInRandomOrder(): Slot[] {
    return this.#slots
      .filter((slot) => slot.isFree(performance.now()))
      .map((slot) => ({ slot, order: Math.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ slot }) => slot)
  }

  /** How long ago the turn of a request can have been that counts at the server: it may have waited for a slot to expire. */
  get #turnMilliseconds(): number {
    return 2 * this.#store.slotMilliseconds
  }
}
