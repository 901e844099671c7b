import { isRecord } from '../core/record.ts'
import { messageOf } from '../core/text.ts'

/** Time limit of a store command. */
export const STORE_TIMEOUT_MS = 1000
/** A slot that expires later than its duration plus this was taken by a process with a different clock. */
const MAX_CLOCK_DIFFERENCE_MS = 1000
/** The library blocks a key by setting it to its points plus this. */
const BLOCK_POINTS = 1
/** One day. */
const TURN_SECONDS = 86_400

/** State of a key in `rate-limiter-flexible`. */
export interface KeyState {
  /** Time until the window of the key ends, in milliseconds. */
  readonly msBeforeNext: number
  /** Number of points used in the window. */
  readonly consumedPoints: number
}

/** The part of a limiter of `rate-limiter-flexible` that this package uses. */
export interface FlexibleLimiter {
  /** Maximum number of requests in `duration`. */
  readonly points: number
  /** Length of the window, in seconds. */
  readonly duration: number
  /** Consumes points of a key. Rejects with the state of the key if none are left. */
  consume(key: string, points?: number, options?: { customDuration: number }): Promise<KeyState>
  /** Blocks the key for a number of seconds. */
  block(key: string, seconds: number): Promise<unknown>
  /** Deletes the key. */
  delete(key: string): Promise<unknown>
}

/** A command of the shared store failed. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** The keys other than slots. */
type SharedKey = 'limit' | 'pause' | 'turn'

/**
 * The slots of one rate limit in the shared store. Each slot is an expiring counter under a separate key. The process that
 * increments it to one holds the slot, and the other processes see when it expires.
 */
export class SlotStore {
  readonly #limiter: FlexibleLimiter
  readonly #prefix: string
  readonly #seconds: number

  /**
   * @param prefix Prefix of the keys.
   * @param seconds Duration of a slot.
   */
  constructor(limiter: FlexibleLimiter, prefix: string, seconds: number) {
    this.#limiter = limiter
    this.#prefix = prefix
    this.#seconds = seconds
  }

  get slotMilliseconds(): number {
    return this.#seconds * 1000
  }

  /**
   * Increments the turn counter of all processes, so that they do not compete for the same slots. Returns the new value. The
   * counter may restart, which only costs some commands.
   */
  async takeTurns(count: number): Promise<number> {
    const { consumedPoints } = await this.#run(() => this.#consume('turn', count, TURN_SECONDS))
    return consumedPoints
  }

  /** Takes a slot if it is free. Returns in how many milliseconds it expires, whichever process holds it. */
  async take(slot: number): Promise<{ taken: boolean; expiresIn: number }> {
    const taken = ({ consumedPoints }: KeyState) => consumedPoints === 1
    const state = await this.#run(
      () => this.#consume(slot, 1, this.#seconds),
      // The caller no longer waits for the slot.
      (late) => void (taken(late) && this.release(slot).catch(ignore)),
    )
    const tooLong = state.msBeforeNext - this.slotMilliseconds
    if (tooLong > MAX_CLOCK_DIFFERENCE_MS) {
      throw new StoreError(
        `it depends on the clocks of the processes, and these differ by ${Math.ceil(tooLong / 1000)} s or more`,
      )
    }
    return { taken: taken(state), expiresIn: expiresIn(state) }
  }

  /** Sets the remaining duration of a slot that this process holds. */
  async hold(slot: number, milliseconds: number): Promise<void> {
    await this.#run(() => this.#limiter.block(this.#key(slot), Math.ceil(milliseconds / 1000)))
  }

  async release(slot: number): Promise<void> {
    await this.#run(() => this.#limiter.delete(this.#key(slot)))
  }

  /**
   * Announces the limit of this process, unless another process has announced a lower one. Returns the lowest limit of the
   * processes that have sent requests in the last windows. Of processes that announce at the same moment, the last one wins
   * until they check again.
   */
  async agreeOnLimit(): Promise<number> {
    const { points } = this.#limiter
    const { consumedPoints, msBeforeNext } = await this.#run(() => this.#consume('limit', 0, 1))
    const announced = consumedPoints - BLOCK_POINTS
    if (consumedPoints > 0 && announced < points) return announced
    if (announced > points || consumedPoints === 0 || msBeforeNext < 2 * this.slotMilliseconds) {
      await this.#run(() => this.#limiter.block(this.#key('limit'), 3 * this.#seconds))
    }
    return points
  }

  /** Pauses all processes. */
  async pause(milliseconds: number): Promise<void> {
    await this.#run(() => this.#limiter.block(this.#key('pause'), Math.ceil(milliseconds / 1000)))
  }

  /** Returns the remaining pause of all processes in milliseconds, or 0. Writes a key, so that it fails on a read-only store. */
  async pausedFor(): Promise<number> {
    const state = await this.#run(() => this.#consume('pause', 0, 1))
    return state.consumedPoints > 0 ? expiresIn(state) : 0
  }

  #key(name: number | SharedKey): string {
    return `${this.#prefix}:${name}`
  }

  /** Consumes points, and also resolves if none are left: the library then rejects with the state of the key. */
  async #consume(name: number | SharedKey, points: number, seconds: number): Promise<KeyState> {
    try {
      return await this.#limiter.consume(this.#key(name), points, { customDuration: seconds })
    } catch (reason) {
      if (isKeyState(reason)) return reason
      throw reason
    }
  }

  /** Runs a store command with a time limit of `STORE_TIMEOUT_MS`. */
  #run<T>(command: () => Promise<T>, whenLate: (value: T) => void = ignore): Promise<T> {
    return new Promise((resolve, reject) => {
      let isLate = false
      const expire = () => {
        isLate = true
        reject(new StoreError(`no response within ${STORE_TIMEOUT_MS} ms`))
      }
      // Two timers in sequence: if this process was busy, a response that has already arrived is read between them.
      let timer = setTimeout(() => {
        timer = setTimeout(expire, STORE_TIMEOUT_MS / 2)
      }, STORE_TIMEOUT_MS / 2)
      // The async function turns an error that the store's client throws synchronously into a rejection.
      const running = async () => command()
      running().then(
        (value) => {
          clearTimeout(timer)
          if (isLate) whenLate(value)
          else resolve(value)
        },
        (cause: unknown) => {
          clearTimeout(timer)
          reject(new StoreError(messageOf(cause), { cause }))
        },
      )
    })
  }
}

const ignore = (): void => {}

/** A store that rounds may return 0 for a key that has not expired yet. */
const expiresIn = ({ msBeforeNext }: KeyState): number => Math.max(10, msBeforeNext)

const isKeyState = (reason: unknown): reason is KeyState =>
  isRecord(reason) && typeof reason.msBeforeNext === 'number' && typeof reason.consumedPoints === 'number'
