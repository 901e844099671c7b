/** Whether a host name, as in `URL.hostname`, always leads to this machine: 127.0.0.0/8, `[::1]`, `localhost` or `*.localhost`. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
