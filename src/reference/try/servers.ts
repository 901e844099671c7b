/** The default URL of a local mock. */
export const LOCAL_MOCK = 'http://localhost:4010/v1'

const LOCAL_HOSTS = ['localhost', '127.0.0.1']

/** A server that requests may go to, or one sentence that says why the text is not one. */
export type ParsedServer = { url: string } | { error: string }

/** Accepts the sandbox and any server on this machine. Rejects everything else, production included. */
export function parseServer(text: string, sandbox: string): ParsedServer {
  if (!URL.canParse(text)) return { error: `The server must be a URL such as ${LOCAL_MOCK}.` }
  const { protocol, hostname, origin, pathname } = new URL(text)
  const url = `${origin}${pathname}`.replace(/\/+$/, '')
  if (url === sandbox) return { url }
  if (protocol === 'http:' && LOCAL_HOSTS.includes(hostname)) return { url }
  return {
    error: `This page sends requests only to http://localhost, http://127.0.0.1 and the sandbox (${sandbox}), not to ${text}.`,
  }
}

/** Returns the command that starts a mock at a URL. */
export function getMockCommand(server: string): string {
  const { port } = new URL(server)
  return port === '4010' ? 'npx billit-io mock' : `npx billit-io mock --port ${port || '80'}`
}

/**
 * Whether a page is a file or comes from this machine. A browser may ask the reader for permission before a page from elsewhere
 * connects to this machine, so such a page connects only when the reader sends a request.
 */
export const isLocalPage = ({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): boolean =>
  protocol === 'file:' || LOCAL_HOSTS.includes(hostname)

/** Asks a server whether it is the mock of this package. Sends no token. */
export async function isMock(server: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/_mock/health', server), { credentials: 'omit', redirect: 'manual' })
    const health: unknown = await response.json()
    return response.ok && typeof health === 'object' && health !== null && 'version' in health && 'rows' in health
  } catch {
    return false
  }
}
