import { show } from '../core/arguments.ts'
import { nearestName } from '../core/text.ts'
import { MAX_LATENCY_MS } from './options.ts'
import type { Fault } from './types.ts'

/** How a server, or a proxy in front of it, fails for a moment. */
const RANDOM_FAULTS: Fault[] = [{ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }, { disconnect: true }]

/** A fault for one request. */
export interface Failure {
  /** Undefined: the request succeeds, after the delay. */
  outcome: number | 'disconnect' | undefined
  delay: number
  after: boolean
}

/** Decides which requests fail: those that `failNext` announced, then a share of all others. */
export function createFaults(operationIds: string[], random: () => number, share: number) {
  let waiting: Array<Fault & { times: number }> = []
  return {
    clear(): void {
      waiting = []
    },

    /** @throws TypeError that names what is wrong. */
    add(fault: Fault): void {
      checkFault(fault, operationIds)
      waiting.push({ ...fault, times: fault.times ?? 1 })
    },

    next(operationId: string | undefined, isWrite: boolean): Failure | undefined {
      const planned = waiting.find(({ operation }) => operation === undefined || operation === operationId)
      if (planned) {
        planned.times -= 1
        waiting = waiting.filter(({ times }) => times > 0)
        return failureOf(planned)
      }
      if (random() >= share) return undefined
      const fault = RANDOM_FAULTS[Math.floor(random() * RANDOM_FAULTS.length)] ?? {}
      return failureOf({ ...fault, after: isWrite && random() < 0.5 })
    },
  }
}

function failureOf({ status, disconnect, delay, after }: Fault): Failure {
  const isLate = delay !== undefined && status === undefined && !disconnect && !after
  return { outcome: disconnect ? 'disconnect' : isLate ? undefined : (status ?? 503), delay: delay ?? 0, after: after ?? false }
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
    if (!Object.hasOwn(FIELDS, name)) throw new TypeError(unknownName('A fault has no field', name, Object.keys(FIELDS)))
    const { isValid, expected } = FIELDS[name as keyof Fault] // checked in the line above
    if (value !== undefined && !isValid(value)) throw new TypeError(`${name} must be ${expected}, not ${show(value)}.`)
  }
  const { operation, status, disconnect } = fault
  if (status !== undefined && disconnect) throw new TypeError('A fault has a status or breaks the connection, not both.')
  if (operation !== undefined && !operationIds.includes(operation)) {
    throw new TypeError(unknownName('The document has no operation', operation, operationIds))
  }
}

function unknownName(what: string, name: string, names: string[]): string {
  const nearest = nearestName(name, names)
  return `${what} '${name}': ${nearest ? `did you mean '${nearest}'?` : `there are ${names.join(', ')}.`}`
}
