import { InvalidArgumentError } from '../core/errors.ts'
import type { Logger } from '../core/options.ts'
import type { Problem } from '../core/problem.ts'
import type { Contact } from '../core/types.ts'

/** @throws InvalidArgumentError with the problems, if one of them is an error. Warnings are logged. */
export function refuseProblems(problems: readonly Problem[], logger: Logger | undefined): void {
  const tell = ({ path, message }: Problem) => `${path}: ${message.en}`
  for (const problem of problems) if (problem.severity === 'warning') logger?.warn(`preflight: ${tell(problem)}`)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new InvalidArgumentError(`The invoice would be rejected. ${errors.map(tell).join(' ')}`, { problems })
}

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error')

const LIFETIME_MS = 5 * 60_000
const MAX_CONTACTS = 100

/** Contacts that were read, for a few minutes. */
export class ContactCache {
  readonly #entries = new Map<number, { contact: Contact; expires: number }>()

  get(id: number): Contact | undefined {
    const entry = this.#entries.get(id)
    return entry && performance.now() < entry.expires ? entry.contact : undefined
  }

  set(id: number, contact: Contact): void {
    this.#entries.set(id, { contact, expires: performance.now() + LIFETIME_MS })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_CONTACTS) break
      this.#entries.delete(oldest)
    }
  }
}
