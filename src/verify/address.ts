/** Whether a URL points to this machine, for example to a mock or a local proxy. */
export function isLocal(url: string): boolean {
  const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: '' }
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
