/** A local API with one endpoint and a rate limit. */
import type { RateLimit } from '../../src/index.ts'
import { type LocalServer, sendJson, startLocalServer } from '../support/local-server.ts'
import { Throttle } from '../transport/throttle.ts'

export class LimitedApi {
  throttle: Throttle
  readonly #limit: RateLimit
  #server: LocalServer | undefined

  static async start(limit: RateLimit, latency?: () => number): Promise<LimitedApi> {
    const api = new LimitedApi(limit)
    const wait = async () => latency && new Promise((resolve) => setTimeout(resolve, latency()))
    api.#server = await startLocalServer(async (_, response) => {
      await wait()
      const arrival = api.throttle.arrive(performance.now())
      await wait()
      if ('refusal' in arrival) sendJson(response, {}, 429, Object.fromEntries(arrival.refusal.headers))
      else sendJson(response, { data: { id: 1, tag: 'x' } }, 200, arrival.headers)
    })
    return api
  }

  private constructor(limit: RateLimit) {
    this.#limit = limit
    this.throttle = new Throttle(limit.requests, limit.perMilliseconds)
  }

  get url(): string {
    return this.#server?.url ?? ''
  }

  /** Resets the rate limit. */
  reset(): void {
    this.throttle = new Throttle(this.#limit.requests, this.#limit.perMilliseconds)
  }

  close(): Promise<void> | undefined {
    return this.#server?.close()
  }
}
