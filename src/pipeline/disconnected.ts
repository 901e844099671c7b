import type { Outcome } from './call.ts'

/** An error may be its own cause. */
export const DEEPEST = 5

/** No answer came, or not all of it. */
export const disconnected = (cause: unknown): Outcome => ({
  kind: 'disconnected',
  message: `no answer (${innermostMessage(cause)})`,
  cause,
})

/** `fetch` itself says no more than that it failed. */
function innermostMessage(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error && depth < DEEPEST) return innermostMessage(error.cause, depth + 1)
  return error.message || ('code' in error ? String(error.code) : error.name)
}
