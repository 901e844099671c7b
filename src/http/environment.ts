/** Reads the environment: variables, the runtime's name, and the base URL that they lead to. */
import { version } from '../../generated/version.ts'
import { show } from '../core/arguments.ts'
import { ConfigurationError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import type { BillitOptions, Environment } from '../core/options.ts'
import { tagOf } from '../core/record.ts'

/** The base URLs of the two environments. */
export const BASE_URLS: Record<Environment, string> = {
  sandbox: 'https://api.sandbox-billit.xyz/v1',
  production: 'https://api.billit.io/v1',
}

/**
 * `baseUrl` wins over `environment`, and each option over the environment variables: a production token must not go to the mock
 * that a variable names.
 *
 * @throws ConfigurationError if the base URL is not safe to build request URLs on, or to send the token to.
 */
export function readBaseUrl({ baseUrl, environment }: Pick<BillitOptions, 'baseUrl' | 'environment'>): string {
  const url = baseUrl === undefined && environment === undefined ? env('BILLIT_BASE_URL') : baseUrl
  if (url !== undefined) return checkBaseUrl(url)
  const name = environment === undefined ? (env('BILLIT_ENVIRONMENT') ?? 'sandbox') : environment
  if (name === 'sandbox' || name === 'production') return BASE_URLS[name]
  throw new ConfigurationError(`environment must be 'sandbox' or 'production', not ${show(name)}.`)
}

function checkBaseUrl(baseUrl: string | URL): string {
  const refuse = (why: string) =>
    new ConfigurationError(`baseUrl ${why}: pass a URL such as 'https://api.sandbox-billit.xyz/v1' or 'http://127.0.0.1:4010'.`)
  if (!URL.canParse(baseUrl)) throw refuse('is not an absolute URL')
  const url = new URL(baseUrl)
  if (!/^https?:/.test(url.protocol)) throw refuse('must start with https:// or http://')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refuse('must start with https://, because http:// would send the token unencrypted to another machine')
  }
  if (url.username || url.password) throw refuse('must not contain a user name or password')
  // Also an empty one: a `?` at the end would turn the path of every request into a query.
  if (/[?#]/.test(url.href)) throw refuse('must not have a query or a fragment')
  return url.href.replace(/\/+$/, '')
}

/** The User-Agent header. Browsers set their own. */
export function userAgent(): { 'user-agent'?: string } {
  const { Deno, Bun, process, window } = globals
  if (window && !Deno) return {}
  const runtime = Deno
    ? `Deno ${Deno.version?.deno}`
    : Bun
      ? `Bun ${Bun.version}`
      : process?.versions?.node && `Node ${process.versions.node}`
  return runtime ? { 'user-agent': `billit-io/${version} (${runtime})` } : {}
}

/**
 * Whether the code runs on Node. Bun, Deno, and Cloudflare workers with `nodejs_compat` also have `process`. The pages and workers
 * of Electron use Chromium's `fetch`.
 */
export const isNode = (): boolean => {
  const { Deno, Bun, WebSocketPair, process } = globals
  return (
    !Deno && !Bun && !WebSocketPair && process?.versions?.node !== undefined && !/^(renderer|worker)$/.test(process.type ?? '')
  )
}

/**
 * Whether the code runs in a browser: in a window or in one of its workers. jsdom and happy-dom run on Node or Bun, and a
 * Cloudflare worker has no `WorkerNavigator`.
 */
export function isBrowser(): boolean {
  const { Deno, Bun, navigator, window } = globals
  if (isNode() || Deno || Bun || /jsdom|HappyDOM/i.test(navigator?.userAgent ?? '')) return false
  return tagOf(window) === 'Window' || 'WorkerNavigator' in globals
}

/** Whether the code runs in a Cloudflare Worker. There, a request must not wait for the work of another, or abort it. */
export const isCloudflareWorker = (): boolean => globals.navigator?.userAgent === 'Cloudflare-Workers'

/** The globals that identify a runtime. They are read at each use: test runners set up their own. */
const globals = globalThis as {
  Deno?: { version?: { deno: string } }
  Bun?: { version: string }
  /** Only Cloudflare workers have it. */
  WebSocketPair?: unknown
  process?: { versions?: { node?: string }; type?: string; env?: Record<string, string | undefined> }
  navigator?: { userAgent?: string }
  window?: object
}

/** Reads an environment variable. Browsers and workers have none, and Deno may not be allowed to read it. */
export function env(name: string): string | undefined {
  const { process } = globals
  try {
    return process?.env?.[name] || undefined
  } catch {
    return undefined
  }
}
