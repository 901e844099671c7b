import { useEffect, useState } from 'preact/hooks'
import { isLocalPage, isMock } from './servers.ts'

/** The reader may still be typing the URL. */
const DELAY_MS = 300

/**
 * Whether the mock listens at a URL. A link can name any port of this machine, and any program can listen on the default one, so
 * each server is asked before it is called the mock. Undefined until it has responded, and if no server is selected.
 *
 * @param hasSent Whether the reader has sent a request. A page from elsewhere does not ask before.
 */
export function useIsMock(server: string | undefined, hasSent: boolean): boolean | undefined {
  const mayAsk = hasSent || isLocalPage(location)
  const [mocks, setMocks] = useState<Record<string, boolean>>({})
  useEffect(() => {
    if (server === undefined || mocks[server] || !mayAsk) return
    const timer = setTimeout(async () => {
      const found = await isMock(server)
      setMocks((before) => ({ ...before, [server]: found }))
    }, DELAY_MS)
    return () => clearTimeout(timer)
  }, [server, mayAsk])
  return server === undefined ? undefined : mocks[server]
}
