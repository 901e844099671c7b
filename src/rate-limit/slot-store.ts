import { isRecord, toText } from '../core/record.ts'

/** A command that takes longer counts as failed. */
export const STORE_TIMEOUT_MS = 1000
/** A slot that expires later than this after the longest time that it can last was taken by a process with another clock. */
const MAX_CLOCK_DIFFERENCE_MS = 1000
/** A day. */
const TURN_SECONDS = 86_400

/** What `rate-limiter-flexible` tells about a key. */
export interface KeyState {
  /** Milliseconds until the window of the key ends. */
  readonly msBeforeNext: number
  /** How many points the key has used in its window. */
  readonly consumedPoints: number
}

/** What is needed of a limiter of `rate-limiter-flexible`. */
export interface FlexibleLimiter {
  /** How many requests the API allows in `duration`. */
  readonly points: number
  /** In seconds. */
  readonly duration: number
  /** Uses points of a key. Rejects with the state of the key when it has none left. */
  consume(key: string, points?: number, options?: { customDuration: number }): Promise<KeyState>
  /** Lets the key have no points for some seconds. */
  block(key: string, seconds: number): Promise<unknown>
  /** Forgets the key. */
  delete(key: string): Promise<unknown>
}

/** The store that processes share did not do what it was asked to. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/**
 * The slots of one budget, each under a key of its own in the shared store: a counter that expires. Whoever counts it to one
 * has the slot, and others see when it expires.
 */
export class SlotStore {
  readonly #limiter: FlexibleLimiter
  readonly #prefix: string
  readonly #seconds: number

  /**
   * @param prefix Begins the keys.
   * @param seconds For how long a slot is taken.
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
   * Whose turn it is: counts up for all processes, so that they do not ask for the same slots. Gives the last of so many
   * numbers. It begins again at times, which only costs commands.
   */
  async nextTurn(count: number): Promise<number> {
    const { consumedPoints } = await this.#run(() => this.#consume('turn', count, TURN_SECONDS))
    return consumedPoints
  }

  /** Takes a slot if it is free, and tells in how many milliseconds it expires, whoever has it. */
  async take(slot: number): Promise<{ taken: boolean; expiresIn: number }> {
    const taken = ({ consumedPoints }: KeyState) => consumedPoints === 1
    const state = await this.#run(
      () => this.#consume(slot, 1, this.#seconds),
      // Nobody waits for it any more.
      (late) => void (taken(late) && this.giveBack(slot).catch(ignore)),
    )
    const tooLong = state.msBeforeNext - this.slotMilliseconds
    if (tooLong > MAX_CLOCK_DIFFERENCE_MS) {
      throw new StoreError(`it goes by the clocks of the processes, and these differ by ${Math.ceil(tooLong / 1000)} s or more`)
    }
    return { taken: taken(state), expiresIn: expiresIn(state) }
  }

  /** Makes a slot of this process last for so long from now. */
  async hold(slot: number, milliseconds: number): Promise<void> {
    await this.#run(() => this.#limiter.block(this.#key(slot), Math.ceil(milliseconds / 1000)))
  }

  async giveBack(slot: number): Promise<void> {
    await this.#run(() => this.#limiter.delete(this.#key(slot)))
  }

  /** Pauses every process. */
  async pause(milliseconds: number): Promise<void> {
    await this.#run(() => this.#limiter.block(this.#key('pause'), Math.ceil(milliseconds / 1000)))
  }

  /** For how many milliseconds every process has to pause: 0 if it has not. As it writes, it shows that the store takes writes. */
  async pausedFor(): Promise<number> {
    const state = await this.#run(() => this.#consume('pause', 0, 1))
    return state.consumedPoints > 0 ? expiresIn(state) : 0
  }

  #key(name: number | 'pause' | 'turn'): string {
    return `${this.#prefix}:${name}`
  }

  /** The library rejects with the state if the key has been counted up too far. */
  async #consume(name: number | 'pause' | 'turn', points: number, seconds: number): Promise<KeyState> {
    try {
      return await this.#limiter.consume(this.#key(name), points, { customDuration: seconds })
    } catch (reason) {
      if (isKeyState(reason)) return reason
      throw reason
    }
  }

  /** Runs a command of the store, and waits for it no longer than `STORE_TIMEOUT_MS`. */
  #run<T>(command: () => Promise<T>, whenLate: (value: T) => void = ignore): Promise<T> {
    return new Promise((resolve, reject) => {
      let isLate = false
      const giveUp = () => {
        isLate = true
        reject(new StoreError(`no answer within ${STORE_TIMEOUT_MS} ms`))
      }
      // In two halves: after this process itself was busy for long, an answer that lies ready is read between them.
      let timer = setTimeout(() => {
        timer = setTimeout(giveUp, STORE_TIMEOUT_MS / 2)
      }, STORE_TIMEOUT_MS / 2)
      // In an async function, what the store's client throws at once is a rejection too.
      const running = async () => command()
      running().then(
        (value) => {
          clearTimeout(timer)
          if (isLate) whenLate(value)
          else resolve(value)
        },
        (cause: unknown) => {
          clearTimeout(timer)
          reject(new StoreError(cause instanceof Error ? cause.message : toText(cause), { cause }))
        },
      )
    })
  }
}

const ignore = (): void => {}

/** A store that rounds may say 0 for a key that is still there. */
const expiresIn = ({ msBeforeNext }: KeyState): number => Math.max(10, msBeforeNext)

const isKeyState = (reason: unknown): reason is KeyState =>
  isRecord(reason) && typeof reason.msBeforeNext === 'number' && typeof reason.consumedPoints === 'number'
