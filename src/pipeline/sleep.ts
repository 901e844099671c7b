import { LONGEST_TIMER, within } from './within.ts'

const never = () => new Promise<never>(() => {})

/**
 * Waits, however long.
 *
 * @throws The signal's own reason, as soon as it aborts.
 */
export async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  for (let left = milliseconds; left > 0; left -= LONGEST_TIMER) {
    await within(signal, Math.min(left, LONGEST_TIMER), never)
  }
}
