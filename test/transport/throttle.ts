import { json } from './test-client.ts'

/** Laravel's throttle: a fixed window that opens with its first request. Refused requests do not count. */
export class Throttle {
  readonly #requests: number
  readonly #milliseconds: number
  #opened = Number.NEGATIVE_INFINITY
  #count = 0
  accepted = 0
  refused = 0

  constructor(requests: number, milliseconds: number) {
    this.#requests = requests
    this.#milliseconds = milliseconds
  }

  /** Counts a request at the given time. Returns the 429, or the headers for the response. */
  arrive(now: number): { refusal: Response } | { headers: Record<string, string> } {
    if (now >= this.#opened + this.#milliseconds) {
      this.#opened = now
      this.#count = 0
    }
    if (this.#count >= this.#requests) {
      this.refused += 1
      const wait = Math.ceil((this.#opened + this.#milliseconds - now) / 1000)
      return { refusal: json({ message: 'Too Many Attempts.' }, 429, { 'Retry-After': String(wait), ...this.#headers() }) }
    }
    this.#count += 1
    this.accepted += 1
    return { headers: this.#headers() }
  }

  #headers(): Record<string, string> {
    return { 'X-RateLimit-Limit': String(this.#requests), 'X-RateLimit-Remaining': String(this.#requests - this.#count) }
  }
}
