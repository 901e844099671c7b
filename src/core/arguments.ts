import { InvalidArgumentError } from './errors.ts'
import { groupByName, isRecord } from './record.ts'
import { nearestName } from './text.ts'

/** The error class to throw: for an argument of a call, or for an option of the client. */
export type Refusal = new (message: string) => Error

export function checkInteger(
  name: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
  Refusal: Refusal = InvalidArgumentError,
): void {
  if (Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max) return
  const end = max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`
  throw new Refusal(`${name} must be an integer from ${min}${end}, not ${show(value)}.`)
}

export function checkMilliseconds(name: string, value: unknown, Refusal: Refusal = InvalidArgumentError): void {
  if (typeof value === 'number' && value > 0) return
  throw new Refusal(`${name} must be a positive number of milliseconds, not ${show(value)}.`)
}

/**
 * Throws if the options are not an object, or if it has an unknown name, so that a mistyped option is not silently ignored.
 *
 * @param what Start of the message, such as `new Billit()`.
 * @param hint End of the message.
 */
export function checkNames(
  what: string,
  options: unknown,
  known: readonly string[],
  Refusal: Refusal = InvalidArgumentError,
  hint = '',
): void {
  if (!isRecord(options) || Array.isArray(options)) {
    throw new Refusal(`${what} expects an options object, not ${show(options)}.`)
  }
  const unknown = Object.keys(options).find((name) => options[name] !== undefined && !known.includes(name))
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  throw new Refusal(`${what} has no option '${unknown}'${nearest ? `: did you mean '${nearest}'?` : '.'}${hint}`)
}

/**
 * Maps all values, and collects the invalid arguments among them into one error.
 *
 * @throws InvalidArgumentError with the messages of all fields. Any other error at once.
 */
export function mapAll<Value, Mapped>(values: readonly Value[], map: (value: Value, index: number) => Mapped): Mapped[] {
  const failures: InvalidArgumentError[] = []
  const mapped: Mapped[] = []
  for (const [index, value] of values.entries()) {
    try {
      mapped.push(map(value, index))
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error
      failures.push(error)
    }
  }
  const [first] = failures
  if (!first) return mapped
  throw failures.length === 1 ? first : joinErrors(first, failures)
}

function joinErrors({ field }: InvalidArgumentError, failures: readonly InvalidArgumentError[]): InvalidArgumentError {
  const errors = groupByName(
    failures.flatMap((failure) =>
      Object.entries(failure.errors).flatMap(([name, messages]) => messages.map((message) => [name, message] as const)),
    ),
  )
  return new InvalidArgumentError(failures.map(({ message }) => message).join(' '), { field, errors })
}

/** Like `mapAll`, for the fields of an object. */
export function mapFields<Mapped>(record: object, map: (value: unknown, field: string) => Mapped): Record<string, Mapped> {
  return Object.fromEntries(mapAll(Object.entries(record), ([field, value]): [string, Mapped] => [field, map(value, field)]))
}

/** Runs a check and adds the field to its error. */
export function inField<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new InvalidArgumentError(`${field}: ${error.message}`, { field })
    throw error
  }
}

/** Formats a value for a message. It is shortened, so that a long text passed by mistake does not fill a log. */
export const show = (value: unknown): string =>
  typeof value === 'string' ? `'${value.slice(0, 60)}'` : isRecord(value) ? 'an object' : String(value)
