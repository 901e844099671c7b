/** Where the commands keep what must survive their end. */
import { isAbsolute, join } from 'node:path'

/** The user's folder for the state of programs: `XDG_STATE_HOME`, `LOCALAPPDATA` on Windows, or `~/.local/state`. */
export function findStateFolder(env: Record<string, string | undefined>, platform: NodeJS.Platform, home: string): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = env
  // The specification says to ignore a relative path.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'billit-io')
  if (platform === 'win32' && local !== undefined && isAbsolute(local)) return join(local, 'billit-io')
  return join(home, '.local', 'state', 'billit-io')
}

/**
 * The file with the keys of an account's invoices, for all commands that create them. The accounts of the sandbox and of
 * production are separate, because a key means one invoice.
 */
export const keyFile = (stateFolder: string, baseUrl: string, account: string): string =>
  join(stateFolder, `keys-${`${new URL(baseUrl).host}-${account}`.replace(/[^\w.-]/g, '_')}.db`)
