import type { Call, ExportClient, Listed } from './client.ts'
import { RESOURCES } from './resources.ts'
import { isFatal, isOutage } from './round.ts'

const MAX_ATTEMPTS = 3

/** Spaces requests evenly. Time that was not used is not made up for. */
export class Pacer {
  readonly #interval: number
  readonly #signal: AbortSignal | undefined
  #next = 0

  /** @param interval Milliseconds between two requests. */
  constructor(interval: number, signal: AbortSignal | undefined) {
    this.#interval = interval
    this.#signal = signal
  }

  /** Waits for the next request's time. */
  async turn(): Promise<void> {
    const now = performance.now()
    const at = Math.max(now, this.#next)
    this.#next = at + this.#interval
    await pause(at - now, this.#signal)
  }
}

/** Waits. @throws The signal's reason if it is aborted. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (milliseconds <= 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      if (signal?.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end, { once: true })
  })
}

/** A client whose requests, retries included, are spaced by the pacer. */
export function pacedClient(client: ExportClient, pacer: Pacer): ExportClient {
  const paced = (send: () => Call): Call => ({ withResponse: () => sendPaced(send, pacer) })
  const listed = (resource: Listed): Listed => ({
    list: (query, options) => paced(() => resource.list(query, { ...options, maxRetries: 0 })),
  })
  const lists = Object.fromEntries(RESOURCES.map((name) => [name, listed(client[name])]))
  return {
    // One for each resource.
    ...(lists as Record<(typeof RESOURCES)[number], Listed>),
    account: { get: (options) => paced(() => client.account.get({ ...options, maxRetries: 0 })) },
    invoices: {
      ...listed(client.invoices),
      get: (uuid, options) => paced(() => client.invoices.get(uuid, { ...options, maxRetries: 0 })),
      pdf: (invoice, options) => client.invoices.pdf(invoice, options),
    },
  }
}

async function sendPaced(send: () => Call, pacer: Pacer): ReturnType<Call['withResponse']> {
  for (let attempt = 1; ; attempt += 1) {
    await pacer.turn()
    try {
      return await send().withResponse()
    } catch (error) {
      if (isFatal(error) || !isOutage(error) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}
