import type { RateLimit } from '../core/options.ts'
import { Slot } from './slot.ts'
import type { SlotStore } from './slot-store.ts'
import { Turns } from './turns.ts'

/** How many slots a process asks for at a time, and how many it waits for at the most. */
const MAX_AT_A_TIME = 4
/** While no slot is free in its turn, the process tries others after this part of the window. Doubles up to `MAX_LUCK_AFTER`. */
const MIN_LUCK_AFTER = 1 / 16
const MAX_LUCK_AFTER = 1 / 4
/** If its slot is due within this part of the window, the process waits for it and takes no other. */
const SOON = 1 / 4
/** How long after a slot is due the process takes it. The next ones follow closely, so it then takes several at a time. */
const LEEWAY = 1 / 200
/**
 * A slot that would outlast its request by more than this part of the window is shortened, so that others do not wait for
 * nothing. This happens if the window is short, since stores count in whole seconds.
 */
const MAX_EXCESS = 1 / 32

/**
 * The slots of a budget, as this process knows them. The processes take turns at them in a ring. If a slot is not free in its
 * turn, the slots after it were taken later, so they are hardly free either: the process then waits until its slot expires. So
 * a call takes few commands, however many processes there are.
 *
 * A process that waits for a slot is the only one to take it when it expires. If it left it for another, the slot would stay
 * unused until the ring comes round, a whole window later. So a process waits for no more slots than it has calls, and takes
 * slots out of turn only when its own is not due for long: other slots may then be free because of a request that took
 * long, or a process that ended.
 */
export class SlotRing {
  readonly #store: SlotStore
  readonly #limit: RateLimit
  readonly #slots: Slot[]
  readonly #turns = new Turns()
  /** How many slots to ask for next. Doubles while they are free. */
  #stride = 1
  /** After which part of the window to ask for a slot before its own is due. */
  #luckAfter = 0
  /** Whether it asks before its own is due. */
  #triesLuck = false
  /** When to ask for slots again, after misses. */
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
    const slots = await this.#choose(mostWanted)
    const taken = (await Promise.all(slots.map((slot) => this.#take(slot, true)))).filter(Boolean).length
    if (taken === 0) return this.#wait()
    this.#stride = taken === slots.length ? Math.min(MAX_AT_A_TIME, this.#stride * 2) : 1
    this.#luckAfter = 0
    this.#triesLuck = false
  }

  /** Makes a slot of this process last for so long from now: as long as one that is taken, if it has a request to come or under way. */
  async renew(slot: Slot, milliseconds = this.#store.slotMilliseconds): Promise<void> {
    const now = performance.now()
    slot.hold(now + milliseconds, slot.isSpare(now))
    await this.#store.hold(slot.index, milliseconds)
  }

  /** Makes a slot last until a window after the answer that has just come on it, if it is shorter than that, or much longer. */
  async answered(slot: Slot): Promise<void> {
    const rest = slot.heldUntil - performance.now()
    const { perMilliseconds } = this.#limit
    if (rest < perMilliseconds || rest > this.#longestRest) await this.renew(slot, perMilliseconds)
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

  /** Those that it waits for and that are due, or the next in the ring, or any other if it waits for enough. */
  async #choose(mostWanted: number): Promise<Slot[]> {
    const now = performance.now()
    const wanted = Math.min(mostWanted, this.#stride)
    const due = this.#awaited.filter((slot) => slot.isFree(now))
    if (due.length > 0) return due.slice(0, wanted)
    const awaited = this.#awaited.reduce((sum, slot) => sum + slot.turns, 0)
    const turns = Math.min(wanted, Math.min(mostWanted, MAX_AT_A_TIME) - awaited)
    if (turns <= 0) return this.#triesLuck ? this.#freeInRandomOrder().slice(0, 1) : []
    const last = await this.#nextTurn(turns)
    const inTurn = new Set<Slot>()
    for (let turn = last; turn > last - turns; turn -= 1) {
      const slot = this.#slots[turn % this.#slots.length]
      if (!slot) continue
      slot.turns += 1
      inTurn.add(slot)
    }
    return [...inTurn]
  }

  /** After a miss: until the next of its slots is due. If that is long, the process asks for others before, ever more rarely. */
  #wait(): void {
    this.#stride = 1
    const now = performance.now()
    const { requests, perMilliseconds } = this.#limit
    const due = Math.min(...this.#awaited.map(({ freeAt }) => freeAt))
    if (this.#luckAfter === 0 && this.#turns.seenSince(now - this.#turnMilliseconds) >= requests) this.#luckAfter = MIN_LUCK_AFTER
    const luck = now + perMilliseconds * this.#luckAfter
    this.#triesLuck = luck < due - perMilliseconds * SOON
    this.#askAt = this.#triesLuck ? luck : due + perMilliseconds * LEEWAY
    if (this.#triesLuck) this.#luckAfter = Math.min(MAX_LUCK_AFTER, Math.max(MIN_LUCK_AFTER, this.#luckAfter * 2))
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
    if (taken) {
      slot.hold(asked + expiresIn, isSpare)
      slot.turns = Math.max(0, slot.turns - 1)
    } else {
      // A slot that lasts longer is one with a request under way, and will be shortened.
      slot.lose(performance.now() + Math.min(expiresIn, this.#longestRest))
    }
    return taken
  }

  /** The slots that this process waits for. */
  get #awaited(): Slot[] {
    return this.#slots.filter(({ turns }) => turns > 0)
  }

  /** Processes that choose at once should not choose the same. */
  #freeInRandomOrder(): Slot[] {
    return this.#slots
      .filter((slot) => slot.isFree(performance.now()))
      .map((slot) => ({ slot, order: Math.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ slot }) => slot)
  }

  /** How long a slot is left to last after the answer of its request. */
  get #longestRest(): number {
    const { perMilliseconds } = this.#limit
    return Math.ceil(perMilliseconds / 1000) * 1000 + perMilliseconds * MAX_EXCESS
  }

  /** How long ago the turn of a request can have been that counts at the server: it may have waited for a slot to expire. */
  get #turnMilliseconds(): number {
    return 2 * this.#store.slotMilliseconds
  }
}
