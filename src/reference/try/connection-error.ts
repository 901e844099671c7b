/** Explains why a page received no response. The browser itself only says that the request failed. */
import { getMockCommand, isLocalPage } from './servers.ts'

/** A failure in words. */
export interface FailureText {
  /** What happened, and what to do about it. */
  message: string
  /** A command that fixes it. */
  command?: string
}

/** @param warning A sentence for a request that may have succeeded. Otherwise empty. */
export async function explainConnectionError(server: string, sandbox: string, warning: string): Promise<FailureText> {
  const reached = await isReachable(server)
  if (server === sandbox) {
    const cause = reached
      ? 'The sandbox does not allow web pages to read its responses (CORS).'
      : 'The sandbox cannot be reached.'
    return { message: `${cause}${warning} You can copy the curl command and run it in a terminal.` }
  }
  if (reached)
    return {
      message: `The server at ${server} closed the connection, or does not allow web pages to read its responses (CORS).${warning}`,
    }
  const refusal = isLocalPage(location) ? undefined : await findBrowserRefusal()
  if (refusal) {
    return {
      message: `${refusal} Run this command instead, which serves this page and a mock from your machine:`,
      command: 'npx billit-io docs',
    }
  }
  return { message: `No mock is running at ${server}. Start one, then send again:`, command: getMockCommand(server) }
}

/** Whether any server responds at a URL. Sends no token, and cannot read the response, so it needs no CORS headers. */
const isReachable = (server: string): Promise<boolean> =>
  fetch(server, { mode: 'no-cors', credentials: 'omit' }).then(
    () => true,
    () => false,
  )

/** The names of Chrome's permission for pages from elsewhere to connect to this machine. A later Chrome splits it. */
const LOCAL_PERMISSIONS = ['loopback-network', 'local-network-access']

/** Why the browser itself does not connect a page from elsewhere to this machine. Undefined if it does, as far as is known. */
async function findBrowserRefusal(): Promise<string | undefined> {
  if (navigator.vendor.startsWith('Apple')) return 'Safari does not let a page from the web connect to your machine.'
  const states = await Promise.all(LOCAL_PERMISSIONS.map(queryPermission))
  return states.some((state) => state === 'denied' || state === 'prompt')
    ? 'The browser needs your permission to connect this page to your machine, and does not have it. Allow it in the settings of this site.'
    : undefined
}

/** A browser that does not know the permission throws. */
const queryPermission = (name: string): Promise<PermissionState | undefined> =>
  // The types of the browser do not list every permission.
  navigator.permissions.query({ name: name as PermissionName }).then(
    ({ state }) => state,
    () => undefined,
  )
