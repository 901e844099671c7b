import { createRequire } from 'node:module'
import { checkInteger, checkMilliseconds, checkNames, show } from '../core/arguments.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { LimitedAnswer, LimitedClient, RateLimit, RateLimiter } from '../core/options.ts'
import { describeOutdated, withVersions } from '../core/peer-versions.ts'
import { isRecord } from '../core/record.ts'
import { type OnStoreError, SharedQueue } from './shared-queue.ts'
import type { FlexibleLimiter, KeyState } from './slot-store.ts'

export type { FlexibleLimiter, KeyState, LimitedAnswer, LimitedClient, OnStoreError, RateLimit, RateLimiter }

/** Options of a limit that several processes share. */
export interface SharedLimiterOptions {
  /**
   * Names the budget in the store, in place of a hash of the API's address and the token. Whoever uses the same key shares
   * one budget, whatever the token. Default: the hash, so that each token has a budget of its own.
   */
  key?: string | undefined
  /**
   * What happens while the store fails, is slower than a second, or takes no writes.
   *
   * `local`: this process goes on without it, and keeps to as many requests in a window as it has sent in the last one, or to
   * a tenth of the limit if that is more. It says so once at the level `warn`, and asks the store again now and then.
   *
   * `fail`: calls that need the store reject with a `ConfigurationError`; nothing was sent.
   *
   * Default `local`.
   */
  onStoreError?: OnStoreError | undefined
}

/** Options of `redisRateLimiter`. */
export interface RedisOptions extends SharedLimiterOptions {
  /** How many requests of the token the server takes in one window. Default 60, the API's own limit. */
  requests?: number | undefined
  /** The length of the window. Default 60,000. */
  perMilliseconds?: number | undefined
}

/** A connected client of `ioredis` or of `redis` (node-redis), for Redis or Valkey. */
export interface RedisClient {
  /** Both clients emit `error` when they lose their connection. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** How many listeners there are. */
  listenerCount(event: 'error'): number
  /** Both run scripts. */
  eval: unknown
  /** Only `ioredis` has it. */
  defineCommand?: unknown
}

/**
 * Keeps one rate limit for all processes that share a Redis or Valkey: `new Billit({ rateLimit: redisRateLimiter(client) })`.
 * It needs the package `rate-limiter-flexible`. Your client stays yours: close it yourself.
 *
 * @throws ConfigurationError if an option is wrong, or the package is missing or too old.
 */
export function redisRateLimiter(client: RedisClient, options: RedisOptions = {}): RateLimiter {
  checkNames('redisRateLimiter()', options, ['requests', 'perMilliseconds', 'key', 'onStoreError'], ConfigurationError)
  const { requests = 60, perMilliseconds = 60_000, ...rest } = options
  checkInteger('requests', requests, 1, undefined, ConfigurationError)
  checkMilliseconds('perMilliseconds', perMilliseconds, ConfigurationError)
  checkClient(client)
  const { RateLimiterRedis } = loadLibrary()
  // A client without a listener would end the process, or write to the console, when its connection is lost. The limiter says
  // so itself.
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
  if (client instanceof Promise) {
    throw new ConfigurationError('redisRateLimiter() takes a client, not a promise of one: await it first.')
  }
  const methods = ['on', 'listenerCount', 'eval', 'multi', 'del']
  if (!isRecord(client) || methods.some((name) => typeof client[name] !== 'function')) {
    throw new ConfigurationError(
      `redisRateLimiter() takes a client of ioredis or of redis, not ${show(client)}. For another store, give its limiter of rate-limiter-flexible to sharedRateLimiter().`,
    )
  }
}

/** By how much the clocks of the processes may differ where a store goes by them. */
const CLOCK_MARGIN_MS = 500

/**
 * Keeps one rate limit for all processes that share a store, through any limiter of `rate-limiter-flexible`: Postgres,
 * DynamoDB, MongoDB and others. Its `points` and `duration` say what the API allows: 60 in 60 seconds. Most of these limiters go
 * by the clock of the process (Redis and Valkey by that of the server), so keep the clocks within half a second of each other.
 *
 * @throws ConfigurationError if it is no such limiter, or an option is wrong.
 */
export function sharedRateLimiter(limiter: FlexibleLimiter, options: SharedLimiterOptions = {}): RateLimiter {
  checkNames('sharedRateLimiter()', options, ['key', 'onStoreError'], ConfigurationError)
  const methods = ['consume', 'block', 'delete']
  if (!isRecord(limiter) || methods.some((name) => typeof limiter[name] !== 'function')) {
    throw new ConfigurationError(`sharedRateLimiter() takes a limiter of rate-limiter-flexible, not ${show(limiter)}.`)
  }
  const { points, duration } = limiter
  checkInteger('points of the limiter', points, 1, undefined, ConfigurationError)
  checkInteger('duration of the limiter, in seconds,', duration, 1, undefined, ConfigurationError)
  if (limiter.blockDuration || limiter.execEvenly) {
    throw new ConfigurationError('sharedRateLimiter() takes a limiter without blockDuration and execEvenly: it waits by itself.')
  }
  return new SharedRateLimiter(limiter, { requests: points, perMilliseconds: duration * 1000 + CLOCK_MARGIN_MS }, options)
}

/** @throws ConfigurationError if the package is missing or too old. */
function loadLibrary(): typeof import('rate-limiter-flexible') {
  const require = createRequire(import.meta.url)
  const install = `npm install ${withVersions([LIBRARY])}`
  let installed: string
  try {
    installed = require('rate-limiter-flexible/package.json').version
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND'
    if (!isMissing) throw cause
    throw new ConfigurationError(`redisRateLimiter() needs an optional package: ${install}`, { cause })
  }
  const needed = describeOutdated(LIBRARY, installed)
  if (needed) throw new ConfigurationError(`redisRateLimiter() needs ${needed}: ${install}`)
  return require('rate-limiter-flexible')
}

const LIBRARY = 'rate-limiter-flexible'

/** A server for many tenants sees many tokens: beyond this number, idle budgets are let go. */
const MAX_KEPT_BUDGETS = 1000

class SharedRateLimiter implements RateLimiter {
  readonly #limiter: FlexibleLimiter
  readonly #limit: RateLimit
  readonly #key: string | undefined
  readonly #onStoreError: OnStoreError
  readonly #queues = new Map<string, SharedQueue>()
  /** The queue that a client used last. */
  readonly #lastOf = new WeakMap<LimitedClient, SharedQueue>()

  constructor(limiter: FlexibleLimiter, limit: RateLimit, { key, onStoreError = 'local' }: SharedLimiterOptions) {
    if (key !== undefined && (typeof key !== 'string' || key === '')) {
      throw new ConfigurationError(`key must be a string that is not empty, not ${show(key)}.`)
    }
    if (onStoreError !== 'local' && onStoreError !== 'fail') {
      throw new ConfigurationError(`onStoreError must be 'local' or 'fail', not ${show(onStoreError)}.`)
    }
    this.#limiter = limiter
    this.#limit = limit
    this.#key = key
    this.#onStoreError = onStoreError
  }

  async acquire(signal: AbortSignal, client?: LimitedClient): Promise<(answer?: LimitedAnswer) => void> {
    // Whoever uses the limiter without a client, and names no key, has one budget.
    const queue = this.#queueOf(this.#key ?? (await client?.budget()) ?? 'any')
    if (client) this.#lastOf.set(client, queue)
    return queue.acquire(signal, client?.logger)
  }

  minimumWait(client?: LimitedClient): number {
    const queue = client ? this.#lastOf.get(client) : this.#queues.get(this.#key ?? 'any')
    return queue?.minimumWait() ?? 0
  }

  #queueOf(key: string): SharedQueue {
    const { requests, perMilliseconds } = this.#limit
    // Processes with different limits count differently, so they must not share slots.
    const prefix = `${requests}/${perMilliseconds}:${key}`
    const known = this.#queues.get(key)
    if (known) return known
    if (this.#queues.size >= MAX_KEPT_BUDGETS) {
      for (const [other, { isIdle }] of this.#queues) if (isIdle) this.#queues.delete(other)
    }
    const queue = new SharedQueue(this.#limiter, prefix, this.#limit, this.#onStoreError)
    this.#queues.set(key, queue)
    return queue
  }
}
