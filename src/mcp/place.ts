/** Which server the tools use, and whether it is production. */
import { ConfigurationError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import type { Environment } from '../core/options.ts'
import { BASE_URLS, readBaseUrl } from '../http/environment.ts'

/** A server. */
export interface Place {
  /** `local` is this machine, such as the mock. Everything that is not known to be harmless is `production`. */
  environment: Environment | 'local'
  baseUrl: string
}

/** What the command line names. */
export interface Named {
  environment: Environment | undefined
  baseUrl: string | undefined
}

/**
 * Production must be named on the command line. Environment variables alone never lead to it: a variable that somebody set for
 * another program must not let an agent issue invoices.
 *
 * @throws ConfigurationError if the server is treated as production, and the command line does not say so.
 */
export function readPlace({ environment, baseUrl }: Named): Place {
  if (environment === 'production') return { environment, baseUrl: readBaseUrl({ environment, baseUrl }) }
  const url = readBaseUrl({ environment, baseUrl })
  if (isLoopback(new URL(url).hostname)) return { environment: 'local', baseUrl: url }
  if (new URL(url).origin === new URL(BASE_URLS.sandbox).origin) return { environment: 'sandbox', baseUrl: url }
  const address = url === BASE_URLS.production ? '' : ` --base-url ${url}`
  throw new ConfigurationError(
    `${url} is neither this machine nor the sandbox, so it is treated as production, which must be named on the command line: --environment production${address}. For tests, pass --environment sandbox.`,
  )
}
