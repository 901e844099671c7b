import { ConfigurationError } from '../core/errors.ts'
import type { Logger } from '../core/options.ts'

/** From the most talkative. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** A logger that writes to stderr what is at `level` or above. `undefined` where no level is set. */
export function stderrLogger(level: string | undefined): Logger | undefined {
  if (level === undefined) return undefined
  const least = (LEVELS as readonly string[]).indexOf(level)
  if (least === -1) throw new ConfigurationError(`BILLIT_LOG must be one of ${LEVELS.join(', ')}, not '${level}'.`)
  const writers = LEVELS.map((name, index) => [
    name,
    (message: string) => {
      // biome-ignore lint/suspicious/noConsole: console.error is stderr everywhere; console.debug and info are stdout
      if (index >= least) console.error(`billit ${name}: ${message}`)
    },
  ])
  // One for each level.
  return Object.fromEntries(writers) as Record<keyof Logger, Logger['info']>
}
