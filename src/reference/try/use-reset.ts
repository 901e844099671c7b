import { useState } from 'preact/hooks'
import { resetMock } from './servers.ts'

/** Asks for confirmation, then resets the mock. */
export function useReset(server: string | undefined, onNotice: (notice: string) => void) {
  const [isConfirming, setConfirming] = useState(false)

  async function confirm(isConfirmed: boolean): Promise<void> {
    setConfirming(false)
    if (!isConfirmed || server === undefined) return
    onNotice((await resetMock(server)) ? 'The mock has its initial records again.' : 'The mock could not be reset.')
  }

  return { isConfirming, ask: () => setConfirming(true), confirm }
}
