/**
 * Decides who may use a server that is meant for this machine only. Any page on the web can send requests to it: directly, or
 * through a host name of its own that it points to this machine (DNS rebinding).
 */
import { isLoopback } from '../core/loopback.ts'

/** Returns the reason to refuse a request with these headers. `undefined` if it is allowed. */
export type CheckAccess = (headers: { host?: string | undefined; origin?: string | undefined }) => string | undefined

/** Origins on any port of these hosts are pages of this machine. */
const LOCAL_PAGES = ['localhost', '127.0.0.1', '[::1]']

/** Addresses that listen on every address of the machine, and the one that connects to it from the machine itself. */
const WILDCARDS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' }

/**
 * @param listenHost the address that the server listens on
 * @param allowedHosts other names of the machine, which requests and pages may have too
 */
export function createAccessCheck(listenHost: string, allowedHosts: readonly string[] = []): CheckAccess {
  const listens = readHostname(listenHost)
  const allowed = allowedHosts.map(readHostname)
  const isHost = (hostname: string) =>
    isLoopback(hostname) ||
    hostname === listens ||
    allowed.includes(hostname) ||
    // A page cannot point an IP address to this machine, only a name.
    (isWildcard(listenHost) && isIpAddress(hostname))
  const isPage = (hostname: string) => LOCAL_PAGES.includes(hostname) || allowed.includes(hostname)

  return ({ host, origin }) => {
    if (host !== undefined && !isHost(readHostname(host) ?? '')) return `Requests to the host '${host}' are not allowed.`
    if (origin !== undefined && !isPage(readOriginHostname(origin))) {
      return `Pages of '${origin}' are not allowed, only pages of localhost, 127.0.0.1 and [::1].`
    }
    return undefined
  }
}

/** Whether an address to listen on, such as `0.0.0.0` or `::`, is every address of the machine. */
export const isWildcard = (listenHost: string): boolean => Object.hasOwn(WILDCARDS, readHostname(listenHost) ?? '')

/** Returns the URL that connects to a server from this machine. */
export function toLocalUrl(listenHost: string, port: number): string {
  const hostname = readHostname(listenHost) ?? listenHost
  return `http://${WILDCARDS[hostname] ?? hostname}:${port}`
}

/** Reads the host name of a `Host` header, or of an address to listen on. `undefined` if it is neither. */
export function readHostname(host: string): string | undefined {
  const isBareIpv6 = host.split(':').length > 2 && !host.startsWith('[')
  const url = `http://${isBareIpv6 ? `[${host}]` : host}`
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

/** `Origin: null` is a page without an origin: a file, or a sandboxed frame of any site. */
const readOriginHostname = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : '')

const isIpAddress = (hostname: string): boolean => hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)
