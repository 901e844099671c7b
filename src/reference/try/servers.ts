/** The mock on this machine, unless the page is served with one. */
export const LOCAL_MOCK = 'http://localhost:4010/v1'

const LOCAL_HOSTS = ['localhost', '127.0.0.1']

export type ReadServer = { url: string } | { refusal: string }

/** Accepts a server on this machine and the sandbox. Never production. */
export function readServer(text: string, sandbox: string): ReadServer {
  if (!URL.canParse(text)) return { refusal: `The server must be an address such as ${LOCAL_MOCK}.` }
  const { protocol, hostname, origin, pathname } = new URL(text)
  const url = `${origin}${pathname}`.replace(/\/+$/, '')
  if (url === sandbox) return { url }
  if (protocol === 'http:' && LOCAL_HOSTS.includes(hostname)) return { url }
  return { refusal: `This page sends only to http://localhost, http://127.0.0.1 and the sandbox, ${sandbox}, not to ${text}.` }
}

/** The command that starts a mock at this address. */
export function mockCommand(server: string): string {
  const { port } = new URL(server)
  return port === '4010' ? 'npx billit-io mock' : `npx billit-io mock --port ${port || '80'}`
}
