import { InvalidArgumentError } from './errors.ts'

/** Runs a check, and names the field in what it refuses. */
export function inField<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new InvalidArgumentError(`${field}: ${error.message}`)
    throw error
  }
}
