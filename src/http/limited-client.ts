import type { LimitedClient, Logger } from '../core/options.ts'
import { sha256 } from '../core/sha256.ts'

interface Counted {
  baseUrl: string
  token: () => Promise<string>
  logger: Logger | undefined
}

/** What a limiter may know of a client: enough to tell what the server counts, without the token. */
export function limitedClient({ baseUrl, token, logger }: Counted): LimitedClient {
  const { origin } = new URL(baseUrl)
  let known: { token: string; hash: Promise<string> } | undefined
  return {
    logger,
    async budget() {
      const current = await token()
      if (known?.token !== current) known = { token: current, hash: sha256(`${origin} ${current}`) }
      return known.hash
    },
  }
}
