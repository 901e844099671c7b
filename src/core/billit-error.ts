import { isRecord, mapRecord, toText } from './record.ts'

/** Details of a failed call. */
export interface FailureContext {
  /** How many times the request was sent. Default 0. */
  attempts?: number
  /** Whether the request may have succeeded. Default `false`. */
  mayHaveSucceeded?: boolean
  /** The underlying error. */
  cause?: unknown
  /** Operation id of the OpenAPI document, or `request` for a call of `billit.request()`. */
  operation?: string | undefined
  /** HTTP method of the request. */
  method?: string | undefined
  /** URL of the request, without the values of its query. */
  url?: string | undefined
}

/**
 * Key of the name of an error's class, on the prototype of each class. All copies of the package share it, so that
 * `isBillitError()` and `instanceof` recognize the errors of another copy: that for `require`, or a second one that is installed.
 */
export const KIND = Symbol.for('billit-io.BillitError')

/** Base class of all errors that this package throws. */
export class BillitError extends Error {
  /** Name of the class. Bundlers do not change it. */
  override readonly name: string
  /** How many times the request was sent. 0: nothing was sent. */
  readonly attempts: number
  /**
   * Whether the request may have succeeded in spite of the error. If it is `true` after a create, check whether the record
   * exists before you retry. For invoices, `invoices.createOnce()` does that for you.
   */
  readonly mayHaveSucceeded: boolean
  // Assigned only if they are known, so that an error without them does not print them.
  /**
   * Operation id of the OpenAPI document, or `request` for a call of `billit.request()`. Group errors by it and their `status`.
   * `undefined` if the error is not from a call.
   */
  declare readonly operation: string | undefined
  /** HTTP method of the request. `undefined` if there was none. */
  declare readonly method: string | undefined
  /** URL of the request, without the values of its query. `undefined` if there was none. */
  declare readonly url: string | undefined

  constructor(message: string, { attempts = 0, mayHaveSucceeded = false, cause, ...request }: FailureContext = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = this[KIND]
    this.attempts = attempts
    this.mayHaveSucceeded = mayHaveSucceeded
    assignRequest(this, request)
  }

  /** @internal */
  get [KIND](): string {
    return 'BillitError'
  }

  /**
   * Whether the value is an error of this class, or of the same class of another copy of the package.
   *
   * @internal
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: each class inherits this method.
    const { prototype } = this
    // A class that extends one of these has no kind.
    const kind = Object.hasOwn(prototype, KIND) && prototype[KIND]
    let link: unknown = isRecord(value) && Object.getPrototypeOf(value)
    while (isBillitError(link)) {
      if (link === prototype || (Object.hasOwn(link, KIND) && link[KIND] === kind)) return true
      link = Object.getPrototypeOf(link)
    }
    return false
  }

  /** Returns the error as plain data for a log: name, message, fields and cause, without stack, headers and API token. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this
    const fields = Object.entries(this).filter(([key, value]) => key !== 'headers' && key !== 'cause' && value !== undefined)
    return { name, message, ...Object.fromEntries(fields), ...(cause === undefined ? {} : { cause: plainCause(cause) }) }
  }
}

/** Assigns the parts of a request that are known. */
function assignRequest(error: BillitError, { operation, method, url }: FailureContext): void {
  for (const [name, value] of Object.entries({ operation, method, url })) {
    if (value !== undefined) Object.assign(error, { [name]: value })
  }
}

/**
 * Names the operation in an error that was thrown before the request was known, such as that of an invalid argument.
 *
 * @internal
 */
export function nameOperation(error: unknown, operation: string): void {
  if (isBillitError(error) && error.operation === undefined) assignRequest(error, { operation })
}

function plainCause(cause: unknown): unknown {
  if (!isRecord(cause)) return cause
  const { name, message, code } = cause
  return { name, message, ...(typeof code === 'string' && { code }) }
}

/** Returns whether a caught value is an error of this package. */
export const isBillitError = (error: unknown): error is BillitError => isRecord(error) && typeof error[KIND] === 'string'

/**
 * Returns the messages of an error by field, such as `products.0.vatId`. Supports 422 responses, invoices rejected by the
 * preflight check, and invalid arguments, also after `JSON.parse(JSON.stringify(error))`.
 *
 * @returns An empty record for any other error.
 */
export function fieldErrors(error: unknown): Record<string, string[]> {
  // The error may come from another copy of the package, or from JSON, so its fields are read by name.
  if (!isRecord(error) || typeof error.attempts !== 'number' || !isRecord(error.errors)) return {}
  return mapRecord(error.errors, (messages) => (Array.isArray(messages) ? messages.map(toText) : []))
}
