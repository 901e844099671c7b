import { show } from '../core/arguments.ts'
import { nearestName } from '../core/text.ts'
import { MAX_LATENCY_MS } from './options.ts'
import type { Fault } from './types.ts'

/** Transient failures of a server, or of a proxy in front of it. */
const RANDOM_FAULTS: Fault[] = [{ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }, { disconnect: true }]

/** The failure of one request. */
export interface Failure {
  /** The status to return. Undefined: the request succeeds after the delay. */
  outcome: number | 'disconnect' | undefined
  /** In milliseconds. */
  delay: number
  /** Whether to carry out the request before it fails. */
  after: boolean
}

/** Chooses the requests that fail: those announced by `failNext`, and a random share of the others. */
export function createFaults(operationIds: string[], random: () => number, rate: number) {
  let pending: Array<Fault & { times: number }> = []
  return {
    clear(): void {
      pending = []
    },

    /** Makes the next matching requests fail. @throws TypeError if the fault is invalid. */
    add(fault: Fault): void {
      checkFault(fault, operationIds)
      pending.push({ ...fault, times: fault.times ?? 1 })
    },

    /** The failure of the next request, if it is to fail. */
    next(operationId: string | undefined, isWrite: boolean): Failure | undefined {
      const announced = pending.find(({ operation }) => operation === undefined || operation === operationId)
      if (announced) {
        announced.times -= 1
        pending = pending.filter(({ times }) => times > 0)
        return toFailure(announced)
      }
      if (random() >= rate) return undefined
      const fault = RANDOM_FAULTS[Math.floor(random() * RANDOM_FAULTS.length)] ?? {}
      return toFailure({ ...fault, after: isWrite && random() < 0.5 })
    },
  }
}

function toFailure({ status, disconnect, delay, after }: Fault): Failure {
  const isDelayOnly = delay !== undefined && status === undefined && !disconnect && !after
  return {
    outcome: disconnect ? 'disconnect' : isDelayOnly ? undefined : (status ?? 503),
    delay: delay ?? 0,
    after: after ?? false,
  }
}

const FIELDS: Record<keyof Fault, { isValid: (value: unknown) => boolean; expected: string }> = {
  operation: { isValid: (value) => typeof value === 'string', expected: 'an operationId, such as createInvoice' },
  status: { isValid: (value) => isBetween(value, 400, 599), expected: 'a whole number from 400 to 599' },
  disconnect: { isValid: (value) => typeof value === 'boolean', expected: 'true or false' },
  delay: { isValid: (value) => isBetween(value, 0, MAX_LATENCY_MS), expected: `milliseconds from 0 to ${MAX_LATENCY_MS}` },
  after: { isValid: (value) => typeof value === 'boolean', expected: 'true or false' },
  times: { isValid: (value) => isBetween(value, 1, 1_000_000), expected: 'a whole number from 1' },
}

const isBetween = (value: unknown, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max

function checkFault(fault: Fault, operationIds: string[]): void {
  for (const [name, value] of Object.entries(fault)) {
    if (!Object.hasOwn(FIELDS, name)) throw new TypeError(unknownName('Unknown fault field', name, Object.keys(FIELDS)))
    const { isValid, expected } = FIELDS[name as keyof Fault] // checked in the line above
    if (value !== undefined && !isValid(value)) throw new TypeError(`${name} must be ${expected}, not ${show(value)}.`)
  }
  const { operation, status, disconnect } = fault
  if (status !== undefined && disconnect) throw new TypeError('A fault must have either a status or disconnect, not both.')
  if (operation !== undefined && !operationIds.includes(operation)) {
    throw new TypeError(unknownName('Unknown operation', operation, operationIds))
  }
}

function unknownName(problem: string, name: string, names: string[]): string {
  const nearest = nearestName(name, names)
  return `${problem} ${show(name)}: ${nearest ? `did you mean '${nearest}'?` : `valid names are ${names.join(', ')}.`}`
}
