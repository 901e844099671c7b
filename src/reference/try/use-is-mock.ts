import { useEffect, useState } from 'preact/hooks'
import { isMock } from './servers.ts'

/** The reader may still be typing the URL. */
const DELAY_MS = 300

/**
 * Whether the mock listens at a URL. A link can name any port of this machine, so the server there is asked. The default server is
 * not: the page itself names it. Undefined: no server is selected.
 */
export function useIsMock(server: string | undefined, defaultServer: string): boolean {
  const [mocks, setMocks] = useState<Record<string, boolean>>({ [defaultServer]: true })
  useEffect(() => {
    if (server === undefined || mocks[server]) return
    const timer = setTimeout(async () => {
      const found = await isMock(server)
      setMocks((before) => ({ ...before, [server]: found }))
    }, DELAY_MS)
    return () => clearTimeout(timer)
  }, [server])
  return server !== undefined && mocks[server] === true
}
