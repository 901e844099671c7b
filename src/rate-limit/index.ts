import { checkInteger, checkMilliseconds, checkNames, show } from '../core/arguments.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { LimitedAnswer, LimitedClient, RateLimit, RateLimiter } from '../core/options.ts'
import { isRecord, tagOf } from '../core/record.ts'
import { loadLibrary } from './load-library.ts'
import { type OnStoreError, SharedQueue } from './shared-queue.ts'
import type { FlexibleLimiter, KeyState } from './slot-store.ts'

export type { FlexibleLimiter, KeyState, LimitedAnswer, LimitedClient, OnStoreError, RateLimit, RateLimiter }

/** Options of a shared rate limit. */
export interface SharedLimiterOptions {
  /**
   * Key of the rate limit in the store. All clients with the same key share one limit, whatever their tokens. Default: a hash of
   * the base URL and the API token, so that each token has a separate limit.
   */
  key?: string | undefined
  /**
   * What to do while the store is unavailable: it fails, is read-only, or takes longer than a second to respond.
   *
   * - `local`: this process continues without the store. It limits itself to as many requests per window as it sent in the last
   *   one, and at least a tenth of the limit. It logs one warning, and reconnects periodically.
   * - `fail`: calls that need the store reject with a `ConfigurationError`. Nothing is sent.
   *
   * Default `local`.
   */
  onStoreError?: OnStoreError | undefined
}

/** Options of `redisRateLimiter`. */
export interface RedisOptions extends SharedLimiterOptions {
  /** Maximum number of requests in one window. Default 60, the limit of the API. */
  requests?: number | undefined
  /** Length of the window, in milliseconds. Default 60,000. */
  perMilliseconds?: number | undefined
}

/** A connected client of `ioredis` or of `redis` (node-redis), for Redis or Valkey. */
export interface RedisClient {
  /** Registers a listener. Both clients emit `error` when they lose their connection. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Returns the number of listeners. */
  listenerCount(event: 'error'): number
  /** Runs a script. */
  eval: unknown
  /** Exists only in `ioredis`. */
  defineCommand?: unknown
}

/**
 * Creates a rate limiter for all processes that share a Redis or Valkey server:
 * `new Billit({ rateLimit: redisRateLimiter(client) })`. Requires the package `rate-limiter-flexible`. It does not close the
 * Redis client.
 *
 * @throws ConfigurationError if an option is invalid, or the package is missing or too old.
 */
export function redisRateLimiter(client: RedisClient, options: RedisOptions = {}): RateLimiter {
  checkNames('redisRateLimiter()', options, ['requests', 'perMilliseconds', 'key', 'onStoreError'], ConfigurationError)
  const { requests = 60, perMilliseconds = 60_000, ...rest } = options
  checkInteger('requests', requests, 1, undefined, ConfigurationError)
  checkMilliseconds('perMilliseconds', perMilliseconds, ConfigurationError)
  checkClient(client)
  const { RateLimiterRedis } = loadLibrary()
  // Without a listener, a lost connection would end the process or write to the console. The limiter logs it instead.
  if (client.listenerCount('error') === 0) client.on('error', () => {})
  const limiter = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: typeof client.defineCommand !== 'function',
    keyPrefix: 'billit',
    points: requests,
    duration: Math.ceil(perMilliseconds / 1000),
  })
  return new SharedRateLimiter(limiter, { requests, perMilliseconds }, rest)
}

function checkClient(client: unknown): void {
  if (tagOf(client) === 'Promise') {
    throw new ConfigurationError('redisRateLimiter() expects a client, not a promise. Await the client first.')
  }
  const methods = ['on', 'listenerCount', 'eval', 'multi', 'del']
  if (!isRecord(client) || methods.some((name) => typeof client[name] !== 'function')) {
    throw new ConfigurationError(
      `redisRateLimiter() expects a client of ioredis or redis, not ${show(client)}. For another store, pass its rate-limiter-flexible limiter to sharedRateLimiter().`,
    )
  }
}

/** Maximum difference between the clocks of the processes, for stores that use these clocks. */
const CLOCK_MARGIN_MS = 500

/**
 * Creates a rate limiter for all processes that share a store, with any limiter of `rate-limiter-flexible`: PostgreSQL,
 * DynamoDB, MongoDB and others. Set its `points` and `duration` to the limit of the API: 60 in 60 seconds. Redis and Valkey
 * use the clock of the server. Most other stores use the clock of each process, so keep these within half a second.
 *
 * @throws ConfigurationError if the limiter is not one of `rate-limiter-flexible`, or an option is invalid.
 */
export function sharedRateLimiter(limiter: FlexibleLimiter, options: SharedLimiterOptions = {}): RateLimiter {
  checkNames('sharedRateLimiter()', options, ['key', 'onStoreError'], ConfigurationError)
  const methods = ['consume', 'block', 'delete']
  if (!isRecord(limiter) || methods.some((name) => typeof limiter[name] !== 'function')) {
    throw new ConfigurationError(`sharedRateLimiter() expects a limiter of rate-limiter-flexible, not ${show(limiter)}.`)
  }
  const { points, duration } = limiter
  checkInteger('points of the limiter', points, 1, undefined, ConfigurationError)
  checkInteger('duration of the limiter, in seconds,', duration, 1, undefined, ConfigurationError)
  if (limiter.blockDuration || limiter.execEvenly) {
    throw new ConfigurationError(
      'sharedRateLimiter() does not support blockDuration and execEvenly. Remove them from the limiter.',
    )
  }
  return new SharedRateLimiter(limiter, { requests: points, perMilliseconds: duration * 1000 + CLOCK_MARGIN_MS }, options)
}

/** Multi-tenant servers use many tokens. Beyond this number, idle queues are discarded. */
const MAX_QUEUES = 1000

class SharedRateLimiter implements RateLimiter {
  readonly #limiter: FlexibleLimiter
  readonly #limit: RateLimit
  readonly #key: string | undefined
  readonly #onStoreError: OnStoreError
  readonly #queues = new Map<string, SharedQueue>()
  /** The last queue of each client. */
  readonly #lastQueues = new WeakMap<LimitedClient, SharedQueue>()

  constructor(limiter: FlexibleLimiter, limit: RateLimit, { key, onStoreError = 'local' }: SharedLimiterOptions) {
    if (key !== undefined && (typeof key !== 'string' || key === '')) {
      throw new ConfigurationError(`key must be a non-empty string, not ${show(key)}.`)
    }
    if (onStoreError !== 'local' && onStoreError !== 'fail') {
      throw new ConfigurationError(`onStoreError must be 'local' or 'fail', not ${show(onStoreError)}.`)
    }
    this.#limiter = limiter
    this.#limit = limit
    this.#key = key
    this.#onStoreError = onStoreError
  }

  async acquire(signal: AbortSignal, client?: LimitedClient): Promise<(response?: LimitedAnswer) => void> {
    // Without a client and a key, all calls share one limit.
    const queue = this.#getQueue(this.#key ?? (await client?.budget()) ?? 'any')
    if (client) this.#lastQueues.set(client, queue)
    return queue.acquire(signal, client?.logger)
  }

  minimumWait(client?: LimitedClient): number {
    const queue = client ? this.#lastQueues.get(client) : this.#queues.get(this.#key ?? 'any')
    return queue?.minimumWait() ?? 0
  }

  #getQueue(key: string): SharedQueue {
    // A slot lasts as long as the window, so that processes with different windows cannot share slots.
    const prefix = `${this.#limit.perMilliseconds}:${key}`
    const existing = this.#queues.get(key)
    if (existing) return existing
    if (this.#queues.size >= MAX_QUEUES) {
      for (const [other, { isIdle }] of this.#queues) if (isIdle) this.#queues.delete(other)
    }
    const queue = new SharedQueue(this.#limiter, prefix, this.#limit, this.#onStoreError)
    this.#queues.set(key, queue)
    return queue
  }
}
